import { command, type Gate } from "./gate.ts";
import { jsonOf, runBin } from "./parts/program.ts";

interface Report {
  readonly number_of_files?: number;
  readonly diagnostics: readonly {
    readonly message: string;
    readonly code?: string;
    readonly help?: string;
    readonly filename: string;
    readonly labels: readonly { readonly span?: { readonly line: number; readonly column: number } }[];
  }[];
}

/** oxlint with types: promises that nobody waits for, import cycles, names that nobody uses. */
export const lint: Gate = {
  name: "lint",
  keeps: "no forgotten promise, import cycle, unused name or likely slip in our code",
  check: async (house) => {
    const report = jsonOf<Report>(await runBin("oxlint", ["--config", "tools/gates/oxlint.json", "--type-aware", "--format", "json", "packages", "tools", ".ci"], house.root));
    const mistakes = report.diagnostics.map(({ message, code, help, filename, labels: [label] }) => {
      const place = label?.span === undefined ? filename : `${filename}:${label.span.line}:${label.span.column}`;
      return `${place}  ${flat(message)} (${code ?? "oxlint"}); ${help === undefined ? "repair it" : flat(help)}`;
    });
    return { mistakes: mistakes.sort(), seen: `${report.number_of_files ?? "no"} files` };
  },
};

function flat(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\.$/, "").trim();
}

if (import.meta.main) await command(lint);
