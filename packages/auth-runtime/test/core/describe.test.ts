import { expect, test } from "vitest";
import { staticSession } from "../../src/index.ts";
import { describeSession } from "../../src/session/describe.ts";
import { rotating } from "../support/chain.ts";
import { open } from "../support/open.ts";
import { networkError } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { door, failure, throwing, times, until } from "../support/time.ts";

test("A new session is described without anything being sent", () => {
  const { api, session } = open();
  expect(describeSession(session)).toEqual({
    signedOut: false,
    tokens: { accessToken: { state: "missing", generation: 0 }, refreshToken: { state: "missing", generation: 0 } },
    waiters: 0,
    storeDown: false,
  });
  expect(api.seen).toEqual([]);
});

test("The description says what is held and until when, and no secret", async () => {
  const { api, clock, session, get } = open();
  await get();
  const said = () => describeSession(session)?.tokens["accessToken"];
  expect(said()).toEqual({ state: "usable", generation: 1, expiresAt: clock.now() + 3_600_000 });
  clock.advance(3_575_000);
  expect(said()?.state).toBe("dying");
  clock.advance(24_999);
  expect(said()?.state).toBe("dying");
  clock.advance(1);
  expect(said()?.state).toBe("dead");
  clock.advance(5_000);
  await get();
  expect(said()).toMatchObject({ state: "usable", generation: 2 });
  const token = await session.getToken();
  await session.reject(token);
  expect(said()?.state).toBe("refused");
  expect(JSON.stringify(describeSession(session))).not.toContain("canary");
  expect(api.alarms).toBe(0);
});

test("It tells the last error and the time until the next try, until one succeeds", async () => {
  const { api, clock, session, get } = open();
  api.on("/password", (_, nth) => (nth === 1 ? networkError("ECONNREFUSED") : undefined));
  await failure(get());
  const said = describeSession(session);
  expect(said?.lastError).toContain("ECONNREFUSED");
  expect(said?.retryIn).toBeGreaterThan(0);
  clock.advance(2_000);
  await get();
  expect(describeSession(session)).not.toHaveProperty("lastError");
});

test("The time until the next try shrinks, and when it is over only the error is left", async () => {
  const { api, clock, session } = open();
  api.on("/password", () => networkError("ECONNREFUSED"));
  await failure(session.getToken());
  const retryIn = describeSession(session)?.retryIn as number;
  clock.advance(retryIn / 2);
  expect(describeSession(session)?.retryIn).toBeCloseTo(retryIn / 2);
  clock.advance(retryIn / 2);
  expect(describeSession(session)).toMatchObject({ lastError: "POST /password: no connection (ECONNREFUSED)." });
  expect(describeSession(session)).not.toHaveProperty("retryIn");
});

test("Of what is no error it shows nothing", async () => {
  const grants = rotating.grants.map((grant) => ({ ...grant, success: throwing("canary") }));
  const { session } = open({}, { ...rotating, grants });
  expect(await failure(session.getToken())).toBe("canary");
  expect(describeSession(session)?.lastError).toBe("unknown");
});

test("It tells a store that is down, calls that wait, and a sign-out", async () => {
  const store = spyStore();
  const { api, session, get } = open({ store });
  store.beforeSwap = () => {
    throw new Error("full");
  };
  const gate = door();
  api.on("/password", () => gate.promise.then(() => undefined));
  const calls = Promise.all(times(7, () => get()));
  await until(() => api.count("/password") === 1);
  expect(describeSession(session)).toMatchObject({ waiters: 7, storeDown: true });
  gate.open();
  await calls;
  store.beforeSwap = undefined;
  await session.signOut();
  expect(describeSession(session)).toMatchObject({ signedOut: true, waiters: 0 });
});

test("A session that createSession did not make has no description", () => {
  expect(describeSession(staticSession("canary", { origins: ["https://api.example.com"] }))).toBeUndefined();
});
