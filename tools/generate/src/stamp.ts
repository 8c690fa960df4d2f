import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const header = /^\/\/ Generated .*\n\/\/ spec (\w+), generator (\w+), text (\w+)\n\n/;

export type Freshness = "fresh" | "missing" | "stale" | "edited by hand";

/** A short fingerprint of texts: 64 bits of SHA-256. */
export function fingerprint(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n${text}`);
  return hash.digest("hex").slice(0, 16);
}

/** Fingerprint of all that decides what a spec becomes: these sources, the reader's, the versions of what they call. */
export function generatorFingerprint(): string {
  const require = createRequire(import.meta.url);
  // Read, not imported: a run that changes nothing loads none of them.
  const versions = ["openapi-typescript", "typescript"].map((name) => JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")).version as string);
  const folders = ["./", "../../spec/src/"].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
  const sources = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith(".ts")).sort().map((name) => join(folder, name)));
  return fingerprint(...versions, ...sources.map((file) => readFileSync(file, "utf8")));
}

/** The text with the lines above it that say where it comes from. */
export function stamp(name: string, spec: string, generator: string, text: string): string {
  const origin = `// Generated from specs/${name}.openapi.yaml by pnpm generate. Do not edit.`;
  return `${origin}\n// spec ${spec}, generator ${generator}, text ${fingerprint(text)}\n\n${text}`;
}

/** What has become of a generated file; `content` is undefined when there is none. */
export function freshness(name: string, spec: string, generator: string, content: string | undefined): Freshness {
  if (content === undefined) return "missing";
  const [lines = "", ofSpec = "", ofGenerator = ""] = header.exec(content) ?? [];
  const text = content.slice(lines.length);
  if (content !== stamp(name, ofSpec, ofGenerator, text)) return "edited by hand";
  return ofSpec === spec && ofGenerator === generator ? "fresh" : "stale";
}
