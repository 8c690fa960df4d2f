import { listOperations, resolve } from "@freshkey-tools/spec";
import type { Api } from "./api.ts";

const mark = "\nleftOut:";

/** `specs/facts.yaml` with a row for each operation: a guess where the spec says `x-assumed`, else a page of the vendor. Unchanged where the API has rows. */
export function withFacts(text: string, { name, document }: Api): string {
  if (text.includes(`\n  ${name}:\n`)) return text;
  const rows = listOperations(document).map(({ id, operation }) => {
    const statuses = Object.entries<any>(operation.responses).map(([status, response]) => `${status}: ${resolve(document, response)["x-assumed"] ? "G" : "D"}`);
    return `    ${id}: { ${statuses.join(", ")} }\n`;
  });
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`specs/facts.yaml has no \`leftOut:\`, before which its rows go.`);
  return `${text.slice(0, at + 1).trimEnd()}\n  ${name}:\n${rows.join("")}${text.slice(at)}`;
}
