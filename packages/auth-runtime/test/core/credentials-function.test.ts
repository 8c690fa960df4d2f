import { describe, expect, test } from "vitest";
import { memoryStore } from "../../src/index.ts";
import { credentials } from "../support/chain.ts";
import { open, openTwo } from "../support/open.ts";
import { login } from "../support/portal.ts";
import { failure, outcomes, rest, times, until } from "../support/time.ts";

const wrong = { ...credentials, password: "canary-wrong-password" };

/** A credentials function that counts how often it was asked. */
function asked<T>(give: (nth: number) => T | Promise<T>) {
  const ask = Object.assign(
    async () => {
      ask.times += 1;
      return give(ask.times);
    },
    { times: 0 },
  );
  return ask;
}

describe("A credentials function", () => {
  test("It is not asked when a session is opened, and once for a thousand first calls", async () => {
    const ask = asked(() => credentials);
    const { get } = open({ credentials: ask });
    await rest();
    expect(ask.times).toBe(0);
    expect((await Promise.all(times(1000, () => get()))).every((one) => one.ok)).toBe(true);
    expect(ask.times).toBe(1);
  });

  test("It may be synchronous", async () => {
    const { get } = open({ credentials: () => credentials });
    expect((await get()).ok).toBe(true);
  });

  test("It is not asked for a renewal that takes no credentials", async () => {
    const ask = asked(() => credentials);
    const { api, clock, get } = open({ credentials: ask });
    await get();
    for (let turn = 0; turn < 5; turn += 1) {
      if (turn % 2) clock.advance(3_600_000);
      else api.killAccess();
      expect((await get()).ok).toBe(true);
    }
    expect(api.count("/refresh")).toBe(5);
    expect(ask.times).toBe(1);
  });

  test("It is asked again for each new login, so that it may give a changed password", async () => {
    const ask = asked((nth) => ({ ...login, password: nth === 1 ? login.password : "canary-changed" }));
    const { api, get } = openTwo({ credentials: ask });
    await get("/data");
    api.tts.clear();
    api.ssts.clear();
    const from = api.seen.length;
    await outcomes([get("/data")]);
    expect(ask.times).toBe(2);
    expect(api.seen.slice(from).find((one) => one.path === "/login")?.body).toContain("canary-changed");
  });

  test("While its credentials are refused it is asked once a minute at most", async () => {
    const ask = asked(() => wrong);
    const { api, clock, get } = open({ credentials: ask });
    for (let second = 0; second < 300; second += 1) {
      await failure(get());
      clock.advance(1_000);
    }
    expect(ask.times).toBeGreaterThan(2);
    expect(ask.times).toBeLessThanOrEqual(6);
    expect(api.count("/password")).toBeLessThanOrEqual(4);
  });

  test("A better password that it gives is tried although the old one is still locked out", async () => {
    const ask = asked((nth) => (nth < 3 ? wrong : credentials));
    const { api, clock, get } = open({ credentials: ask });
    await failure(get());
    clock.advance(62_000);
    await failure(get());
    expect(api.count("/password")).toBe(2);
    clock.advance(62_000);
    expect((await get()).ok).toBe(true);
    expect(ask.times).toBe(3);
    expect(api.count("/password")).toBe(3);
  });

  test("Credentials of another account are refused with account_changed, and nothing is sent for them", async () => {
    const ask = asked((nth) => ({ ...credentials, username: nth === 1 ? "ada" : "grace" }));
    const { api, get } = open({ credentials: ask });
    await get();
    api.killAccess();
    api.killRefresh();
    expect(await failure(get())).toMatchObject({ name: "AuthError", code: "account_changed" });
    expect(api.count("/password")).toBe(1);
  });

  test("What it throws reaches the caller as it is, and the next call asks again", async () => {
    const mine = new RangeError("vault is sealed");
    const ask = asked((nth) => {
      if (nth === 1) throw mine;
      return credentials;
    });
    const { api, get } = open({ credentials: ask });
    expect(await failure(get())).toBe(mine);
    expect((await get()).ok).toBe(true);
    expect(api.count("/password")).toBe(1);
  });

  test("What it throws at a later login reaches the caller as it is, and the tokens are not touched", async () => {
    const mine = new RangeError("vault is sealed");
    const ask = asked((nth) => {
      if (nth === 2) throw mine;
      return credentials;
    });
    const { api, get } = open({ credentials: ask });
    await get();
    api.killAccess();
    api.killRefresh();
    expect(await failure(get())).toBe(mine);
    expect((await get()).ok).toBe(true);
  });

  test("When it hangs, all who wait get a typed time-out", async () => {
    const { api, clock, get } = open({ credentials: () => new Promise<never>(() => {}), timeout: 3_000 });
    const all = outcomes(times(50, () => get()));
    await rest();
    clock.advance(3_000);
    const { errors } = await all;
    expect(errors).toHaveLength(50);
    for (const error of errors as any[]) {
      expect(error).toMatchObject({ name: "AuthError", code: "timeout" });
      expect(error.message).not.toBe("");
    }
    expect(api.seen).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  test.each([
    ["nothing", undefined],
    ["null", null],
    ["too little", { username: "ada" }],
    ["an empty password", { username: "ada", password: "" }],
  ])("When it gives %s, missing_credentials says what is missing", async (_, value) => {
    const { api, get } = open({ credentials: () => value as never });
    const error = await failure(get());
    expect(error).toMatchObject({ name: "AuthError", code: "missing_credentials" });
    expect(error.message).toContain("password");
    expect(api.seen).toEqual([]);
  });

  test("Credentials that are missing at once are told at once", () => {
    expect(() => open({ credentials: { username: "ada" } })).toThrow(expect.objectContaining({ code: "missing_credentials" }));
  });

  test("Two sessions with functions share one login on one store", async () => {
    const [one, two] = [asked(() => credentials), asked(() => credentials)];
    const { api, get, again } = open({ credentials: one, store: memoryStore() });
    const second = again({ credentials: two });
    expect((await Promise.all(times(100, (index) => (index % 2 ? get() : second.get())))).every((answer) => answer.ok)).toBe(true);
    expect(api.count("/password")).toBe(1);
  });

  test("A sign-out does not hang on it for ever", async () => {
    const { clock, session } = open({ credentials: () => new Promise<never>(() => {}), timeout: 3_000 });
    const over = outcomes([session.signOut()]);
    await rest();
    clock.advance(3_000);
    await over;
    await until(() => clock.pending() === 0);
    expect((await failure(session.getToken())).code).toBe("signed_out");
  });
});
