import { AuthError } from "../errors.ts";
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

/** The tokens of all schemes, when all are held and fresh. */
function held({ session, schemes }: Call): AccessToken[] | undefined {
  const tokens: AccessToken[] = [];
  for (const scheme of schemes) {
    const token = session.current(scheme);
    if (!token) return undefined;
    tokens.push(token);
  }
  return tokens;
}

async function obtained({ session, schemes, signal }: Call): Promise<AccessToken[]> {
  const tokens: AccessToken[] = [];
  for (const scheme of schemes) tokens.push(await session.getToken({ scheme, signal: signal ?? undefined }));
  return tokens;
}

/** Attach, send; on 401 renew once and replay once. A fresh token is sent in the same tick. */
export async function call(one: Call): Promise<Response> {
  const tokens = held(one) ?? (await obtained(one));
  return answer(one, tokens, await one.send(tokens));
}

/** What becomes of an answer: a 401 is renewed for and replayed once; everything else is the caller's. */
export async function answer(one: Call, tokens: readonly AccessToken[], response: Response): Promise<Response> {
  const { session, marks, operation, clock } = one;
  if (response.type === "opaqueredirect") throw new AuthError("opaque_redirect", "The API answered a redirect; it is not followed, for tokens must not leave their origin.");
  if (response.status !== 401) return response;
  // Of several tokens the nearest is suspect; if one further up is dead, renewing it will find out.
  const [token] = [...tokens].sort((a, b) => (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity));
  if (!token) return response;
  const mark = marks.get(operation);
  if (mark?.token === token && mark.until > clock.monotonic()) return response;
  await session.reject(token, one.oneShot ? "the body could be sent only once: not replayed" : undefined);
  if (session.current(token.scheme) === token) return response;
  if (one.oneShot) {
    session.getToken({ scheme: token.scheme }).catch(() => {});
    return response;
  }
  response.body?.cancel().catch(() => {});
  const renewed = held(one) ?? (await obtained(one));
  one.signal?.throwIfAborted();
  const replayed = await one.send(renewed);
  if (replayed.status === 401) {
    const index = tokens.indexOf(token);
    marks.delete(operation);
    marks.set(operation, { token: renewed[index] as AccessToken, until: clock.monotonic() + 60_000 });
    if (marks.size > 1000) marks.delete(marks.keys().next().value as string);
  }
  return replayed;
}

/** A body that a first sending consumes. */
export function isOneShot(body: unknown): boolean {
  return typeof body === "object" && body !== null && ("getReader" in body || Symbol.asyncIterator in body);
}

const ready = new WeakMap<AccessToken, Headers>();

/** The headers of a request with its tokens. A long token is checked once, not per call: copying `Headers` is cheap. */
export function withTokens(tokens: readonly AccessToken[], given?: Headers): Headers {
  const [first, ...others] = tokens;
  if (!first) return given ?? new Headers();
  let own = ready.get(first);
  if (!own) ready.set(first, (own = new Headers([[...first.header()]])));
  const headers = new Headers(own);
  for (const token of others) {
    const [name, value] = token.header();
    headers.set(name, name === "cookie" && headers.has(name) ? `${headers.get(name)}; ${value}` : value);
  }
  given?.forEach((value, name) => headers.set(name, value));
  return headers;
}
