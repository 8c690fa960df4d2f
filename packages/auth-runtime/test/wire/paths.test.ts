import { expect, test } from "vitest";
import { createSession, type TokenChain } from "../../src/index.ts";
import { fill } from "../../src/url.ts";
import { testClock } from "../support/clock.ts";
import { open } from "./support/open.ts";
import { json, stub } from "./support/stub.ts";

const refused: readonly { readonly value: unknown }[] = ["", ".", "..", "%2e", "%2E", "%2e%2E", "%2e.", ".%2E", undefined, null].map((value) => ({ value }));
const accepted: readonly { readonly value: unknown; readonly segment: string }[] = [
  { value: "delft", segment: "delft" },
  { value: 7, segment: "7" },
  { value: 0, segment: "0" },
  { value: -1.5, segment: "-1.5" },
  { value: false, segment: "false" },
  { value: "a/b", segment: "a%2Fb" },
  { value: "a/../b", segment: "a%2F..%2Fb" },
  { value: "../..", segment: "..%2F.." },
  { value: "a\\b", segment: "a%5Cb" },
  { value: "a?b=c#d", segment: "a%3Fb%3Dc%23d" },
  { value: "a b", segment: "a%20b" },
  { value: "a\r\nb", segment: "a%0D%0Ab" },
  { value: "\u0000", segment: "%00" },
  { value: "caf\u00e9 \u2603 \ud83d\ude80", segment: "caf%C3%A9%20%E2%98%83%20%F0%9F%9A%80" },
  { value: "...", segment: "..." },
  { value: ".a", segment: ".a" },
  { value: "%2e%2e%2e", segment: "%252e%252e%252e" },
  { value: "%2f", segment: "%252f" },
  { value: "{trip}", segment: "%7Btrip%7D" },
  { value: "$&$1", segment: "%24%26%241" },
  { value: "@evil.example.net", segment: "%40evil.example.net" },
  { value: "__proto__", segment: "__proto__" },
];

/** A chain whose token endpoint has a path parameter that the user gives. */
const pathChain: TokenChain<{ readonly trip: unknown }> = {
  name: "path",
  servers: [{ production: "https://api.example.com" }],
  credentials: [],
  principal: [],
  tokens: { accessToken: {} },
  schemes: { bearer: { token: "accessToken", header: (value) => ["authorization", `Bearer ${value}`] } },
  grants: [
    {
      method: "POST",
      path: "/trips/{trip}/token",
      parameters: ({ credentials: { trip } }) => ({ path: { trip } }),
      outputs: { accessToken: ({ body }) => body.access_token },
    },
  ],
};
function grant(trip: unknown) {
  const api = stub();
  api.on("/trips", () => json({ access_token: "canary-access" }));
  return { api, token: createSession(pathChain, { credentials: { trip }, fetch: api.fetch, clock: testClock() }).getToken() };
}

test.each(refused)("a path value $value is refused before anything is sent, by clients and by grants", async ({ value }) => {
  const { api, client } = open();
  await expect(client.GET("/trips/{trip}", { params: { path: { trip: value as string } } })).rejects.toMatchObject({ name: "AuthError", code: "invalid_path" });
  expect(api.sent).toEqual([]);
  const { api: other, token } = grant(value);
  await expect(token).rejects.toMatchObject({ name: "AuthError", code: "invalid_path" });
  expect(other.sent).toEqual([]);
  expect(() => fill("/trips/{trip}", { trip: value })).toThrow(/trip/);
});

test.each(accepted)("a path value $value stays one segment, for clients and for grants", async ({ value, segment }) => {
  const { api, client } = open();
  await client.GET("/trips/{trip}", { params: { path: { trip: value as string } } });
  const url = `https://api.example.com/trips/${segment}`;
  expect(api.data()[0]?.url).toBe(url);
  // The platform's own parsing changes nothing in it.
  expect(new URL(url).href).toBe(url);
  const { api: other, token } = grant(value);
  expect((await token).reveal()).toBe("canary-access");
  expect(other.sent[0]?.url).toBe(`${url}/token`);
});

test.each([
  { name: "no params", init: undefined },
  { name: "empty params", init: { params: {} } },
  { name: "an empty path", init: { params: { path: {} } } },
  { name: "a mistyped name", init: { params: { path: { tripp: 7 } } } },
])("a missing path value ($name) rejects the call: no brace, no other resource is asked", async ({ init }) => {
  const { api, client } = open();
  let call: Promise<unknown> | undefined;
  // A rejection, never an exception of the call itself: `.catch()` must see it.
  expect(() => (call = client.GET("/trips/{trip}", init as never))).not.toThrow();
  await expect(call).rejects.toMatchObject({ name: "AuthError", code: "invalid_path", message: expect.stringContaining("trip") });
  expect(api.sent).toEqual([]);
});

test("several values fill their own places", () => {
  expect(fill("/a/{one}/b/{two}/{one}", { one: 1, two: "{one}" })).toBe("/a/1/b/%7Bone%7D/1");
  expect(fill("/plain", {})).toBe("/plain");
});

test("the message names the parameter, not its value", () => {
  expect(() => fill("/trips/{trip}", { trip: ".." })).toThrow('Path parameter trip of /trips/{trip} must not be empty, "." or "..".');
});
