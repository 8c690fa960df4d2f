import { broken } from "./faults/broken.ts";
import { streamOf } from "./faults/stream.ts";
import type { Outgoing } from "./handle.ts";
import type { Incoming } from "./request.ts";

/** The same answers without a socket. Any origin will do: only method, path, query, headers and body count. */
export function createFetch(answer: (incoming: Incoming) => Promise<Outgoing>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { pathname, search } = new URL(request.url);
    const body = await request.text();
    const headers = Object.fromEntries(request.headers);
    const length = Buffer.byteLength(body);
    const outgoing = await answer({
      method: request.method,
      path: pathname,
      query: search.slice(1),
      headers: length > 0 ? { ...headers, "content-length": String(length) } : headers,
      body,
    });
    const opened = await outgoing.delivery?.open(request.signal);
    request.signal.throwIfAborted();
    if (opened === false) throw broken("fetch failed", "ECONNRESET");
    const bodiless = [204, 205, 304].includes(outgoing.status) || request.method === "HEAD";
    const response = new Response(bodiless ? null : outgoing.delivery ? streamOf(outgoing.delivery, request.signal) : outgoing.body, { status: outgoing.status });
    // A text body would give itself a type that no socket would show.
    response.headers.delete("content-type");
    for (const [name, value] of outgoing.headers) response.headers.append(name, value);
    Object.defineProperty(response, "url", { value: request.url });
    return response;
  };
}
