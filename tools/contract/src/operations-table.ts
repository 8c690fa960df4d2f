import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { listOperations, readSpec, resolve, specFiles } from "@freshkey-tools/spec";

const begin = "<!-- operations: written by tools/contract/src/operations-table.ts -->";
const end = "<!-- /operations -->";

/** The operations of a spec as a Markdown table. */
export function operationsTable(document: any): string {
  const operations = listOperations(document);
  const rows = operations.map(({ method, path, operation, security }) => {
    const needs = security.map((alternative) =>
      Object.keys(alternative)
        .map((scheme) => `\`${scheme}\``)
        .join(" and "),
    );
    const answers = Object.entries<any>(operation.responses).map(([status, response]) => `${status}${resolve(document, response)["x-assumed"] ? "\\*" : ""}`);
    const summary = `${operation.summary}${operation.deprecated ? " (deprecated)" : ""}`;
    return `| \`${method} ${path}\` | ${summary} | ${needs.join(", or ") || "none"} | ${answers.join(", ")} |`;
  });
  return [`| call | does | token | answers |`, "|---|---|---|---|", ...rows, "", "\\* assumed: no page of the vendor says so."].join("\n");
}

/** The README with the table of its spec between the two marks. Throws when the marks are not there. */
export function withTable(readme: string, table: string): string {
  const [before, rest, ...more] = readme.split(begin);
  const after = rest?.split(end);
  if (before === undefined || after?.length !== 2 || more.length > 0) throw new Error(`The README has no place for the table; write "${begin}" and "${end}", each on a line of its own.`);
  return `${before}${begin}\n${table}\n${end}${after[1]}`;
}

/** The READMEs of all client packages: as they are, and as they are to be. */
export function readmes(): readonly { readonly file: string; readonly is: string; readonly wanted: string }[] {
  return specFiles().map((spec) => {
    const file = fileURLToPath(new URL(`../../../packages/${basename(spec, ".openapi.yaml")}/README.md`, import.meta.url));
    const is = readFileSync(file, "utf8");
    return { file, is, wanted: withTable(is, operationsTable(readSpec(spec).document)) };
  });
}

function main(): void {
  const { values } = parseArgs({ options: { write: { type: "boolean" }, check: { type: "boolean" } } });
  if (!values.write && !values.check) throw new Error("write --write or --check");
  const stale = readmes().filter(({ is, wanted }) => is !== wanted);
  for (const { file, wanted } of stale) {
    if (values.write) writeFileSync(file, wanted);
    console.log(`${file}: ${values.write ? "written" : "its table is not that of the spec; run tools/contract/src/operations-table.ts --write"}`);
  }
  process.exitCode = values.write || stale.length === 0 ? 0 : 1;
}

if (import.meta.main) main();
