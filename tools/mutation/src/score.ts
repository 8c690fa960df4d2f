/** What Stryker writes down. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}

export interface Score {
  readonly file: string;
  readonly mutants: number;
  readonly seen: number;
  /** Percent, to one place. */
  readonly score: number;
}

/** Mutants that were ignored, not covered or failed in another way count as survived. */
export function scores({ files }: Report): Score[] {
  const rows = Object.entries(files).map(([file, { mutants }]) => {
    const counted = mutants.filter(({ status }) => status !== "CompileError");
    return { file, mutants: counted.length, seen: counted.filter(({ status }) => status === "Killed" || status === "Timeout").length };
  });
  const sum = (pick: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  const all = { file: "all", mutants: sum(({ mutants }) => mutants), seen: sum(({ seen }) => seen) };
  return [...rows, all].map((row) => ({ ...row, score: row.mutants === 0 ? 100 : Math.round((row.seen / row.mutants) * 1000) / 10 }));
}
