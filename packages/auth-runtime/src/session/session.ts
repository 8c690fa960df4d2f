import { sendsCookies } from "#platform";
import type { TokenChain } from "../chain/types.ts";
import { AuthError } from "../errors.ts";
import { leftOf } from "./expiry.ts";
import type { SessionOptions } from "./options.ts";
import { renew } from "./renew.ts";
import { endAtVendor } from "./sign-out.ts";
import { openState } from "./state.ts";
import type { TokenRecord } from "../stores/types.ts";
import type { AccessToken, Session } from "./types.ts";

/** Resolves as the promise does, unless the caller leaves first. */
function patient<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

/**
 * Opens a session on a token chain. Nothing is sent, stored, timed or drawn at random before the first token is asked for.
 *
 * @throws {AuthError} `missing_credentials`, `insecure_server`, `unknown_server`, `account_needed`
 * @example
 * const session = createSession(chain, { credentials: { username, password } });
 * const token = await session.getToken();
 */
export function createSession<Credentials>(chain: TokenChain<Credentials>, options: SessionOptions<Credentials>): Session {
  const state = openState(chain, options);
  const { clock } = state;
  const token = (scheme: string) => chain.schemes[scheme]?.token;
  const nearest = Object.keys(chain.tokens)[0];
  const schemes = Object.fromEntries(
    Object.entries(chain.schemes)
      .sort(([a], [b]) => Number(token(b) === nearest) - Number(token(a) === nearest))
      .map(([name, scheme]) => [name, scheme.header((scheme.token ? "" : {}) as never)[0]] as const)
      .filter(([, header]) => sendsCookies || header !== "cookie"),
  );
  const usual = Object.keys(schemes)[0] as string;
  let flight: { readonly name: string; readonly ahead: boolean; readonly promise: Promise<void> } | undefined;
  let strikes: number[] = [];

  /** One renewal at a time; callers only wait for it. */
  function fly(name: string, ahead: boolean): Promise<void> {
    const promise = renew(state, name, ahead).finally(() => {
      flight = undefined;
    });
    // A failure in the background belongs to nobody.
    const quiet = promise.catch(() => {});
    options.waitUntil?.(quiet);
    flight = { name, ahead, promise };
    return promise;
  }

  function current(scheme: string = usual): AccessToken | undefined {
    if (state.closed) return undefined;
    const name = token(scheme);
    if (!name) return state.access(scheme);
    const held = state.lookup(name);
    if (!held || held.refused) return undefined;
    const left = leftOf(held, clock);
    if (left <= held.hard) return undefined;
    if (left <= held.soft && !held.final && !flight && clock.monotonic() >= state.retryAt) fly(name, true);
    return state.access(scheme, held);
  }

  return {
    origins: [...new Set(state.servers.map((url) => new URL(url).origin))],
    servers: state.servers,
    schemes,
    current,
    async getToken({ scheme = usual, signal } = {}) {
      if (!(scheme in schemes)) throw new AuthError("unknown_scheme", `This session fills ${Object.keys(schemes).join(", ")} here, not ${scheme}.`);
      const name = token(scheme) ?? "";
      for (;;) {
        signal?.throwIfAborted();
        if (state.closed) throw state.signedOut();
        const ready = current(scheme);
        if (ready) return ready;
        const mine = !flight || (flight.name === name && !flight.ahead);
        try {
          await patient(flight ? flight.promise : fly(name, false), signal);
        } catch (error) {
          signal?.throwIfAborted();
          const old = state.held[name];
          if (!mine) {
            // It was refused while a renewal ahead was failing: a refusal always allows one of its own.
            if (old?.refused) state.retryAt = -Infinity;
            continue;
          }
          // Past the hard mark, but alive: better than an error.
          if (old && !old.refused && leftOf(old, clock) > 0) return state.access(scheme, old) as AccessToken;
          throw error;
        }
        const won = state.held[name];
        if (mine && won && !won.refused && !state.closed) return state.access(scheme, won) as AccessToken;
      }
    },
    async reject(rejected, reason) {
      const name = token(rejected.scheme);
      const held = name && state.held[name];
      if (!name) {
        // Credentials: their provider may have better ones by now.
        if (state.access(rejected.scheme) === rejected) await state.askProvider(true);
        return;
      }
      // A 401 counts only against the token that the request carried.
      if (!held || held.access[rejected.scheme] !== rejected || held.refused) return;
      const now = clock.monotonic();
      strikes = strikes.filter((at) => at > now - 60_000);
      if (strikes.length >= 10) return;
      strikes.push(now);
      held.refused = true;
      // A refusal always allows one renewal.
      state.retryAt = -Infinity;
      if (!held.generation) state.refusedGiven[name] = held.value;
      state.emit({ type: "rejected", tokens: [name], ...(reason && { reason }) });
    },
    async signOut() {
      if (state.closed) return;
      state.closed = true;
      await state.prepare();
      const { view } = state;
      let last: TokenRecord;
      do {
        await view.load();
        last = view.record;
      } while (!(await view.swap({ epoch: last.epoch + 1, tokens: {}, values: {} })));
      state.held = {};
      state.emit({ type: "signed_out" });
      await endAtVendor(state, last.tokens, last.values);
    },
  };
}
