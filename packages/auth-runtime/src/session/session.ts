import { sendsCookies } from "#platform";
import type { TokenChain } from "../chain/types.ts";
import { AuthError } from "../errors.ts";
import type { TokenRecord } from "../stores/types.ts";
import { leftOf } from "./expiry.ts";
import type { SessionOptions } from "./options.ts";
import { renewer } from "./renew.ts";
import { openState, states } from "./state.ts";
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
export function createSession<Credentials>(chain: TokenChain<Credentials>, options: SessionOptions<NoInfer<Credentials>>): Session {
  const state = openState(chain, options);
  const { clock, held, now, servers, access, lookup } = state;
  const renew = renewer(state);
  const token = (scheme: string) => chain.schemes[scheme]?.token ?? "";
  const [nearest] = Object.keys(chain.tokens);
  const schemes = Object.fromEntries(
    Object.entries(chain.schemes)
      .sort(([a], [b]) => Number(token(b) === nearest) - Number(token(a) === nearest))
      .map(([name, scheme]) => [name, scheme.header("" as never)[0]] as const)
      .filter(([, header]) => sendsCookies || header !== "cookie"),
  );
  const [usual = ""] = Object.keys(schemes);
  let flight: { readonly name: string | undefined; readonly promise: Promise<void> } | undefined;
  let strikes: number[] = [];
  let ended: Promise<void> | undefined;
  let aheadAt = 0;
  let failed = false;

  /** One renewal at a time; callers only wait for it. */
  function fly(name: string, ahead: boolean): Promise<void> {
    const promise = renew(name, ahead).finally(() => {
      flight = undefined;
      if (ahead) aheadAt = clock.monotonic() + 1000;
    });
    // A failure in the background belongs to nobody.
    const quiet = promise.catch(() => {});
    options.waitUntil?.(quiet);
    flight = { name: ahead ? undefined : name, promise };
    return promise;
  }

  function current(scheme: string = usual): AccessToken | undefined {
    const name = token(scheme);
    const mine = lookup(name);
    if (now.closed || !name) return now.closed ? undefined : access(scheme);
    if (!mine || mine.refused) return undefined;
    const left = leftOf(mine, clock);
    if (left <= mine.soft && left > mine.hard && !mine.final && !flight && clock.monotonic() >= Math.max(now.retryAt, aheadAt)) void fly(name, true);
    return left > mine.hard ? access(scheme, mine) : undefined;
  }

  /** Renewing 10: raises the epoch, then tells the vendor. */
  async function end(): Promise<void> {
    await state.prepare();
    const mine = state.another();
    let last: TokenRecord;
    // A store that has lost the record, or let it expire, counts from the beginning: sessions that are older must notice all the same.
    do last = await mine.load();
    while (!(await mine.swap({ epoch: Math.max(last.epoch, now.epoch ?? 0) + 1, tokens: {}, values: {} })));
    if (mine.down) throw new AuthError("store_failed", "The token store failed: the sign-out is not stored. Try again.");
    state.emit("signed_out", Object.keys(last.tokens));
    await chain.signOut?.run(state, last);
  }

  const session: Session = {
    origins: [...new Set(servers.map((url) => new URL(url).origin))],
    servers,
    schemes,
    current,
    async getToken({ scheme = usual, signal } = {}) {
      if (!schemes[scheme]) throw new AuthError("unknown_scheme", `This session fills ${Object.keys(schemes).join(", ")} here, not ${scheme}.`);
      const name = token(scheme);
      for (;;) {
        signal?.throwIfAborted();
        if (now.closed) throw state.signedOut();
        // Renewing 1: held and usable, no store access.
        const ready = current(scheme);
        if (ready) return ready;
        const mine = !flight || flight.name === name;
        let failure: { error: unknown } | undefined;
        now.waiters += 1;
        await patient(flight?.promise ?? fly(name, false), signal)
          .catch((error: unknown) => {
            failure = { error };
          })
          .finally(() => (now.waiters -= 1));
        signal?.throwIfAborted();
        const won = held[name];
        if (mine && !now.closed) {
          // Past the hard mark, but alive: better than an error.
          if (won && !won.refused && (!failure || leftOf(won, clock) > 0)) return current(scheme) ?? (access(scheme, won) as AccessToken);
          if (failure) throw failure.error;
        } else if (failure && won?.refused) now.retryAt = -Infinity; // A refusal always allows one renewal of its own.
      }
    },
    async reject(rejected, reason) {
      const { scheme } = rejected;
      const name = token(scheme);
      const mine = held[name];
      // Credentials: their provider may have better ones by now.
      if (!name && access(scheme) === rejected) await (state.askOther() ?? state.askProvider(true));
      // Refusals: a 401 counts only against the token that the request carried.
      if (mine?.access[scheme] !== rejected || mine.refused) return;
      const at = clock.monotonic();
      strikes = strikes.filter((strike) => strike > at - 60_000);
      // Refusals: ten renewals a minute.
      if (strikes.length > 9) return;
      strikes.push(at);
      mine.refused = true;
      // A refusal always allows one renewal.
      now.retryAt = -Infinity;
      if (!mine.generation) state.refused[name] = mine.value;
      state.emit("rejected", [name], "", reason);
    },
    async signOut() {
      if (!now.closed || failed) {
        failed = false;
        now.closed = true;
        ended = end().catch((error: unknown) => {
          failed = true;
          throw error;
        });
      }
      return ended;
    },
  };
  states.set(session, state);
  return session;
}
