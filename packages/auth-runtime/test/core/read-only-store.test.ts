import { describe, expect, test } from "vitest";
import type { TokenChain } from "../../src/index.ts";
import { openAs, openTwo } from "../support/open.ts";
import { login, twoLinks } from "../support/portal.ts";
import { json, stub } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";

const readOnly = () => {
  throw new Error("read-only file system");
};

/** A user id is looked up by name, and a token is minted for it. */
const looked: TokenChain<any> = {
  ...twoLinks,
  tokens: { tt: { lifetime: 600 } },
  values: { user: {} },
  schemes: { tt: { token: "tt", header: (value) => ["x-tt", value] } },
  grants: [
    { method: "POST", path: "/mint/{user}", needs: ["user"], parameters: ({ values }) => ({ path: { user: values["user"] } }), refusedBy: { 404: "user" }, outputs: { tt: ({ body }) => body.tt } },
    { method: "GET", path: "/users", outputs: { user: ({ body }) => body.user } },
  ],
};

/** Mints for the newest user only. */
function directory() {
  let serial = 0;
  const api = stub((seen) => {
    serial += 1;
    if (seen.path === "/users") return json({ user: api.user });
    if (seen.path.startsWith("/mint")) return seen.path === `/mint/${api.user}` ? json({ tt: `canary-tt-${serial}` }) : new Response("", { status: 404 });
    return json({ ok: true });
  }) as ReturnType<typeof stub> & { user: string };
  api.user = "u-one";
  return api;
}

describe("A store that can be read and not written", () => {
  test("A long-lived token in it that the vendor refuses is sent once, then comes the login", async () => {
    const store = spyStore();
    const { api, get, again } = openTwo({ store });
    await get("/data");
    store.beforeSwap = readOnly;
    api.ssts.clear();
    api.tts.clear();
    api.on("/temporary", (_, nth) => (nth > 20 ? new Promise(() => {}) : undefined));
    expect((await again().get("/data")).ok).toBe(true);
    expect(api.count("/temporary")).toBe(1 + 2);
    expect(api.count("/login")).toBe(2);
  }, 3_000);

  test("A value that was learned is kept in memory: it is looked up once", async () => {
    const store = spyStore();
    store.beforeSwap = readOnly;
    const { api, clock, get } = openAs(directory(), looked, { credentials: login, store });
    expect((await get("/data")).ok).toBe(true);
    clock.advance(600_000);
    expect((await get("/data")).ok).toBe(true);
    expect(api.count("/users")).toBe(1);
    expect(api.count("/mint/u-one")).toBe(2);
  });

  test("A learned value in it that the vendor refuses is sent once, then it is looked up", async () => {
    const store = spyStore();
    const { api, get, again } = openAs(directory(), looked, { credentials: login, store });
    await get("/data");
    store.beforeSwap = readOnly;
    api.user = "u-two";
    api.on("/mint/u-one", (_, nth) => (nth > 20 ? new Promise(() => {}) : undefined));
    const other = again();
    await store.edit(({ tokens }) => ({ tokens: { tt: { value: "", generation: tokens["tt"]?.generation ?? 0 } } })).catch(() => {});
    expect((await other.get("/data")).ok).toBe(true);
    expect(api.count("/mint/u-one")).toBe(2);
    expect(api.count("/users")).toBe(2);
  }, 3_000);
});
