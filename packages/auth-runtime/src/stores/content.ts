import { StoreError } from "./error.ts";
import type { TokenRecord } from "./types.ts";

/** Whether this can be a record at all. What its schema means is for the session to judge. */
export function isRecord(value: unknown): value is TokenRecord {
  return typeof value === "object" && value !== null && Number.isInteger((value as { readonly schema?: unknown }).schema);
}

/** A value in JSON; of what is none, `undefined`. */
export function parsed(text: unknown): unknown {
  try {
    return JSON.parse(text as string);
  } catch {
    // What the parser says quotes the text, and the text may hold a token.
    return undefined;
  }
}

/** Another release writes records that this one cannot read whole: overwriting them would lose what it wrote. */
export function newer(): StoreError {
  return new StoreError("newer_schema", "The store holds a record of a newer release of auth-runtime, which is left as it is. Update this process, or give it a store of its own.");
}

export const setAside = "A record in the token store was not readable and is set aside: its session starts anew.";

/** What a store tells its owner, each thing once. */
export function warner(onWarning: ((message: string) => void) | undefined): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (told.has(message)) return;
    told.add(message);
    try {
      (onWarning ?? printed)(message);
    } catch {
      // A listener that throws must not turn a won swap into a lost one.
    }
  };
}

const printed = (message: string): void => console.warn(`@freshkey/auth-runtime: ${message}`);
