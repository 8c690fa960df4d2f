import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Provider } from "oidc-provider";
import { listen } from "../listen.ts";
import { bridge } from "./bridge.ts";
import { interact } from "./interaction.ts";
import { createProvider } from "./provider.ts";

/** A running OpenID provider with a bridge to it. */
export interface Bridge {
  /** Where both are: the issuer, and the client's `server`. */
  readonly url: string;
  readonly provider: Provider;
  close(): Promise<void>;
}

/** Starts both on 127.0.0.1. `page`: the origin that may call, and whose `/` people come back to. `life`: seconds of an access token. */
export async function startBridge({ page, life }: { readonly page: string; readonly life: number }): Promise<Bridge> {
  const place = await listen(0);
  const provider = createProvider({ issuer: place.url, redirectUrl: `${page}/`, life });
  const serveProvider = provider.callback();
  const shared = { "access-control-allow-origin": page, "access-control-expose-headers": "date", vary: "origin" };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", place.url);
    if (url.pathname.startsWith("/interaction/")) return interact(provider, request, response);
    if (!url.pathname.startsWith("/v1/")) return serveProvider(request, response);
    if (request.method === "OPTIONS") {
      response.writeHead(204, { ...shared, "access-control-allow-methods": "GET, POST", "access-control-allow-headers": "authorization, content-type" }).end();
      return;
    }
    const { method = "GET", headers } = request;
    const { status, body, location } = (await bridge[`${method} ${url.pathname}`]?.({ method, url, authorization: headers.authorization, body: await text(request) }, place.url)) ?? { status: 404 };
    response.writeHead(status, { ...shared, "cache-control": "no-store", ...(location !== undefined && { location }), ...(body && { "content-type": "application/json" }) });
    response.end(body && JSON.stringify(body));
  };

  place.answerWith((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(400, { "content-type": "text/plain" });
      response.end("This did not work. Go back and begin anew.\n");
    });
  });
  return { url: place.url, provider, close: place.close };
}
