import { codeOf, send as fetch } from "#platform";
import type { Grant, GrantAnswer, TokenChain } from "../chain/types.ts";
import { AuthError, TokenEndpointError, type AuthErrorCode } from "../errors.ts";
import type { StoredToken } from "../stores/types.ts";
import { lifetimeOf } from "./expiry.ts";
import { retryAfter } from "./gate.ts";
import type { Clock } from "./types.ts";

/** How a request reaches the wire. */
export interface Wire {
  readonly fetch: typeof fetch | undefined;
  readonly clock: Clock;
  /** ms in all. */
  readonly timeout: number;
}

/** A request that is ready to be sent. */
export type Ready = readonly [url: string, init: RequestInit];

/** What a grant gave. */
export interface Won {
  readonly tokens: Readonly<Record<string, Omit<StoredToken, "generation">>>;
  readonly values: Readonly<Record<string, string>>;
}

/** What became of a grant: won, an input refused, or failed (`unsent`: surely nothing was spent). */
export type Outcome =
  | (Won & { readonly refused?: never })
  | { readonly refused: string; readonly tokens?: never }
  | { readonly error: unknown; readonly unsent: boolean; readonly closeFor?: number; readonly refused?: never; readonly tokens?: never };

/** Runs work that must end in time; its signal really aborts. */
export function within<T>({ clock, timeout }: Wire, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(timeout, () => {
      reject(new AuthError("timeout", `No answer within ${timeout} ms.`));
      controller.abort();
    });
    work(controller.signal).then(resolve, reject).finally(cancel);
  });
}

export function endpointError(code: AuthErrorCode, endpoint: string, message: string, status?: number, retryAfter?: number): TokenEndpointError {
  return new TokenEndpointError(code, `${endpoint}: ${message}.`, { endpoint, status, retryAfter });
}

/** Sends one request to a token endpoint. Errors carry its name and status, never what was sent or answered. */
export async function ask(endpoint: string, [url, init]: Ready, wire: Wire): Promise<{ status: number; text: string; headers: Headers }> {
  let status: number | undefined;
  try {
    return await within(wire, async (signal) => {
      const response = await (wire.fetch ?? fetch)(url, { ...init, redirect: "manual", signal });
      status = response.status;
      const reader = response.body?.getReader();
      const decoder = new TextDecoder();
      let text = "";
      while (reader) {
        const { done, value } = await reader.read();
        if (done) break;
        text += decoder.decode(value, { stream: true });
        if (text.length > 65_536) {
          reader.cancel().catch(() => {});
          throw new AuthError("malformed_answer", "Answer beyond 64 KiB.");
        }
      }
      return { status, headers: response.headers, text };
    });
  } catch (error: any) {
    if (error instanceof AuthError) throw new TokenEndpointError(error.code, `${endpoint}: ${error.message}`, { endpoint, status });
    const name = String(codeOf(error));
    throw endpointError("network", endpoint, `no connection${/^[A-Z_]{4,40}$/.test(name) ? ` (${name})` : ""}`, status);
  }
}

/** Errors after which nothing can have been received. A browser names none of them. */
const unsent = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUN|ENETUN|CONNECT[)_]|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS|ERR_SSL/;

/** Runs a grant whose request is ready, and reads its answer. Never throws. */
export async function exchange(chain: TokenChain, grant: Grant, purpose: readonly string[], request: Ready, wire: Wire): Promise<Outcome> {
  const endpoint = `${grant.method} ${grant.path}`;
  const sentAt = wire.clock.now();
  try {
    const { status, text, headers } = await ask(endpoint, request, wire);
    let body: any;
    try {
      body = /json/i.test(headers.get("content-type") as string) && JSON.parse(text);
    } catch {}
    body = Object(body);
    const receivedAt = wire.clock.now();
    if (status === 429) {
      const seconds = retryAfter(headers, receivedAt);
      return { error: endpointError("rate_limited", endpoint, `429, not before ${seconds} s`, status, seconds), unsent: true, closeFor: Math.max(seconds, 1) * 1000 };
    }
    const refused =
      grant.refusedBy?.[status] ??
      (status === 401 || (status === 400 && body.error === "invalid_grant") ? (grant.needs?.find((name) => chain.tokens[name]) ?? (grant.credentials && "credentials")) : undefined);
    if (refused) return { refused };
    const fail = (code: AuthErrorCode, message: string) => endpointError(code, endpoint, `answered ${status}${message}`, status);
    if (status < 200 || status > 299) throw status < 400 ? fail("redirected", ", and tokens follow no redirect") : fail("unexpected_status", "");
    const answer: GrantAnswer = { body, headers, receivedAt };
    if (grant.success?.(answer) === false) throw fail("malformed_answer", " but not success");
    const tokens: Record<string, Omit<StoredToken, "generation">> = {};
    const values: Record<string, string> = {};
    for (const [name, read] of Object.entries(grant.outputs)) {
      const value = read(answer);
      if (typeof value !== "string" || !value) continue;
      // Cookie octets (RFC 6265, 4.1.1): anything else could end the header.
      if (!/^[!#-+\--:<-[\]-~]{1,16384}$/.test(value)) throw fail("malformed_answer", ` with a ${name} that no header can carry`);
      const rule = chain.tokens[name];
      const seconds = rule && lifetimeOf(rule, grant.expiresIn?.[name]?.(answer), sentAt);
      const life = seconds && seconds * 1000;
      if (rule) tokens[name] = { value, expiresAt: life && sentAt + life, life };
      else values[name] = value;
    }
    if (!purpose.some((name) => tokens[name] ?? values[name])) throw fail("malformed_answer", ` without ${purpose[0]}`);
    return { tokens, values };
  } catch (error: any) {
    return { error, unsent: error?.code === "network" && unsent.test(error.message) };
  }
}
