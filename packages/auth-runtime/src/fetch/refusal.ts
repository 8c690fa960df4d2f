import { AuthError } from "../errors.ts";
import { adopted } from "../session/token.ts";
import type { AccessToken, Clock, Session } from "../session/types.ts";

/** Operations whose replay was refused too: while the same token is in use, their 401s renew nothing for 60 s. */
export type Marks = Map<string, { readonly token: AccessToken; readonly until: number }>;

/** One call as the replay sees it. */
export interface Call {
  readonly session: Session;
  /** Schemes that the request carries, all of them. */
  readonly schemes: readonly string[];
  /** Names the operation among the marks. */
  readonly operation: string;
  readonly marks: Marks;
  readonly clock: Clock;
  readonly signal?: AbortSignal | null | undefined;
  /** The body can be sent only once. */
  readonly oneShot: boolean;
  /** Sends the request with these tokens. */
  send(tokens: readonly AccessToken[]): Promise<Response>;
}

/** The tokens of all schemes: in the same tick when all are held and fresh. */
function tokensFor({ session, schemes, signal }: Call): AccessToken[] | Promise<AccessToken[]> {
  const held = schemes.map((scheme) => session.current(scheme));
  return held.includes(undefined) ? Promise.all(schemes.map((scheme) => session.getToken({ scheme, signal: signal ?? undefined }))) : (held as AccessToken[]);
}

/** Attach, send; on 401 renew once and replay once. A fresh token is sent in the same tick. */
export async function call(one: Call): Promise<Response> {
  const found = tokensFor(one);
  const tokens = Array.isArray(found) ? found : await found;
  const response = await one.send(tokens);
  // Not through `answer` where nothing is to be done: an async hop costs three ticks.
  return response.status === 401 ? answer(one, tokens, response) : visible(response);
}

function visible(response: Response): Response {
  if (response.type === "opaqueredirect") throw new AuthError("opaque_redirect", "The API redirects. Tokens follow no redirect.");
  return response;
}

/** What becomes of an answer: a 401 is renewed for and replayed once; everything else is the caller's. */
export async function answer(one: Call, tokens: readonly AccessToken[], response: Response, again = true): Promise<Response> {
  const { session, marks, operation, clock, oneShot } = one;
  if (response.status !== 401) return visible(response);
  // Of several tokens the nearest is suspect; if one further up is dead, renewing it will find out.
  const [token] = [...tokens].sort((a, b) => (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity));
  if (!token) return response;
  const mark = marks.get(operation);
  // Refusals: a marked operation renews nothing while its token is in use.
  if (mark?.token === token && mark.until > clock.monotonic()) return response;
  await session.reject(token, oneShot ? "body cannot be sent again: not replayed" : undefined);
  if (session.current(token.scheme) === token) return response;
  if (oneShot) {
    session.getToken(token).catch(() => {});
    return response;
  }
  response.body?.cancel().catch(() => {});
  const renewed = await tokensFor(one);
  one.signal?.throwIfAborted();
  const replayed = visible(await one.send(renewed));
  if (replayed.status === 401) {
    const carried = renewed[tokens.indexOf(token)] as AccessToken;
    // What another session won before this call may have died with the token refused first: that tells nothing about the operation.
    if (adopted.has(carried)) return again ? answer(one, renewed, replayed, false) : replayed;
    marks.delete(operation);
    marks.set(operation, { token: carried, until: clock.monotonic() + 60_000 });
    if (marks.size > 1000) marks.delete(marks.keys().next().value as string);
  }
  return replayed;
}

/** A body that a first sending consumes. */
export function isOneShot(body: unknown): boolean {
  return typeof body === "object" && !!body && ("getReader" in body || Symbol.asyncIterator in body);
}

const ready = new WeakMap<AccessToken, Headers>();

/** The headers of a request with its tokens. A long token is checked once, not per call: copying `Headers` is cheap. */
export function withTokens(tokens: readonly AccessToken[], given?: Headers): Headers {
  const [first, ...others] = tokens;
  let own = first && ready.get(first);
  if (first && !own) ready.set(first, (own = new Headers([[...first.header()]])));
  const headers = new Headers(own);
  for (const token of others) {
    const [name, value] = token.header();
    // Cookies share one header.
    headers.set(name, name === "cookie" && headers.has(name) ? `${headers.get(name)}; ${value}` : value);
  }
  given?.forEach((value, name) => headers.set(name, value));
  return headers;
}
