/** Lets everything that needs neither a clock nor a wire come to an end. By turns, not by time: no load makes it too short. */
export async function rest(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits until something has happened; fails when it does not. */
export async function until(happened: () => boolean, what = "it"): Promise<void> {
  for (let turn = 0; !happened(); turn += 1) {
    if (turn > 2000) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => (turn < 50 ? setImmediate(resolve) : setTimeout(resolve, 1)));
  }
}

/** A promise that is resolved by hand. */
export function door<T = void>(): { readonly promise: Promise<T>; readonly open: (value: T) => void } {
  let open: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

export const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** What became of each promise. */
export async function outcomes(all: readonly Promise<unknown>[]): Promise<{ readonly values: unknown[]; readonly errors: unknown[] }> {
  const settled = await Promise.allSettled(all);
  return { values: settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])), errors: settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : [])) };
}

/** The error of a promise that must fail. */
export async function failure(work: Promise<unknown>): Promise<any> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

/** A word without digits for each number. */
export const letters = (index: number): string => String(index).replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] as string);

/** A function that throws this, an error or not. */
export const throwing =
  (what: unknown): (() => never) =>
  () => {
    throw what as Error;
  };
