import createClient, { createQuerySerializer, type ClientOptions } from "openapi-fetch";
import type { ServerRule } from "../chain/types.ts";
import { systemClock } from "../clock.ts";
import { AuthError } from "../errors.ts";
import { call, isOneShot, withTokens, type Marks } from "../fetch/refusal.ts";
import type { AccessToken, Clock, Session } from "../session/types.ts";
import { fill, resolveServers, type ServerOption } from "../url.ts";
import { complete } from "./answer.ts";
import type { Operation, Operations } from "./operations.ts";
import type { ApiClient } from "./result.ts";
import type { Retry } from "./retry.ts";
import { timed } from "./timeout.ts";
import type { Validation } from "./validate.ts";

/** What a user may set on a client besides its session. */
export interface ClientSettings extends Pick<ClientOptions, "headers" | "querySerializer" | "bodySerializer" | "requestInitExt"> {
  /** As for the session; where absent, the session's servers. */
  readonly server?: ServerOption | undefined;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Used instead of the machine's clocks. */
  readonly clock?: Clock | undefined;
  /**
   * ms that a call may take in all: waiting for a token, headers, body, retries. Then it rejects with the platform's `TimeoutError`. Default: no end; a call can say its own.
   * For a session that is opened with these options it is also what one token request may take. Of a stream only the headers are waited for.
   */
  readonly timeout?: number | undefined;
  /** Sends failed calls again: made by `retry` of `@freshkey/auth-runtime/retry`. Absent or false: every call is sent once. */
  readonly retry?: Retry | false | undefined;
  /** Looks at what is sent and answered: made by `report` or `throwing` of `@freshkey/auth-runtime/validate`. Absent or false: nobody looks. */
  readonly validate?: Validation | false | undefined;
}

/** What a generated client is made of. */
export interface ApiClientOptions extends ClientSettings {
  readonly session: Session;
  /** Generated: security, media types and server of each operation. */
  readonly operations: Operations;
  /** Generated: the document's servers. */
  readonly servers: readonly ServerRule[];
}

/** What openapi-fetch builds in place of a `Request`: nothing is copied, and a replay starts from the original body. */
class Draft {
  readonly url: string;
  readonly init: RequestInit & { headers: Headers };
  constructor(url: string, init: RequestInit & { headers: Headers }) {
    this.url = url;
    this.init = init;
  }
}

const ignore = () => {};

type Init = Record<string, any> | undefined;

function serialize(type: string, body: unknown): unknown {
  const isObject = typeof body === "object" && !!body;
  if (isObject && (body instanceof FormData || isOneShot(body))) return body;
  if (/json/i.test(type)) return JSON.stringify(body);
  if (!isObject || !/^application\/x-www-form-urlencoded/i.test(type)) return body;
  if (body instanceof URLSearchParams) return String(body);
  const pairs = Object.entries(body).flatMap(([name, value]) => [value].flat().flatMap((one) => (one == null ? [] : [[name, String(one)]])));
  return String(new URLSearchParams(pairs));
}

/**
 * What generated clients call: openapi-fetch, set up with what it does not read from a document, and with tokens that renew themselves.
 *
 * @throws {AuthError} `foreign_origin` when `server` is none of the session's origins
 * @example
 * const client = createApiClient<paths>({ session, operations, servers });
 * const { ok, data, error } = await client.GET("/orders/{orderId}", { params: { path: { orderId } } });
 */
export function createApiClient<Paths extends {}>(options: ApiClientOptions): ApiClient<Paths> {
  const { session, operations, servers, server, clock = systemClock, fetch: own, headers, querySerializer, bodySerializer, requestInitExt, validate, timeout = Infinity, retry } = options;
  const bases = server === undefined && session.servers.length ? session.servers : resolveServers(servers, server);
  const checkOrigin = (url: string) => {
    const { origin } = new URL(url);
    if (!session.origins.includes(origin)) throw new AuthError("foreign_origin", `${origin} is none of the session's origins (${session.origins.join(", ")}): give the session the same server.`);
  };
  bases.forEach(checkOrigin);
  const marks: Marks = new Map();
  const usual: Operation = { security: [[Object.keys(session.schemes)[0] as string]] };
  const core = createClient<any>({
    headers,
    bodySerializer,
    requestInitExt,
    // Made once, not per call.
    querySerializer: typeof querySerializer === "function" ? querySerializer : createQuerySerializer(querySerializer),
    pathSerializer: fill,
    Request: Draft,
    // Every call brings its own; this keeps openapi-fetch from touching the global one.
    fetch: ignore,
  } as unknown as ClientOptions);
  const used: unknown[] = [];

  /** The first alternative that the session can fill here, unless the call brings a header of it. */
  function schemesOf({ security }: Operation, given: Headers | undefined): readonly string[] {
    const schemes = security.find((all) => all.every((scheme) => scheme in session.schemes)) ?? security[0] ?? [];
    return given && schemes.some((scheme) => given.has(session.schemes[scheme] ?? "authorization")) ? [] : schemes;
  }

  function request(method: string, path: string, init: Init): Promise<any> {
    // A path without its slash would lengthen the host.
    if (path[0] !== "/") return Promise.reject(new AuthError("invalid_path", "A path begins with a slash."));
    const name = `${method} ${path}`;
    const operation = operations[name] ?? usual;
    const type = init?.body === undefined ? undefined : (operation.body?.[0] ?? "application/json");
    const { timeout: ms = timeout, retry: wanted, parseAs, signal: caller } = init ?? {};
    const until = retry ? clock.monotonic() + ms : 0;
    const send = (
      draft: Draft | Request,
      given: Headers | undefined,
      { signal, body }: RequestInit,
      deliver: (fetch: typeof globalThis.fetch, tokens: readonly AccessToken[]) => Promise<Response>,
    ) => {
      const oneShot = isOneShot(body);
      const attempt = (fetch: typeof globalThis.fetch) =>
        call({ session, schemes: schemesOf(operation, given), operation: name, marks, clock, signal, oneShot, send: (tokens) => deliver(fetch, tokens) });
      const fetch = init?.fetch ?? own ?? globalThis.fetch;
      return retry && !oneShot ? retry({ method: (draft as Request).method, headers: given, wanted, clock, signal, until }, fetch, attempt) : attempt(fetch);
    };
    const sent: Record<string, unknown> = {
      ...init,
      method,
      // Without any parameters openapi-fetch would leave the braces in.
      params: path.includes("{") ? { path: {}, ...init?.params } : init?.params,
      baseUrl: bases[operation.server ?? 0],
      // An answer that should be JSON is read here: openapi-fetch would throw the parser's error, which quotes the body.
      parseAs: !parseAs || parseAs === "json" ? "text" : parseAs,
      fetch: (draft: Draft | Request, extra?: RequestInit) => {
        if (draft instanceof Draft) {
          const { url, init: drafted } = draft;
          // Only a call that can have headers is asked for them.
          const given = headers || init?.headers || init?.params?.header || type ? drafted.headers : undefined;
          return send(draft, given, drafted, (fetch, tokens) => fetch(url, { ...drafted, ...extra, headers: withTokens(tokens, given), redirect: "manual" }));
        }
        // Middleware may have led it elsewhere.
        checkOrigin(draft.url);
        return send(draft, draft.headers, { signal: draft.signal, body: init?.body }, (fetch, tokens) =>
          fetch(draft.body && !isOneShot(init?.body) ? draft.clone() : draft, { ...extra, headers: withTokens(tokens, draft.headers), redirect: "manual" }),
        );
      },
    };
    // Ours, not for fetch.
    if (init && ("timeout" in init || "retry" in init)) sent.timeout = sent.retry = undefined;
    // Foreign code never sees the draft.
    if (used[0] || init?.middleware?.length || init?.Request) sent.Request = init?.Request ?? globalThis.Request;
    if (type && !init?.bodySerializer && !bodySerializer) {
      sent.bodySerializer = (body: unknown, all: Headers) => serialize(all.get("content-type") ?? type, body);
      // A form with parts brings its own boundary.
      if (type !== "application/json" && !(init?.body instanceof FormData)) {
        const given = init?.headers ?? {};
        sent.headers = { "content-type": type, ...(Symbol.iterator in given ? Object.fromEntries(given) : given) };
      }
    }
    const work = (signal?: AbortSignal) => {
      if (signal) sent.signal = signal;
      return core.request(method as "get", path, sent as never);
    };
    return (caller || ms < Infinity ? timed(clock, ms, caller, parseAs === "stream", work) : work()).then((result) =>
      complete(name, parseAs ? parseAs === "json" : (operation.answer ?? true), result),
    );
  }

  const perform: typeof request = validate ? (method, path, init) => validate(`${method} ${path}`, init, () => request(method, path, init)) : request;
  const methods = Object.fromEntries(Object.keys(core).map((method) => [method, (path: string, init: Init) => perform(method, path, init)]));
  return {
    ...methods,
    session,
    request: (method: string, path: string, init: Init) => perform(method.toUpperCase(), path, init),
    use(...all: never[]) {
      core.use(...all);
      used.push(...all);
    },
    eject(...all: never[]) {
      core.eject(...all);
      for (const one of all) if (used.includes(one)) used.splice(used.indexOf(one), 1);
    },
  } as unknown as ApiClient<Paths>;
}
