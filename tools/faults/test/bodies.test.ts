import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { authFetch } from "@freshkey/auth-runtime";
import { expect, onTestFinished, test, vi } from "vitest";
import { openSimacan } from "./opened.ts";

test("B4: A large upload is sent from the caller's own body, again after a 401 too: nothing is cloned or read ahead", async () => {
  const size = 64 * 2 ** 20;
  const received: number[] = [];
  const server = createServer((request, response) => {
    let bytes = 0;
    request.on("data", (chunk: Buffer) => (bytes += chunk.length));
    request.on("end", () => {
      received.push(bytes);
      response.writeHead(received.length === 1 ? 401 : 200).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { client } = await openSimacan();
  const blob = new Blob([new Uint8Array(size)]);
  const counts = [vi.spyOn(Request.prototype, "clone"), vi.spyOn(Response.prototype, "clone"), vi.spyOn(blob, "arrayBuffer"), vi.spyOn(blob, "slice")];
  onTestFinished(() => vi.restoreAllMocks() as never);
  const bodies: unknown[] = [];
  const send = authFetch(client.session, { origins: [url], fetch: (input, init) => (bodies.push(init?.body), fetch(input, init)) });
  expect((await send(`${url}/upload`, { method: "POST", body: blob })).status).toBe(200);
  expect(received).toEqual([size, size]);
  expect(bodies).toEqual([blob, blob]);
  expect(bodies.every((body) => body === blob)).toBe(true);
  expect(counts.map((spy) => spy.mock.calls.length)).toEqual([0, 0, 0, 0]);
});
