import { html, json, networkError, type Seen } from "./stub.ts";
import type { Vendor } from "./vendor.ts";

const halfBody = (text: string, broken: boolean) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)));
        if (broken) controller.error(networkError("UND_ERR_SOCKET"));
        else controller.close();
      },
    }),
    { headers: { "content-type": "application/json" } },
  );

/** The server has rotated; this is what becomes of its answer. */
export const losses: Readonly<Record<string, (text: string) => Response | Error>> = {
  "a reset": () => networkError("ECONNRESET"),
  "a closed socket": () => networkError("UND_ERR_SOCKET"),
  "a network error without a name, as in a browser": () => new TypeError("Failed to fetch"),
  "a 500": () => new Response("", { status: 500 }),
  "a 502 with HTML": () => html(502),
  "a redirect": () => new Response("", { status: 307, headers: { location: "https://evil.example.com/" } }),
  "a 200 with HTML": () => html(),
  "a 200 with {}": () => json({}),
  "a 204": () => new Response(null, { status: 204 }),
  "an answer that ends in the middle": (text) => halfBody(text, false),
  "an answer that breaks in the middle": (text) => halfBody(text, true),
  "an answer beyond 64 KiB": (text) => new Response(`${text}${" ".repeat(70_000)}`, { headers: { "content-type": "application/json" } }),
};

/** The first refresh is done by the vendor, and its answer is lost. */
export function loseFirst(api: Vendor, lose: (text: string) => Response | Error): void {
  api.on("/refresh", async (seen, nth) => (nth === 1 ? lose(await api.usual(seen).text()) : undefined));
}
/** The refresh tokens that were sent. */
export const refreshTokens = (api: { readonly seen: readonly Seen[] }): (string | null)[] =>
  api.seen.filter((one) => one.path === "/refresh").map((one) => new URLSearchParams(one.body).get("refresh_token"));
