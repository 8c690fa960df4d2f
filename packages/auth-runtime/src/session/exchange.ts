import type { Grant, GrantAnswer, TokenChain } from "../chain/types.ts";
import { AuthError, TokenEndpointError } from "../errors.ts";
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

/** What became of a grant. */
export type Outcome =
  | { readonly kind: "won"; readonly tokens: Readonly<Record<string, Omit<StoredToken, "generation">>>; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: "refused"; readonly input: string; readonly status: number }
  /** `unsent`: surely nothing was spent. */
  | { readonly kind: "failed"; readonly error: unknown; readonly unsent: boolean; readonly closeFor?: number };

const limit = 65_536;

/** Runs work that must end in time; its signal really aborts. */
export function within<T>(clock: Clock, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(ms, () => {
      reject(new AuthError("timeout", ""));
      controller.abort();
    });
    work(controller.signal).then(resolve, reject).finally(cancel);
  });
}

async function readText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let size = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    if ((size += value.length) > limit) {
      reader.cancel().catch(() => {});
      throw new AuthError("malformed_answer", "");
    }
    text += decoder.decode(value, { stream: true });
  }
  return text;
}

/** Sends one request to a token endpoint. Errors carry its name and status, never what was sent or answered. */
export async function ask(endpoint: string, url: string, init: RequestInit, { fetch = globalThis.fetch, clock, timeout }: Wire): Promise<{ status: number; text: string; headers: Headers }> {
  let status: number | undefined;
  try {
    return await within(clock, timeout, async (signal) => {
      const response = await fetch(url, { ...init, redirect: "manual", signal });
      status = response.status;
      return { status, headers: response.headers, text: await readText(response.body) };
    });
  } catch (error) {
    const known = error instanceof AuthError ? error.code : undefined;
    const { cause = error } = error as { cause?: unknown };
    const code = String((cause as { code?: unknown } | undefined)?.code ?? "").replace(/[^\w]/g, "");
    throw new TokenEndpointError(
      known ?? "network",
      endpoint,
      known === "timeout" ? `gave no answer within ${timeout} ms.` : known ? "answered more than 64 KiB." : `could not be reached${code && ` (${code})`}.`,
      status,
    );
  }
}

/** Errors after which nothing can have been received. A browser names none of them. */
const unsent = /\((ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS|ERR_SSL)/;

/** Runs a grant whose request is ready, and reads its answer. Never throws. */
export async function exchange(chain: TokenChain, grant: Grant, purpose: readonly string[], url: string, init: RequestInit, wire: Wire): Promise<Outcome> {
  const endpoint = `${grant.method} ${grant.path}`;
  const { clock } = wire;
  const sentAt = clock.now();
  const fail = (error: unknown, more?: object): Outcome => ({ kind: "failed", error, unsent: false, ...more });
  try {
    const { status, text, headers } = await ask(endpoint, url, init, wire);
    let body: any;
    if (/json/i.test(headers.get("content-type") ?? ""))
      try {
        body = JSON.parse(text);
      } catch {}
    if (typeof body !== "object" || !body) body = {};
    if (status === 429) {
      const seconds = retryAfter(headers, clock.now());
      return fail(new TokenEndpointError("rate_limited", endpoint, `answered 429: not before ${seconds} s.`, status, seconds), { unsent: true, closeFor: seconds * 1000 });
    }
    const input =
      grant.refusedBy?.[status] ??
      (status === 401 || (status === 400 && body.error === "invalid_grant") ? (grant.needs?.find((name) => name in chain.tokens) ?? (grant.credentials && "credentials")) : undefined);
    if (input && status >= 400) return { kind: "refused", input, status };
    if (status < 200 || status > 299)
      return fail(new TokenEndpointError(status < 400 ? "redirected" : "unexpected_status", endpoint, status < 400 ? "answered a redirect; tokens follow none." : `answered ${status}.`, status));
    const answer: GrantAnswer = { body, headers, receivedAt: clock.now() };
    const malformed = (what: string) => fail(new TokenEndpointError("malformed_answer", endpoint, `answered ${status} ${what}.`, status));
    if (grant.success && !grant.success(answer)) return malformed("but says that it failed");
    const tokens: Record<string, Omit<StoredToken, "generation">> = {};
    const values: Record<string, string> = {};
    for (const [name, read] of Object.entries(grant.outputs)) {
      const value = read(answer);
      if (typeof value !== "string" || !value) continue;
      const rule = chain.tokens[name];
      // Cookie octets (RFC 6265, 4.1.1): anything else could end the header.
      if (!/^[!#-+\--:<-[\]-~]{1,16384}$/.test(value)) return malformed(`with characters in ${name} that no header may carry`);
      if (!rule) {
        values[name] = value;
        continue;
      }
      const seconds = lifetimeOf(rule, grant.expiresIn?.[name]?.(answer), sentAt);
      tokens[name] = { value, expiresAt: seconds && sentAt + seconds * 1000 };
    }
    return purpose.some((name) => name in tokens || name in values) ? { kind: "won", tokens, values } : malformed(`without ${purpose[0]}`);
  } catch (error) {
    return fail(error, { unsent: error instanceof TokenEndpointError && unsent.test(error.message) });
  }
}
