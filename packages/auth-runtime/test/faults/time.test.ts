import { expect, test } from "vitest";
import { secondsUntil } from "../../src/chain/index.ts";
import type { TokenChain } from "../../src/index.ts";
import { rotating } from "../support/chain.ts";
import { open, openAs } from "../support/open.ts";
import { json, stub } from "../support/stub.ts";

/** One token whose answer says an absolute end, as FlexCharge's does. */
const absolute: TokenChain<{ readonly key: string; readonly secret: string }> = {
  name: "absolute",
  servers: [{ production: "https://api.example.com" }],
  credentials: ["key", "secret"],
  principal: ["key"],
  tokens: { access: { lifetime: 600 } },
  schemes: { bearer: { token: "access", header: (value) => ["authorization", `Bearer ${value}`] } },
  grants: [
    {
      method: "POST",
      path: "/token",
      credentials: ["key", "secret"],
      refusedBy: { 401: "credentials" },
      body: ({ credentials }) => credentials,
      outputs: { access: ({ body }) => body.token },
      expiresIn: { access: (answer) => secondsUntil(answer.body.expires, answer, 600) },
    },
  ],
};

const credentials = { key: "key-1", secret: "canary-secret" };

/** A vendor whose tokens say when they end, by a clock of its own. */
function absoluteVendor(token: (serial: number) => string, expires: () => unknown, headers: () => Record<string, string>) {
  let serial = 0;
  return stub((seen) => {
    if (seen.path !== "/token") return json({});
    serial += 1;
    return json({ token: token(serial), expires: expires() }, { headers: headers() });
  });
}

test.each([600_000, -600_000, 86_400_000, -86_400_000])("T1: A local clock that is %i ms off the server's costs no call and no renewal too many, with lives and with absolute ends", async (skew) => {
  const relative = open();
  relative.clock.wall += skew;
  await relative.get();
  relative.clock.advance(3_000_000);
  await relative.get();
  expect(relative.api.count("/password") + relative.api.count("/refresh")).toBe(1);

  const api = absoluteVendor(
    (serial) => `canary-${serial}`,
    () => opened.clock.now() + skew + 600_000,
    () => ({ date: new Date(opened.clock.now() + skew).toUTCString() }),
  );
  const opened = openAs(api, absolute, { credentials });
  for (let minute = 0; minute < 8; minute += 1) {
    expect((await opened.get()).ok).toBe(true);
    opened.clock.advance(60_000);
  }
  expect(api.count("/token")).toBe(1);
  opened.clock.advance(120_000);
  expect((await opened.get()).ok).toBe(true);
  expect(api.count("/token")).toBe(2);
});

test.each([
  ["numeric text", "3600", 3600],
  ["text with a tail", "3600abc", 600],
])("T10: A life told as %s is read as a number or not at all", async (_, said, seconds) => {
  const { api, clock, session, get } = open({}, nominal(600));
  api.lifetime = said;
  await get();
  expect(session.current()?.expiresAt).toBe(clock.now() + seconds * 1000);
});

test.each([
  ["ms", 1000],
  ["s", 1],
])("T11: An instant in %s where seconds belong is read as an instant, not as 50,000 years", async (_, unit) => {
  const { api, clock, session, get } = open();
  api.lifetime = () => Math.floor(((clock.now() + 1_800_000) / 1000) * unit);
  await get();
  expect(session.current()?.expiresAt).toBe(clock.now() + 1_800_000);
  clock.advance(1_800_000);
  await get();
  expect(api.count("/refresh")).toBe(1);
});

test("T12: A token is opaque: what a JWT says inside, readable or not, changes nothing of the end that the answer tells", async () => {
  const claims = Buffer.from(JSON.stringify({ exp: 1, iat: "1661157068792" })).toString("base64url");
  for (const inside of [claims, "bm90IGpzb24", "broken=payload".replaceAll("=", "_")]) {
    const api = absoluteVendor(
      () => `eyJhbGciOiJub25lIn0.${inside}.canary`,
      () => opened.clock.now() + 600_000,
      () => ({}),
    );
    const opened = openAs(api, absolute, { credentials });
    const token = await opened.session.getToken();
    expect(token.expiresAt).toBe(opened.clock.now() + 600_000);
    expect((await opened.get()).ok).toBe(true);
    expect(api.count("/token")).toBe(1);
  }
});

test("T13: An end in the past is not believed: the nominal life counts, and nothing loops", async () => {
  const api = absoluteVendor(
    (serial) => `canary-${serial}`,
    () => "2021-05-04T19:47:48",
    () => ({}),
  );
  const opened = openAs(api, absolute, { credentials });
  for (let call = 0; call < 100; call += 1) await opened.get();
  expect(api.count("/token")).toBe(1);
  expect(opened.session.current()?.expiresAt).toBe(opened.clock.now() + 600_000);
  const dated = { body: {}, headers: new Headers({ date: "Thu, 01 Jan 2026 00:00:00 GMT" }), receivedAt: opened.clock.now() };
  expect(secondsUntil("2021-05-04T19:47:48", dated, 600)).toBeUndefined();
});

test("T16: A token that the server ends early costs one renewal and one replay", async () => {
  const { api, get } = open();
  await get();
  api.killAccess();
  expect((await get()).ok).toBe(true);
  expect(api.paths()).toEqual(["/password", "/trips", "/trips", "/refresh", "/trips"]);
});

test("T17: The life that was granted counts, not the one that was asked for", async () => {
  const { api, clock, session, get } = open();
  api.lifetime = 120;
  await get();
  expect(session.current()?.expiresAt).toBe(clock.now() + 120_000);
  clock.advance(120_000);
  expect((await get()).ok).toBe(true);
  expect(api.count("/refresh")).toBe(1);
});

/** The rotating chain with another nominal life. */
function nominal(lifetime: number): TokenChain<any> {
  return { ...rotating, tokens: { ...rotating.tokens, accessToken: { lifetime } } };
}
