/** One row of the fault matrix: a fault, the test that plays it, and a break of the code that the test must notice. */
export interface Row {
  /** A letter (time, network, protocol, concurrency, bodies, stores, exposure, delivery) and a number. */
  readonly id: string;
  /** The file of the test, from the root of the repository. The test's name begins with the row's id and a colon. */
  readonly test: string;
  readonly break: Break;
}

/** One line of the code, and what it becomes. */
export interface Break {
  /** From the root of the repository. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly line: string;
  readonly becomes: string;
}

/** How many rows each letter has. */
export const counts: Readonly<Record<string, number>> = { T: 17, N: 17, P: 25, C: 20, B: 8, S: 10, X: 17, D: 4 };
