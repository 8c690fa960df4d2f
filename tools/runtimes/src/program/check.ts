/** One row of the table. */
export interface Check {
  readonly name: string;
  /** Rejects when the runtime, or a package on it, does something else. */
  readonly run: () => Promise<void>;
}

/** What this platform does not have. */
export class NotHereError extends Error {
  override name = "NotHereError";
}

/** A cell of the table, as a program prints it. */
export interface Cell {
  readonly check: string;
  readonly result: "ok" | "n/a" | "failed";
  /** Why not ok. */
  readonly why?: string;
}

/** Runs a check to its end, however it ends. */
export async function play({ name, run }: Check): Promise<Cell> {
  try {
    await run();
    return { check: name, result: "ok" };
  } catch (error) {
    return { check: name, result: error instanceof NotHereError ? "n/a" : "failed", why: String(error instanceof NotHereError ? error.message : error).slice(0, 300) };
  }
}

/** Fails unless both are the same JSON. */
export function same(found: unknown, wanted: unknown, what: string): void {
  const [is, should] = [text(found), text(wanted)];
  if (is !== should) throw new Error(`${what}: ${is}, not ${should}`);
}

/** JSON whose members stand in the order of their names. */
function text(value: unknown): string {
  return (
    JSON.stringify(value, (_, one: unknown) => (one !== null && typeof one === "object" && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one)) ??
    "undefined"
  );
}

/** What work rejects with. */
export async function errorOf(work: Promise<unknown>): Promise<any> {
  let error: unknown;
  try {
    await work;
  } catch (caught) {
    error = caught;
  }
  if (error === undefined) throw new Error("nothing was thrown");
  return error;
}

/** Fails if anything that an error tells holds one of these. */
export function tellsNone(error: any, secrets: readonly string[]): void {
  const told = [String(error), error.stack, JSON.stringify(error), String(error.cause), ...Object.values(error).map(String)].join("\n");
  same(
    secrets.filter((one) => told.includes(one)),
    [],
    "secrets in the error",
  );
}
