import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A tiny API whose first access token is refused: one call needs one renewal. Keeps what it was asked. */
export async function startVendor(): Promise<{ readonly url: string; readonly asked: readonly string[]; close(): void }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    const tokens = (round: string) => JSON.stringify({ access_token: `fake-access-${round}`, refresh_token: `fake-refresh-${round}`, expires_in: 3600 });
    const reply = (status: number, type: string, body: string) => response.writeHead(status, { "content-type": type }).end(body);
    request.on("end", () => {
      if (request.url === "/auth/password") reply(200, "application/json", tokens("1"));
      else if (request.url === "/auth/refresh") reply(200, "application/json", tokens("2"));
      else if (request.headers.authorization === "Bearer fake-access-2") reply(200, "text/plain", "ok");
      else reply(401, "text/plain", "refused");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, close: () => void server.close() };
}
