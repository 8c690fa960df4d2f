import { expect, test, vi } from "vitest";
import { authFetch, createApiClient, createSession, isAuthError, staticSession } from "../../src/index.ts";
import { chain, credentials, operations, servers, type paths } from "./support/api.ts";
import { open } from "./support/open.ts";
import { json, stub } from "./support/stub.ts";

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

test.each([
  "https://evil.example.net/trips",
  "//evil.example.net/trips",
  "\\\\evil.example.net\\trips",
  "https:\\\\evil.example.net\\trips",
  "https://api.example.com.evil.example.net/",
  "https://evil.example.net/https://api.example.com/",
  "https://api.example.com@evil.example.net/",
  "https://api.example.com:8443/trips",
  "https://api.example.com./trips",
  "https://sub.api.example.com/trips",
  "https://user@api.example.com/trips",
  "https://user:word@api.example.com/trips",
  "https://:word@api.example.com/trips",
  "http://api.example.com/trips",
  "https://\u0430pi.example.com/trips",
  "https://api.ex\u00e4mple.com/trips",
  "wss://api.example.com/trips",
  "ftp://api.example.com/trips",
  "ftp://api.example.com/https:",
  "ftp://api.example.com/http://localhost/",
  "file:///etc/hostname",
  "data:text/plain,hello",
  "javascript:alert(1)",
  "/trips",
  "trips",
  "",
])("X1: authFetch sends nothing to %s: an AuthError, before a token is even asked for", async (url) => {
  const { api, get, session } = open();
  const token = vi.spyOn(session, "getToken");
  for (const input of [url, ...(URL.canParse(url) ? [new URL(url)] : [])]) {
    const error = await caught(get(input, { method: "POST", body: "x" }));
    expect(isAuthError(error)).toBe(true);
    expect((error as { code: string }).code).toMatch(/^(foreign_origin|insecure_server)$/);
  }
  expect(token).not.toHaveBeenCalled();
  expect(api.sent).toEqual([]);
});

test("a foreign Request is refused too", async () => {
  const { api, get } = open();
  await expect(get(new Request("https://evil.example.net/trips"))).rejects.toMatchObject({ code: "foreign_origin" });
  expect(api.sent).toEqual([]);
});

test.each([
  "https://API.Example.COM/trips",
  "HTTPS://api.example.com/trips",
  "https://api.example.com:443/trips",
  "https:\\\\api.example.com\\trips",
  "https://\uff41pi.example.com/trips",
  "https://api.example.com/%2e%2e/trips",
  " https://api.example.com/trips",
])("X2: %s is the session's origin once it is parsed, and what was parsed is what is sent", async (url) => {
  const { api, get } = open();
  expect((await get(url)).status).toBe(200);
  expect(api.data().map((one) => one.url)).toEqual(["https://api.example.com/trips"]);
});

test("a relative URL counts from the page, where there is one", async () => {
  vi.stubGlobal("location", { href: "https://api.example.com/app/" });
  const { api, get } = open();
  expect((await get("../trips")).status).toBe(200);
  await expect(get("//evil.example.net/trips")).rejects.toMatchObject({ code: "foreign_origin" });
  vi.unstubAllGlobals();
  expect(api.data().map((one) => one.url)).toEqual(["https://api.example.com/trips"]);
});

test("every server of a chain is one of the session's origins, and no other is", async () => {
  const { api, get, session } = open();
  expect(session.origins).toEqual(["https://api.example.com", "https://files.example.com"]);
  await get("https://files.example.com/files/1");
  expect(api.data()[0]?.headers.get("authorization")).toBe("Bearer canary-access-1");
  await expect(get("https://staging.example.com/base/trips")).rejects.toMatchObject({ code: "foreign_origin" });
});

test("the origins option of authFetch replaces the list", async () => {
  const { api, session } = open();
  const get = authFetch(session, { fetch: api.fetch, origins: ["https://proxy.example.org"] });
  await get("https://proxy.example.org/trips");
  expect(api.data()[0]?.headers.get("authorization")).toBe("Bearer canary-access-1");
  await expect(get("https://api.example.com/trips")).rejects.toMatchObject({ code: "foreign_origin" });
  await expect(authFetch(session, { fetch: api.fetch, origins: [] })("https://api.example.com/trips")).rejects.toMatchObject({ code: "foreign_origin" });
  expect(api.data()).toHaveLength(1);
});

test("the origins option may be written as URLs: with a slash, a default port, in upper case", async () => {
  const { api, session } = open();
  for (const origin of ["https://proxy.example.org/", "https://proxy.example.org:443", "https://PROXY.example.org"])
    expect((await authFetch(session, { fetch: api.fetch, origins: [origin] })("https://proxy.example.org/trips")).status).toBe(200);
});

test.each(["http://localhost:4010", "http://127.0.0.1:4010", "http://127.9.8.7", "http://127.10.20.30", "http://[::1]:4010", "http://api.localhost:4010", "https://api.example.com/base"])(
  "%s may be a server: https, or http on this machine",
  (server) => {
    expect(createSession(chain, { credentials, server }).origins).toEqual([new URL(server).origin]);
  },
);

test.each([
  "http://api.example.com",
  "http://127.0.0.1.evil.example.net",
  "http://localhost.evil.example.net",
  "http://evil-localhost",
  "http://128.0.0.1",
  "http://10.0.0.1",
  "http://[::2]",
  "http://0.0.0.0",
  "https://user:canary-word@api.example.com",
  "https://api.example.com?x=1",
  "https://api.example.com/#x",
])("X13: %s may not be a server", (server) => {
  const error = thrown(() => createSession(chain, { credentials, server }));
  expect(error).toMatchObject({ name: "AuthError", code: "insecure_server", message: expect.stringMatching(/https|no query/) });
  expect(String(error)).not.toContain("canary");
});

test("a server option is an environment of the document", async () => {
  const { api, client, session } = open({ server: "staging" });
  expect(session.servers).toEqual(["https://staging.example.com/base", "https://files.staging.example.com"]);
  await client.GET("/trips");
  await client.GET("/files/{file}", { params: { path: { file: "f" } } });
  expect(api.sent.map((one) => one.url)).toEqual(["https://staging.example.com/base/token", "https://staging.example.com/base/trips", "https://files.staging.example.com/files/f"]);
});

test.each(["stagin", "", "toString", "constructor", "__proto__", "api.example.com", "ftp://api.example.com", "see https://api.example.com"])(
  "an unknown server %j is refused, and the message lists the known ones",
  (server) => {
    const error = thrown(() => createSession(chain, { credentials, server }));
    expect(error).toMatchObject({ name: "AuthError", code: "unknown_server" });
    expect(String(error)).toMatch(/production.*staging/);
    expect(String(error)).not.toMatch(/production.*production/);
  },
);

test.each([
  ["http://localhost:4010", "http://localhost:4010"],
  ["http://localhost:4010/", "http://localhost:4010"],
  ["http://localhost:4010/base", "http://localhost:4010/base"],
  ["http://localhost:4010/base/", "http://localhost:4010/base"],
  ["HTTP://LOCALHOST:4010/Base", "http://localhost:4010/Base"],
])("the URL %s replaces every server, with its base path", async (server, base) => {
  const { api, client, session } = open({ server });
  expect(session.origins).toEqual(["http://localhost:4010"]);
  await client.GET("/trips");
  await client.GET("/files/{file}", { params: { path: { file: "f" } } });
  expect(api.sent.map((one) => one.url)).toEqual([`${base}/token`, `${base}/trips`, `${base}/files/f`]);
});

const regional = { ...chain, servers: [({ region, edge }: { region?: string; edge?: string }) => `https://api${edge ? `.${edge}` : ""}${region ? `.${region}` : ""}.example.com`] };

test("region and edge make the server", () => {
  const serversOf = (server?: { region?: string; edge?: string }) => createSession(regional, { credentials, server }).servers;
  expect(serversOf()).toEqual(["https://api.example.com"]);
  expect(serversOf({ region: "au1" })).toEqual(["https://api.au1.example.com"]);
  expect(serversOf({ region: "au1", edge: "sydney" })).toEqual(["https://api.sydney.au1.example.com"]);
});

test.each(["evil.example.net/", "au1.evil", "a/b", "a@b", "a:b", "a\\b", "au1#", "au1?", "AU1", "a b", "a\n", "\u00e4u1", "%61"])("a region or edge %j is refused", (part) => {
  for (const server of [{ region: part }, { edge: part }, { region: "au1", edge: part }])
    expect(thrown(() => createSession(regional, { credentials, server }))).toMatchObject({ name: "AuthError", code: "unknown_server", message: expect.stringContaining("lower-case") });
});

test("a client takes the session's servers; one of another origin is refused when it is made", () => {
  const session = createSession(chain, { credentials, server: "https://proxy.example.org/v1" });
  const make = (server?: string) => createApiClient<paths>({ session, operations, servers, server });
  expect(make().session).toBe(session);
  expect(make("https://proxy.example.org/v2").session).toBe(session);
  for (const server of ["production", "https://other.example.org", "https://proxy.example.org:8443"]) expect(thrown(() => make(server))).toMatchObject({ name: "AuthError", code: "foreign_origin" });
  expect(thrown(() => make("http://proxy.example.org/v1"))).toMatchObject({ code: "insecure_server" });
});

test("no call of a client leaves its server, whatever its path says", async () => {
  for (const path of ["@evil.example.net/trips", ".evil.example.net/trips", ":8443/trips", "//evil.example.net/trips", "\\\\evil.example.net", "https://evil.example.net/"]) {
    const { api, client } = open();
    await caught((async () => client.GET(path as "/trips"))());
    expect(api.sent.filter(({ url }) => new URL(url).origin !== "https://api.example.com")).toEqual([]);
  }
});

test("a per-call baseUrl cannot lead a token elsewhere", async () => {
  const { api, client } = open();
  await caught(client.GET("/trips", { baseUrl: "https://evil.example.net" }));
  expect(api.sent.filter(({ url }) => url.includes("evil"))).toEqual([]);
});

test("a static session has the origins it was given, and only safe ones", async () => {
  const api = stub();
  api.on("/", () => json({}));
  const session = staticSession("canary-static", { origins: ["https://api.example.com/v1", "http://localhost:1234"] });
  expect(session.origins).toEqual(["https://api.example.com", "http://localhost:1234"]);
  const get = authFetch(session, { fetch: api.fetch });
  await get("https://api.example.com/trips");
  expect(api.sent[0]?.headers.get("authorization")).toBe("Bearer canary-static");
  await expect(get("https://evil.example.net")).rejects.toMatchObject({ code: "foreign_origin" });
  expect(thrown(() => staticSession("canary-static", { origins: ["http://api.example.com"] }))).toMatchObject({ code: "insecure_server" });
});
