import type { TokenRecord, TokenStore } from "../stores/types.ts";

export type Swapped = string | false;

/** Fails a check with a sentence. */
export function must(holds: unknown, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

export const record = (writer: string, rest: Partial<TokenRecord> = {}): TokenRecord => ({ schema: 1, writer, epoch: 0, tokens: {}, values: {}, ...rest });

/** A key that no other check or run uses. */
export const newKey = (): string => `contract ${crypto.randomUUID()}`;

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it has happened, at most three seconds. */
export async function until(happened: () => boolean): Promise<boolean> {
  for (let turn = 0; turn < 300 && !happened(); turn += 1) await wait(10);
  return happened();
}

/** Writes a record that must be taken. */
export async function put(store: TokenStore, key: string, expected: string | undefined, next: TokenRecord): Promise<string> {
  const version = await store.swap(key, expected, next, {});
  must(typeof version === "string" && version !== "", `a swap on the version that is there must give a new version, not ${typeof version === "string" ? "an empty one" : version}`);
  return version;
}

/** What is there is this, to the last character. */
export async function mustHold(store: TokenStore, key: string, version: Swapped, expected: TokenRecord): Promise<void> {
  const found = await store.load(key);
  must(found, "what was written is not there");
  must(found.version === version, "load gives another version than the swap that wrote");
  must(canonical(found.record) === canonical(expected), "the record did not come back as it was written");
}

/** Text that is the same for equal JSON values, whatever the order of their members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** All that an error shows. */
export function shown(error: unknown): string {
  const parts = [String(error)];
  for (let one = error; typeof one === "object" && one !== null && parts.length < 20; one = (one as { readonly cause?: unknown }).cause) {
    const { message, stack } = one as Partial<Error>;
    parts.push(String(message), String(stack), JSON.stringify(Object.getOwnPropertyNames(one).map((name) => (one as Record<string, unknown>)[name])) ?? "");
  }
  return parts.join(" ");
}
