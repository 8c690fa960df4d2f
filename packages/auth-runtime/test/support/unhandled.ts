import { afterEach, beforeEach, expect } from "vitest";
import { rest } from "./time.ts";

/** Fails each test of a file that leaves an unhandled rejection behind. */
export function noUnhandledRejections(): void {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  beforeEach(() => {
    unhandled.length = 0;
    process.on("unhandledRejection", note);
  });
  afterEach(async () => {
    await rest();
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });
}
