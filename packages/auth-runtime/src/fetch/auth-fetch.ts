import { systemClock } from "../clock.ts";
import { AuthError } from "../errors.ts";
import type { Clock, Session } from "../session/types.ts";
import { secureUrl } from "../url.ts";
import { call, isOneShot, withTokens, type Marks } from "./refusal.ts";

/** What an auth fetch may be given besides its session. */
export interface AuthFetchOptions {
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Where the tokens may go, instead of the session's own origins. */
  readonly origins?: readonly string[] | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * A `fetch` that carries the session's token: it attaches, renews once on a 401 and replays once from the original body.
 * Works wherever a `fetch` can be handed in: openapi-fetch, ky, hey-api, plain calls.
 *
 * @throws {AuthError} `foreign_origin` before anything is sent to an origin that is not the session's; the session's errors when no token can be had
 * @example
 * const response = await authFetch(session)("https://api.example.com/trips");
 */
export function authFetch(session: Session, options: AuthFetchOptions = {}): typeof fetch {
  const { clock = systemClock } = options;
  const origins = options.origins?.map((origin) => secureUrl(origin).origin) ?? session.origins;
  const marks: Marks = new Map();
  const [usual] = Object.keys(session.schemes) as [string];
  return async (input, init) => {
    const fetch = options.fetch ?? globalThis.fetch;
    const wrapped = typeof input === "object" && "clone" in input;
    const request = wrapped ? (init ? new Request(input, init) : input) : undefined;
    if (request?.bodyUsed) throw new AuthError("body_used", "This Request was sent before: its body is gone. Build a new one.");
    const url = secureUrl(request ? request.url : String(input));
    if (!origins.includes(url.origin)) throw new AuthError("foreign_origin", `The tokens of this session go to ${origins.join(", ")} only, not to ${url.origin}.`);
    const given = request ? request.headers : init?.headers ? new Headers(init.headers) : undefined;
    return call({
      session,
      schemes: given?.has(session.schemes[usual] as string) ? [] : [usual],
      // Ids differ from call to call, the operation does not. Segment by segment: one pattern for all of a long path would go back and forth.
      operation: `${request?.method ?? init?.method ?? "GET"} ${url.origin}${url.pathname.replace(/[^/]+/g, (part) => (/\d/.test(part) ? "*" : part))}`,
      marks,
      clock,
      signal: request ? request.signal : init?.signal,
      oneShot: !request && isOneShot(init?.body),
      send: (tokens) => {
        const headers = withTokens(tokens, given);
        return request ? fetch(request.body ? request.clone() : request, { headers, redirect: "manual" }) : fetch(url.href, { ...init, headers, redirect: "manual" });
      },
    });
  };
}
