import { describe, expect, test } from "vitest";
import { createSession, memoryStore, type SessionOptions, type TokenChain } from "../../src/index.ts";
import { describeSession } from "../../src/session/describe.ts";
import { credentials, rotating } from "../support/chain.ts";
import { open, openTwo } from "../support/open.ts";
import { json } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { failure, throwing } from "../support/time.ts";

const opening = (options: Partial<SessionOptions<any>>, chain: TokenChain<any> = rotating) => {
  try {
    createSession(chain, { credentials, ...options });
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  }
  return undefined;
};
const said = async (work: Promise<unknown>) => {
  const { code, message } = await failure(work);
  return `${code}: ${message}`;
};

describe("What errors say", () => {
  test("Missing credentials are named, all of them, whether absent, null or empty", () => {
    for (const none of [undefined, null, ""]) expect(opening({ credentials: { username: none, password: none } })).toBe("missing_credentials: Missing credentials: username, password.");
    expect(opening({ credentials: { username: "ada" } })).toBe("missing_credentials: Missing credentials: password.");
    expect(opening({ credentials: undefined })).toBe("missing_credentials: Missing credentials: username, password.");
    expect(opening({ credentials: { username: 0, password: false } })).toBeUndefined();
  });

  test("Credentials that name nobody need an `account` in a store, and only there", () => {
    const nameless = { ...rotating, principal: [] };
    expect(opening({ store: memoryStore() }, nameless)).toBe("account_needed: These credentials name nobody: give `account`, to keep accounts apart in the store.");
    expect(opening({ store: memoryStore(), account: "" }, nameless)).toBeUndefined();
    expect(opening({}, nameless)).toBeUndefined();
  });

  test("Credentials of another account need another session", async () => {
    let username = "ada";
    const { api, session } = open({ credentials: () => ({ ...credentials, username }) });
    await session.getToken();
    api.killAccess();
    api.killRefresh();
    username = "eve";
    await session.reject(await session.getToken());
    expect(await said(session.getToken())).toBe("account_changed: The credentials are of another account: open a new session for it.");
  });

  test("A scheme that the session does not fill is named, and those that it fills", async () => {
    expect(await said(openTwo().session.getToken({ scheme: "basic" }))).toBe("unknown_scheme: This session fills tt, sst here, not basic.");
  });

  test("Refused credentials: by which endpoint, and for how long they are not sent again", async () => {
    const { clock, session } = open({ credentials: { ...credentials, password: "canary-wrong" } });
    expect(await said(session.getToken())).toBe("credentials_refused: POST /password refused these credentials. Check them: not sent again for 60 s.");
    clock.advance(500);
    expect(await said(session.getToken())).toBe("credentials_refused: POST /password refused these credentials. Check them: not sent again for 60 s.");
    clock.advance(10_000);
    expect(await said(session.getToken())).toBe("credentials_refused: POST /password refused these credentials. Check them: not sent again for 50 s.");
  });

  test("An endpoint that said 429: not before when", async () => {
    const { api, clock, session } = open();
    api.on("/password", () => new Response("", { status: 429, headers: { "retry-after": "30" } }));
    expect(await said(session.getToken())).toBe("rate_limited: POST /password: 429, not before 30 s.");
    clock.advance(9500);
    expect(await failure(session.getToken())).toMatchObject({ code: "rate_limited", message: "POST /password: 429, not before 21 s.", status: 429, retryAfter: 20.5 });
    // It is the gate that is closed, for all who share the store; this session has no pause of its own.
    expect(describeSession(session)).not.toHaveProperty("lastError");
  });

  test("A grant that gives again what was refused", async () => {
    const { api, session } = openTwo();
    api.on("/temporary", () => new Response("", { status: 401 }));
    expect(await said(session.getToken())).toBe("token_refused: POST /login: gave what was refused at once.");
  });

  test("Where a mapping function throws nothing at all: nothing", async () => {
    const { session } = open({}, { ...rotating, grants: rotating.grants.map((grant) => ({ ...grant, success: throwing(undefined) })) });
    expect(await failure(session.getToken())).toBeUndefined();
  });

  test("A token that nothing renews", async () => {
    const chain: TokenChain<any> = { ...rotating, grants: [], tokens: { accessToken: { given: (one: any) => one.token } } };
    expect(await said(open({}, chain).session.getToken())).toBe("token_refused: accessToken is missing or was refused, and nothing renews it: bring a new one.");
    const serverOnly = ["accessToken"];
    expect(await said(open({}, { ...chain, serverOnly }).session.getToken())).toBe("token_refused: accessToken is made by servers only, not in a browser: bring a new one.");
    expect(await said(open({}, { ...chain, serverOnly: ["other"] }).session.getToken())).toContain("is missing or was refused");
  });

  test("A grant that lacks what it requires: what to give", async () => {
    const grants = rotating.grants.map((grant) => ({ ...grant, requires: ["tenant", "username", "region"] }));
    expect(await said(open({}, { ...rotating, grants: grants.slice(1) }).session.getToken())).toBe("missing_credentials: No way to accessToken: give tenant or region.");
  });

  test("A store that is too slow to claim in", async () => {
    const store = spyStore();
    const { clock, session } = open({ store });
    store.afterSwap = (record) => record.intent && clock.advance(3500);
    expect(await said(session.getToken())).toBe("store_failed: The token store takes more than 3 s.");
    const exact = spyStore();
    const { clock: other, session: good } = open({ store: exact });
    exact.afterSwap = (record) => record.intent && other.advance(3000);
    expect((await good.getToken()).reveal()).toBe("canary-access-1");
  });

  test("A sign-out that the store or the vendor did not take", async () => {
    const store = spyStore();
    const { api, session } = openTwo({ store });
    await session.getToken();
    store.beforeSwap = () => {
      throw new Error("canary");
    };
    expect(await said(session.signOut())).toBe("store_failed: The token store failed: the sign-out is not stored. Try again.");
    store.beforeSwap = undefined;
    api.on("/account", () => json({}, { status: 500 }));
    expect(await said(session.signOut())).toBe("unexpected_status: DELETE /account/login/{id}: answered 500. Signed out here, but maybe not there.");
    expect(await said(session.getToken())).toBe("signed_out: This session was signed out: open a new one.");
  });
});
