import { afterEach, describe, expect, test, vi } from "vitest";
import { describeSession } from "../../src/session/describe.ts";
import { rotating } from "../support/chain.ts";
import { open, openTwo } from "../support/open.ts";
import { twoLinks } from "../support/portal.ts";
import { spyStore } from "../support/store.ts";
import { networkError } from "../support/stub.ts";
import { door, failure, rest, until } from "../support/time.ts";

afterEach(() => void vi.restoreAllMocks());

/** An hour's token is renewed ahead from exactly 300 s before its end on, and waited for from 30 s on. */
async function hour() {
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  const opened = open();
  await opened.session.getToken();
  const at = (left: number) => opened.clock.advance(3_600_000 - opened.clock.monotonic() - left);
  return { ...opened, at };
}

describe("To the millisecond", () => {
  test("A renewal ahead begins with the window, not before", async () => {
    const { api, session, at } = await hour();
    at(300_001);
    expect(session.current()).toBeDefined();
    await rest();
    expect(api.count("/refresh")).toBe(0);
    at(300_000);
    expect(session.current()).toBeDefined();
    await rest();
    expect(api.count("/refresh")).toBe(1);
  });

  test("A renewal ahead takes the nearest grant or none: nobody logs in for it", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const store = spyStore();
    const { api, clock, session } = open({ store });
    await session.getToken();
    await store.edit(({ tokens }) => ({ tokens: { ...tokens, refreshToken: { value: "", generation: 1 } } }));
    clock.advance(3_400_000);
    expect(session.current()?.reveal()).toBe("canary-access-1");
    await rest();
    expect(api.paths()).toEqual(["/password"]);
  });

  test("In the last seconds it is waited for, from their first millisecond on", async () => {
    const { api, session, at } = await hour();
    at(30_001);
    expect(session.current()?.reveal()).toBe("canary-access-1");
    await rest();
    expect(api.count("/refresh")).toBe(1);
    const late = await hour();
    late.at(30_000);
    expect(late.session.current()).toBeUndefined();
    await rest();
    expect(late.api.count("/refresh")).toBe(0);
    expect((await late.session.getToken()).reveal()).toBe("canary-access-2");
  });

  test("One whose renewal failed is still handed out until its very end", async () => {
    const { api, session, at } = await hour();
    api.on("/refresh", () => networkError("ECONNREFUSED"));
    at(1);
    expect((await session.getToken()).reveal()).toBe("canary-access-1");
    at(0);
    expect(await failure(session.getToken())).toMatchObject({ code: "network" });
  });

  test("After a renewal ahead that failed the next begins when the pause is over, and not within a second", async () => {
    const { api, clock, session, at } = await hour();
    api.on("/refresh", () => networkError("ECONNREFUSED"));
    at(200_000);
    session.current();
    await until(() => describeSession(session)?.retryIn !== undefined);
    await rest();
    expect(describeSession(session)?.retryIn).toBe(750);
    clock.advance(999);
    session.current();
    await rest();
    expect(api.count("/refresh")).toBe(1);
    clock.advance(1);
    session.current();
    await rest();
    expect(api.count("/refresh")).toBe(2);
    expect(describeSession(session)?.retryIn).toBe(1500);
    clock.advance(1499);
    session.current();
    await rest();
    expect(api.count("/refresh")).toBe(2);
    clock.advance(1);
    session.current();
    await rest();
    expect(api.count("/refresh")).toBe(3);
  });

  test("The pause doubles with each failure, up to a minute, and ends with the first success", async () => {
    vi.spyOn(Math, "random").mockReturnValue(1 - 2 ** -30);
    const { api, clock, session } = open();
    api.on("/password", () => networkError("ECONNREFUSED"));
    const pauses: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      await failure(session.getToken());
      const retryIn = describeSession(session)?.retryIn as number;
      pauses.push(Math.round(retryIn));
      clock.advance(retryIn - 1);
      await failure(session.getToken());
      clock.advance(1);
    }
    expect(api.count("/password")).toBe(8);
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    api.on("/password", () => undefined);
    await session.getToken();
    api.killAccess();
    api.killRefresh();
    api.on("/password", () => networkError("ECONNREFUSED"));
    await session.reject(await session.getToken());
    await failure(session.getToken());
    expect(Math.round(describeSession(session)?.retryIn as number)).toBe(1000);
  });

  test("A token counts as renewed for good when it lives longer by more than two seconds, else not", async () => {
    for (const [gained, final] of [
      [2, true],
      [2.001, false],
    ] as const) {
      const { api, events, session, at } = await hour();
      at(100_000);
      api.lifetime = 100 + gained;
      session.current();
      await until(() => api.count("/refresh") === 1);
      await rest();
      expect(events.some(({ type }) => type === "session_maximum")).toBe(final);
    }
  });

  test("An eleventh refusal counts again when the first is a minute old, not before", async () => {
    const { clock, events, session } = open();
    const refuse = async () => {
      await session.reject(await session.getToken());
      return events.filter(({ type }) => type === "rejected").length;
    };
    for (let turn = 1; turn <= 10; turn += 1) expect(await refuse()).toBe(turn);
    expect(await refuse()).toBe(10);
    clock.advance(59_999);
    expect(await refuse()).toBe(10);
    clock.advance(1);
    expect(await refuse()).toBe(11);
  });
});

describe("The schemes of a session", () => {
  const scheme = (token: string) => ({ token, header: (value: string) => [`x-${token}`, value] as const });

  test("Those of the nearest token come first, the others as they were declared; the first is the usual one", async () => {
    const account = { credentials: ["login"], header: () => ["x-account", "ada"] as const };
    const schemes: any = { account, sst: scheme("sst"), tt: scheme("tt"), other: { token: "tt", header: (value: string) => ["x-other", value] } };
    const { session } = openTwo({}, { ...twoLinks, schemes });
    expect(Object.entries(session.schemes)).toEqual([
      ["tt", "x-tt"],
      ["other", "x-other"],
      ["account", "x-account"],
      ["sst", "x-sst"],
    ]);
    expect((await session.getToken()).scheme).toBe("tt");
    expect(session.current()?.scheme).toBe("tt");
    expect(session.current("other")?.header()[0]).toBe("x-other");
    expect(session.current("account")?.header()).toEqual(["x-account", "ada"]);
    expect(session.current("none")).toBeUndefined();
  });

  test("Two servers of one origin are one origin", () => {
    const servers = ["https://api.example.com/a", "https://api.example.com/b", "https://login.example.com"].map((production) => ({ production }));
    expect(open({}, { ...rotating, servers }).session.origins).toEqual(["https://api.example.com", "https://login.example.com"]);
  });
});

describe("Whoever waits", () => {
  test("Is counted from the call to its end, however it ends", async () => {
    const { api, session } = open();
    const gate = door();
    api.on("/password", () => gate.promise.then(() => networkError("ECONNREFUSED")));
    const leaving = new AbortController();
    const calls = [failure(session.getToken()), failure(session.getToken({ signal: leaving.signal }))];
    expect(describeSession(session)?.waiters).toBe(2);
    const mine = new Error("mine");
    leaving.abort(mine);
    expect(await calls[1]).toBe(mine);
    expect(describeSession(session)?.waiters).toBe(1);
    gate.open();
    await calls[0];
    expect(describeSession(session)?.waiters).toBe(0);
  });

  test("Whoever has left before asks for nothing", async () => {
    const { api, session } = open();
    expect(await failure(session.getToken({ signal: AbortSignal.abort("gone") }))).toBe("gone");
    expect(api.seen).toEqual([]);
  });
});
