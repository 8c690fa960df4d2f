import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { authFetch, createApiClient, createSession } from "../../src/index.ts";
import { chain, credentials, operations, servers, type paths } from "./support/api.ts";
import { reply } from "./support/server.ts";

let close: () => Promise<unknown> = async () => {};
afterEach(() => close());

/** A real API whose data calls are answered by `data`; it counts open sockets, logins and renewals. */
async function serve(data: (request: IncomingMessage, response: ServerResponse, living: boolean) => void) {
  let serial = 0;
  const seen = { logins: 0, renewals: 0, open: 0, mostOpen: 0 };
  const server = createServer((request, response) => {
    if (!request.url?.startsWith("/token")) return data(request, response, request.headers.authorization === `Bearer canary-access-${serial}` && serial > 1);
    if (request.url === "/token") seen.logins += 1;
    else seen.renewals += 1;
    request.resume().on("end", () => reply(response, 200, { access_token: `canary-access-${++serial}`, session_token: "canary-session", expires_in: 3600 }));
  });
  server.on("connection", (socket) => {
    seen.mostOpen = Math.max(seen.mostOpen, ++seen.open);
    socket.on("close", () => (seen.open -= 1));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const session = createSession(chain, { credentials, server: url });
  return { seen, url, session, get: authFetch(session), client: createApiClient<paths>({ session, operations, servers }) };
}
const read = async (request: IncomingMessage) => {
  let size = 0;
  for await (const chunk of request) size += (chunk as Buffer).length;
  return size;
};

test("B6: a 401 that comes before the whole body was sent leads to one replay of the whole body", async () => {
  const sizes: number[] = [];
  const { get, url, seen } = await serve((request, response, living) => {
    if (!living) return void response.writeHead(401, { connection: "close" }).end("early");
    void read(request).then((size) => {
      sizes.push(size);
      reply(response, 201, {});
    });
  });
  const body = new Uint8Array(4 * 2 ** 20);
  expect((await get(`${url}/uploads`, { method: "POST", body })).status).toBe(201);
  expect([sizes, seen.logins, seen.renewals]).toEqual([[body.length], 1, 1]);
});

test("B5: a POST that was answered 401 has its effect once, after the replay", async () => {
  let effects = 0;
  const { client } = await serve((request, response, living) => {
    void read(request).then(() => {
      if (living) effects += 1;
      reply(response, living ? 200 : 401, { name: "Delft" });
    });
  });
  expect((await client.POST("/trips", { body: { name: "Delft" } })).response.status).toBe(200);
  expect(effects).toBe(1);
});

test("B8: 180 calls in a row, eight of them first answered by a 401 whose body nobody reads, hold no more than a few sockets open", async () => {
  const uses = new Map<string, number>();
  const large = "x".repeat(262_144);
  const { get, url, seen } = await serve((request, response) => {
    const token = String(request.headers.authorization);
    uses.set(token, (uses.get(token) ?? 0) + 1);
    if ((uses.get(token) ?? 0) <= 20) reply(response, 200, {});
    else response.writeHead(401, { "content-type": "text/html" }).end(large);
  });
  for (let n = 0; n < 180; n++) {
    const response = await get(`${url}/trips`);
    expect(response.status).toBe(200);
    await response.text();
  }
  expect([seen.logins, seen.renewals]).toEqual([1, 8]);
  expect(seen.mostOpen).toBeLessThanOrEqual(3);
});
