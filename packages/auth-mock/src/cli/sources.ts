import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AuthMockError } from "../error.ts";

/** The documents of a command line, as files. */
export interface Sources {
  /** In the order of the command line. */
  readonly files: readonly (string | URL)[];
  /** What they are called in messages: no query and no user name of a URL. */
  readonly labels: readonly string[];
  /** Takes away what was written for the start. */
  remove(): void;
}

// The same folder from the sources and from what is built of them.
const bundle = new URL("../../dist/specs/", import.meta.url);
/** In bytes; far beyond any document. */
const sizeLimit = 16_777_216;

/** The names of the documents that come with this package. */
export function bundledNames(): readonly string[] {
  return existsSync(bundle) ? readdirSync(bundle).map((file) => file.replace(/\.js$/, "")) : [];
}

/** Finds each document: by the name of a bundled one, by URL, by path. Throws `AuthMockError` that says what to do. */
export async function findSources(specs: readonly string[]): Promise<Sources> {
  const folder = mkdtempSync(join(tmpdir(), "auth-mock-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const files: (string | URL)[] = [];
    for (const [index, spec] of specs.entries()) {
      const text = await readElsewhere(spec);
      // A folder each: two documents may be called alike, and the mock tells their names.
      const place = join(folder, String(index));
      const file = join(place, nameOf(spec));
      if (text !== undefined) {
        mkdirSync(place);
        writeFileSync(file, text, { mode: 0o600 });
      }
      files.push(text === undefined ? asFile(spec) : file);
    }
    return { files, labels: specs.map(labelOf), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function readElsewhere(spec: string): Promise<string | undefined> {
  const url = asWebAddress(spec);
  if (url) return download(url);
  if (!bundledNames().includes(spec)) return undefined;
  const { text } = (await import(new URL(`${spec}.js`, bundle).href)) as { readonly text: string };
  return text;
}

function asFile(spec: string): string | URL {
  if (spec.startsWith("file:")) {
    if (URL.canParse(spec)) return new URL(spec);
    throw new AuthMockError(`${JSON.stringify(spec)} is no URL. Give a path, or a URL such as file:///folder/api.openapi.yaml.`);
  }
  if (existsSync(spec) || /[./\\]/.test(spec)) return spec;
  throw new AuthMockError(`There is no bundled spec and no file called ${JSON.stringify(spec)}. Bundled are: ${bundledNames().join(", ")}. Or give the path or URL of an OpenAPI document.`);
}

async function download(url: URL): Promise<string> {
  const label = labelOf(url.href);
  let response: Response;
  try {
    const { username, password } = url;
    const headers = username === "" ? {} : { authorization: `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}` };
    response = await fetch(Object.assign(new URL(url), { username: "", password: "" }), { headers, signal: AbortSignal.timeout(10_000) });
  } catch {
    throw new AuthMockError(`${label}: cannot be reached. Check the address, or download the document and give its path.`);
  }
  if (!response.ok) throw new AuthMockError(`${label}: answers ${response.status}. Give the URL of the OpenAPI document itself.`);
  return readBounded(response, label);
}

async function readBounded(response: Response, label: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > sizeLimit) break;
      chunks.push(chunk);
    }
  } catch {
    throw new AuthMockError(`${label}: broke off. Try again, or download the document and give its path.`);
  }
  if (size > sizeLimit) throw new AuthMockError(`${label}: has more than 16 MiB. Give the URL of an OpenAPI document.`);
  return Buffer.concat(chunks).toString("utf8");
}

function asWebAddress(spec: string): URL | undefined {
  if (!/^https?:/i.test(spec)) return undefined;
  const url = URL.parse(spec);
  if (!url) throw new AuthMockError("One of the URLs cannot be read. Write it as https://example.com/api.openapi.yaml.");
  return url;
}

/** A URL may carry a secret in its query or before its host. */
function labelOf(spec: string): string {
  const url = asWebAddress(spec);
  return url ? `${url.origin}${url.pathname}` : spec;
}

/** The name of its file, which the mock names in its messages. */
function nameOf(spec: string): string {
  const last = (asWebAddress(spec)?.pathname ?? `${spec}.openapi.yaml`).split("/").at(-1);
  return last?.replaceAll(/[^\w.-]/g, "_").slice(-100) || "openapi.yaml";
}
