import { endSession } from "../../src/chain/index.ts";
import { afterEach, expect, test } from "vitest";
import { authFetch, createApiClient, createSession, TokenEndpointError } from "../../src/index.ts";
import { chain, credentials, operations, servers, type paths } from "./support/api.ts";
import { open } from "./support/open.ts";
import { listen, reply, type Server } from "./support/server.ts";

const opened: Server[] = [];
const serve: typeof listen = async (answer) => {
  const server = await listen(answer);
  opened.push(server);
  return server;
};
afterEach(() => Promise.all(opened.splice(0).map((server) => server.close())));

const codes = [301, 302, 303, 307, 308];
const rows = codes.flatMap((status) => ["/token", "/token/renewal"].flatMap((path) => [true, false].map((same) => ({ status, path, same, where: same ? "the same origin" : "another origin" }))));

test.each(rows)("X3: a $status from $path to $where is a typed error, and no byte of a secret arrives there", async ({ status, path, same }) => {
  const other = await serve((_, response) => reply(response, 200, { access_token: "canary-stolen", session_token: "canary-stolen", expires_in: 3600 }));
  const api: Server = await serve((request, response) => {
    if (request.path === path) response.writeHead(status, { location: `${same ? "" : other.url}/elsewhere` }).end();
    else if (request.path === "/token") reply(response, 200, { access_token: "canary-access", session_token: "canary-session", expires_in: 3600 });
    else reply(response, request.path === "/elsewhere" ? 200 : 401, { access_token: "canary-stolen" });
  });
  const session = createSession(chain, { credentials, server: api.url });
  const get = authFetch(session);
  const error = await get(`${api.url}/trips`).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TokenEndpointError);
  expect(error).toMatchObject({ code: "redirected", endpoint: `POST ${path}`, status });
  expect(other.arrived).toEqual([]);
  expect(api.arrived.filter((one) => one.path === "/elsewhere")).toEqual([]);
});

test.each(codes)("a %i of a data call is the caller's answer: it is not followed, and no token arrives elsewhere", async (status) => {
  const other = await serve((_, response) => reply(response, 200, {}));
  const api: Server = await serve((request, response) => {
    if (request.path === "/token") reply(response, 200, { access_token: "canary-access", session_token: "canary-session", expires_in: 3600 });
    else response.writeHead(status, { location: `${other.url}/stolen` }).end();
  });
  const session = createSession(chain, { credentials, server: api.url });
  const get = authFetch(session);
  for (const answer of [
    await get(`${api.url}/trips`),
    await get(`${api.url}/trips`, { redirect: "follow" }),
    await get(new Request(`${api.url}/trips`, { method: "POST", body: "x" })),
    (await createApiClient<paths>({ session, operations, servers }).GET("/trips")).response,
    (await createApiClient<paths>({ session, operations, servers }).POST("/trips", { body: { name: "Delft" }, redirect: "follow", middleware: [{ onRequest() {} }] })).response,
  ]) {
    expect([answer.status, answer.headers.get("location")]).toEqual([status, `${other.url}/stolen`]);
    expect(answer.redirected).toBe(false);
  }
  expect(other.arrived).toEqual([]);
  expect(api.arrived.filter((one) => one.path === "/trips")).toHaveLength(5);
});

const opaque = () => Object.defineProperties(new Response(null), { type: { value: "opaqueredirect" }, status: { value: 0 }, ok: { value: false } });

test("an opaque redirect of a data call, as browsers give it, is a typed error", async () => {
  const { api, client, get } = open();
  api.on("/trips", opaque);
  await expect(get("https://api.example.com/trips")).rejects.toMatchObject({ name: "AuthError", code: "opaque_redirect" });
  await expect(client.GET("/trips")).rejects.toMatchObject({ name: "AuthError", code: "opaque_redirect" });
});

test("an opaque redirect of a token endpoint is a typed error", async () => {
  const { api, get } = open();
  api.on("/token", opaque);
  await expect(get("https://api.example.com/trips")).rejects.toMatchObject({ name: "TokenEndpointError", code: "redirected", endpoint: "POST /token" });
});

test("an opaque redirect as the answer of a replay is a typed error too", async () => {
  const { api, get, session } = open();
  await session.getToken();
  api.killAccess();
  api.on("/trips", (_, nth) => (nth > 1 ? opaque() : undefined));
  await expect(get("https://api.example.com/trips")).rejects.toMatchObject({ name: "AuthError", code: "opaque_redirect" });
});

test("a redirect of the sign-out is not followed", async () => {
  const other = await serve((_, response) => reply(response, 200, {}));
  const api: Server = await serve((request, response) => {
    if (request.method === "DELETE") response.writeHead(307, { location: `${other.url}/stolen` }).end();
    else reply(response, 200, { access_token: "canary-access", session_token: "canary-session", expires_in: 3600 });
  });
  const ending = { ...chain, signOut: { run: endSession, method: "DELETE", path: "/token", security: ["bearer"] } };
  const session = createSession(ending, { credentials, server: api.url });
  await session.getToken();
  await expect(session.signOut()).rejects.toMatchObject({ name: "TokenEndpointError", endpoint: "DELETE /token", status: 307 });
  expect(other.arrived).toEqual([]);
});
