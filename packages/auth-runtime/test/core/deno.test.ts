import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Grant } from "../../src/chain/types.ts";
import type { Outcome } from "../../src/session/exchange.ts";
import { rotating } from "../support/chain.ts";
import { testClock } from "../support/clock.ts";
import { json } from "../support/stub.ts";

beforeEach(() => {
  // Others may have loaded these modules for the platform at hand.
  vi.resetModules();
  vi.doMock("#platform", () => import("../../src/platform/deno.ts"));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock("#platform");
  vi.resetModules();
});

/** What becomes of a refresh on Deno, and what was done to its HTTP clients. */
async function run(respond: () => unknown): Promise<{ readonly outcome: Outcome; readonly done: readonly unknown[] }> {
  const { exchange } = await import("../../src/session/exchange.ts");
  const done: unknown[] = [];
  const client = { close: () => done.push("closed") };
  vi.stubGlobal("Deno", { createHttpClient: (options: unknown) => (done.push(options), client) });
  vi.stubGlobal("fetch", async (_: unknown, init: object) => {
    done.push("client" in init && init.client === client ? "sent over it" : "sent over the pool", Object.keys(init));
    return respond();
  });
  const wire = { fetch: undefined, clock: testClock(), timeout: 5000 };
  return { outcome: await exchange(rotating, rotating.grants[0] as Grant, ["accessToken"], ["https://api.example.com/refresh", { method: "POST" }], wire), done };
}
const words = (message: string) => () => Promise.reject(new TypeError("fetch failed", { cause: new Error(message) }));

test("On Deno a token request has connections of its own, never reused: Deno repeats what it sends over its pool", async () => {
  const { outcome, done } = await run(() => json({ access_token: "canary-access", refresh_token: "canary-refresh" }));
  expect(outcome.tokens).toBeDefined();
  expect(done).toEqual([{ poolMaxIdlePerHost: 0 }, "sent over it", ["method", "redirect", "signal", "client"], "closed"]);
});

test("On Deno they are closed after a failure, too", async () => {
  expect((await run(words("connection reset"))).done.at(-1)).toBe("closed");
});

test("Deno's words for a connection that was never made mean that nothing was sent", async () => {
  const { outcome } = await run(words("error sending request for url (https://api.example.com/refresh?canary): client error (Connect): tcp connect error"));
  expect(outcome).toMatchObject({ unsent: true, error: { code: "network", message: expect.stringMatching(/: no connection \(CONNECT\)\.$/) } });
});

test("Deno's words for a connection that broke mean that it may have been sent", async () => {
  const { outcome } = await run(words("error sending request for url (https://api.example.com/refresh): client error (SendRequest): connection closed before message completed"));
  expect(outcome).toMatchObject({ unsent: false, error: { code: "network" } });
});
