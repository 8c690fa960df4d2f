import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const header = /^\/\/ Generated .*\n\/\/ (?:spec (\w+), generator (\w+), )?text (\w+)\n\n/;

export type Freshness = "fresh" | "missing" | "stale" | "edited by hand" | "left over";

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
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) => join(folder, name)),
  );
  return fingerprint(...versions, ...sources.map((file) => readFileSync(file, "utf8")));
}

/** What a file was generated from. */
export interface Origin {
  readonly spec: string;
  readonly generator: string;
}

/** The text with the lines above it that say where it comes from. Without an origin they stay the same while the text does. */
export function stamp(name: string, origin: Origin | undefined, text: string): string {
  const from = origin ? `spec ${origin.spec}, generator ${origin.generator}, ` : "";
  return `// Generated from specs/${name}.openapi.yaml by pnpm generate. Do not edit.\n// ${from}text ${fingerprint(text)}\n\n${text}`;
}

/** What has become of a generated file; `content` is undefined when there is none. A file that names no origin is as fresh as the others are. */
export function freshness(name: string, origin: Origin, content: string | undefined): Freshness {
  if (content === undefined) return "missing";
  const [lines = "", spec, generator] = header.exec(content) ?? [];
  const own = spec !== undefined && generator !== undefined ? { spec, generator } : undefined;
  if (content !== stamp(name, own, content.slice(lines.length))) return "edited by hand";
  return !own || (own.spec === origin.spec && own.generator === origin.generator) ? "fresh" : "stale";
}
