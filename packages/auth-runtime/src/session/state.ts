import { isServer } from "#platform";
import type { Grant, TokenChain, TokenRule } from "../chain/types.ts";
import { systemClock } from "../clock.ts";
import { AuthError, ReauthenticationRequiredError } from "../errors.ts";
import { memoryStore } from "../stores/memory.ts";
import type { TokenRecord } from "../stores/types.ts";
import { resolveServers } from "../url.ts";
import type { AuthEvent } from "./events.ts";
import { within, type Wire } from "./exchange.ts";
import { hold, leftOf, type HeldToken } from "./expiry.ts";
import type { SessionOptions } from "./options.ts";
import { viewRecord, type RecordView } from "./record.ts";
import { Token } from "./token.ts";
import type { AccessToken, Clock } from "./types.ts";

/** What one session knows: its credentials, its view of the record, the tokens in its memory. */
export interface State {
  readonly chain: TokenChain;
  readonly servers: readonly string[];
  readonly wire: Wire;
  readonly clock: Clock;
  readonly provider: (() => unknown) | undefined;
  credentials: any;
  view: RecordView;
  held: Record<string, HeldToken>;
  /** Given values that were refused: not tried again until they change. */
  readonly refusedGiven: Record<string, string>;
  closed: boolean;
  failures: number;
  /** No grant before this, by the monotonic clock. */
  retryAt: number;
  lastError: unknown;
  emit(event: AuthEvent): void;
  /** Asks the credentials function; with `pause`, not within 60 s of the last time. */
  askProvider(pause?: boolean): Promise<void>;
  /** Opens the record. Resolves to whether the credentials were just fetched. */
  prepare(): Promise<boolean>;
  given(name: string): string | undefined;
  lookup(name: string): HeldToken | undefined;
  usable(token: HeldToken | undefined): token is HeldToken;
  value(name: string): string | undefined;
  /** Whether a grant's input is there. */
  has(name: string): boolean;
  /** The grants that can run on this platform with these credentials. */
  grants(): readonly Grant[];
  /** Takes over what the record says. What was refused here stays refused. */
  adopt(record: TokenRecord): void;
  /** Renewing 2: load; a newer generation is adopted, a higher epoch ends the session. */
  sync(): Promise<void>;
  signedOut(): Error;
  /** The header of a scheme, from a held token or from the credentials. */
  access(scheme: string, token?: HeldToken): AccessToken | undefined;
}

export function openState(chain: TokenChain, options: SessionOptions<any>): State {
  const { clock = systemClock, timeout = 10_000, store = memoryStore(), account } = options;
  const provider: (() => unknown) | undefined = typeof options.credentials === "function" ? options.credentials : undefined;
  const servers = resolveServers(chain.servers, options.server);
  const wire: Wire = { fetch: options.fetch, clock, timeout };
  if (options.store && account === undefined && !chain.principal.length)
    throw new AuthError("account_needed", "These credentials name nobody: give `account` to keep accounts apart in a shared store.");

  let askedAt = -Infinity;
  let key: string;
  let basics: Record<string, AccessToken> = {};
  let epoch: number | undefined;

  const complete = (given: any) => {
    const missing = chain.credentials.filter((name) => given?.[name] == null || given[name] === "");
    if (missing.length) throw new AuthError("missing_credentials", `Missing credentials: ${missing.join(", ")}.`);
    return given;
  };
  const keyOf = (given: any) => JSON.stringify([chain.name, servers[0], account ?? chain.principal.map((name) => given[name] ?? null)]);
  const rule = (name: string): TokenRule => chain.tokens[name] ?? {};
  const given = (name: string): string | undefined => {
    const value = state.credentials && (chain.tokens[name] ?? chain.values?.[name])?.given?.(state.credentials);
    return value === state.refusedGiven[name] ? undefined : value;
  };
  const lookup = (name: string): HeldToken | undefined => {
    const value = state.held[name] ? undefined : given(name);
    if (value) state.held[name] = hold({ value, generation: 0 }, rule(name), clock);
    return state.held[name];
  };
  const usable = (token: HeldToken | undefined): token is HeldToken => !!token && !token.refused && leftOf(token, clock) > token.hard;

  const state: State = {
    chain,
    servers,
    wire,
    clock,
    provider,
    credentials: provider ? undefined : complete(options.credentials),
    view: undefined as unknown as RecordView,
    held: {},
    refusedGiven: {},
    closed: false,
    failures: 0,
    retryAt: -Infinity,
    lastError: undefined,

    emit(event) {
      try {
        options.onEvent?.(event);
      } catch {}
    },

    async askProvider(pause) {
      if (!provider || (pause && clock.monotonic() - askedAt < 60_000)) return;
      askedAt = clock.monotonic();
      const fetched = complete(await within(clock, timeout, async () => provider()));
      if (key && keyOf(fetched) !== key) throw new AuthError("account_changed", "The credentials function gave another account: open a new session for it.");
      state.credentials = fetched;
      basics = {};
      for (const name in state.held) if (!state.held[name]?.generation) delete state.held[name];
    },

    async prepare() {
      const cold = !state.credentials;
      if (cold) await state.askProvider();
      key ??= keyOf(state.credentials);
      // A lifetime that only the server knows: the record is kept for ever.
      const lives = Object.values(chain.tokens).map(({ lifetime, renew }) => (renew ? Infinity : (lifetime ?? Infinity)));
      const ttl = Math.max(...lives) * 2000;
      state.view ??= viewRecord(store, key, ttl < Infinity ? ttl : undefined, clock);
      return cold;
    },

    given,
    lookup,
    usable,
    value: (name) => state.view?.record.values[name] ?? given(name),
    has: (name) => (name in chain.tokens ? usable(lookup(name)) : !!state.value(name)),
    grants: () => chain.grants.filter((grant) => (isServer || !grant.runsOn) && !grant.requires?.some((name) => state.credentials?.[name] == null)),

    adopt(record) {
      for (const name in chain.tokens) {
        const token = record.tokens[name];
        const mine = state.held[name];
        if (!token?.value) {
          if (mine?.generation) delete state.held[name];
        } else if (mine?.generation !== token.generation || mine.value !== token.value) state.held[name] = hold(token, rule(name), clock);
      }
    },

    async sync() {
      await state.view.load();
      const { record } = state.view;
      epoch ??= record.epoch;
      if (state.closed || record.epoch > epoch) {
        state.closed = true;
        state.held = {};
        throw state.signedOut();
      }
      state.adopt(record);
    },

    signedOut: () => new ReauthenticationRequiredError("signed_out", "This session was signed out: open a new one."),

    access(scheme, token) {
      const filled = chain.schemes[scheme];
      if (!filled?.token) return state.credentials && filled && (basics[scheme] ??= new Token(scheme, filled.header(state.credentials)));
      return token && (token.access[scheme] ??= new Token(scheme, filled.header(token.value), token.value, token.expiresAt));
    },
  };
  return state;
}
