import { isServer } from "#platform";
import type { Grant, TokenChain, TokenRule } from "../chain/types.ts";
import { systemClock } from "../clock.ts";
import { AuthError, ReauthenticationRequiredError } from "../errors.ts";
import { memoryStore } from "../stores/memory.ts";
import type { StoredToken, TokenRecord } from "../stores/types.ts";
import { resolveServers } from "../url.ts";
import type { AuthEvent } from "./events.ts";
import { within, type Wire } from "./exchange.ts";
import { hold, leftOf, type HeldToken } from "./expiry.ts";
import type { CredentialsFunction, SessionOptions } from "./options.ts";
import { viewRecord, type RecordView } from "./record.ts";
import { adopted, Token } from "./token.ts";
import type { AccessToken, Clock, Session } from "./types.ts";

/** What one session knows: its credentials, its view of the record, the tokens in its memory. */
export interface State {
  readonly chain: TokenChain;
  readonly servers: readonly string[];
  readonly wire: Wire;
  readonly clock: Clock;
  readonly view: RecordView;
  /** Another view of the same record: a sign-out does not lend its writes to a renewal in flight. */
  another(): RecordView;
  /** Calls back when the record may have changed; nothing where the store cannot tell. */
  watch(callback: () => void): (() => void) | undefined;
  readonly held: Record<string, HeldToken>;
  /** What a grant's input was when it was refused: not tried again until it changes, even if the store cannot be told. */
  readonly refused: Record<string, string>;
  /** Values that this session has learned: a store that takes none loses none. */
  readonly learned: Record<string, string>;
  /** The highest generation of each token, as far as this session knows. */
  readonly seen: Record<string, number>;
  /** What may change otherwise. `retryAt`: no grant before this, by the monotonic clock. `alone`: its person's sign-in is in no store. */
  readonly now: { credentials: any; epoch: number | undefined; closed: boolean; failures: number; retryAt: number; lastError: unknown; waiters: number; alone?: boolean };
  emit(type: AuthEvent["type"], tokens: readonly string[], grant?: string, reason?: string, since?: number): void;
  /** Asks the credentials function, if there is one; with `pause`, not within 60 s of the last time. Resolves to whether it did. */
  askProvider(pause?: boolean): Promise<boolean>;
  /** Its credentials were refused: tells the credentials function, if it wants to know, and asks it again; not within 60 s of the last time. Resolves to whether it did. */
  askOther(): Promise<boolean> | undefined;
  /** Fetches the credentials if they are not there yet. Resolves to whether it did. */
  prepare(): Promise<boolean>;
  given(name: string): string | undefined;
  lookup(name: string): HeldToken | undefined;
  usable(token: HeldToken | undefined): token is HeldToken;
  value(name: string): string | undefined;
  /** The grants that can run on this platform with these credentials. */
  grants(): readonly Grant[];
  /** Takes over what the record says. What was refused here stays refused. `old`: it lay there before it was needed. */
  adopt(record: TokenRecord, old?: boolean): void;
  /** Renewing 2: load; a newer generation is adopted, a higher epoch ends the session. */
  sync(old?: boolean): Promise<void>;
  signedOut(): Error;
  /** It was signed out elsewhere: that is told once, and nothing is left in memory. */
  ended(): Error;
  /** The header of a scheme, from a held token or from the credentials. */
  access(scheme: string, token?: HeldToken): AccessToken | undefined;
}

/** What lies behind each session, for whoever describes it. */
export const states: WeakMap<Session, State> = new WeakMap<Session, State>();

export function openState(chain: TokenChain, options: SessionOptions<any>): State {
  const { clock = systemClock, timeout = 10_000, store, account, credentials: source } = options;
  const provider: CredentialsFunction<any> | undefined = typeof source === "function" ? source : undefined;
  const servers = resolveServers(chain.servers, options.server);
  const wire: Wire = { fetch: options.fetch, clock, timeout };
  const held: Record<string, HeldToken> = {};
  const refused: Record<string, string> = {};
  const learned: Record<string, string> = {};
  const seen: Record<string, number> = {};
  let askedAt = 0;
  let toldAt = -Infinity;
  let other: Promise<boolean> | undefined;
  const basics: Record<string, AccessToken> = {};
  let key: string | undefined;

  const complete = (credentials: any) => {
    const missing = chain.credentials.filter((name) => (credentials?.[name] ?? "") === "");
    if (missing[0]) throw new AuthError("missing_credentials", `Missing credentials: ${missing.join(", ")}.`);
    const mine = JSON.stringify([chain.name, servers[0], account ?? chain.principal.map((name) => credentials[name] ?? null)]);
    if ((key ??= mine) !== mine) throw new AuthError("account_changed", "The credentials are of another account: open a new session for it.");
    return credentials;
  };
  if (store && account === undefined && !chain.principal[0]) throw new AuthError("account_needed", "These credentials name nobody: give `account`, to keep accounts apart in the store.");
  // A life that only the server knows: its record is kept for ever. A gate may be closed for an hour.
  const lives = Object.values(chain.tokens).map(({ lifetime, renew }) => (renew ? Infinity : (lifetime ?? Infinity)));
  const ttl = Math.max(3600, ...lives) * 2000;
  const now: State["now"] = { credentials: provider ? undefined : complete(source), epoch: undefined, closed: false, failures: 0, retryAt: -Infinity, lastError: undefined, waiters: 0 };
  const kept = store ?? memoryStore();
  const emit: State["emit"] = (type, tokens, grant, reason, since) => {
    try {
      options.onEvent?.({
        type,
        tokens,
        ...(grant && { grant }),
        ...(reason && { reason }),
        ...(since !== undefined && { duration: clock.monotonic() - since }),
        ...(now.waiters && { waiters: now.waiters }),
      });
    } catch {}
  };
  const another = () =>
    viewRecord(
      kept,
      () => key as string,
      ttl < Infinity ? ttl : undefined,
      clock,
      (reason) => emit("store_degraded", [], "", reason),
    );
  const view = another();

  const askProvider = async (pause?: boolean) => {
    if (!provider || (pause && clock.monotonic() - askedAt < 60_000)) return false;
    askedAt = clock.monotonic();
    const told = toldAt;
    const found = complete(await within(wire, async () => provider()));
    // Asked for before something was refused: it may be just that.
    if (told !== toldAt) return true;
    now.credentials = found;
    // The same ones stay the same token: what is refused is known by it.
    for (const scheme in basics) if (String(chain.schemes[scheme]?.header(found as never)) !== String(basics[scheme]?.header())) delete basics[scheme];
    for (const [name, { generation }] of Object.entries(held)) if (!generation) delete held[name];
    return true;
  };
  const askOther = () => {
    // Whoever comes meanwhile waits for the same answer.
    if (!provider?.refused || clock.monotonic() - toldAt < 60_000) return other;
    toldAt = clock.monotonic();
    provider.refused(now.credentials);
    return (other = askProvider().finally(() => (other = undefined)));
  };
  const given = (name: string): string | undefined => {
    const value = now.credentials && (chain.tokens[name] ?? chain.values?.[name])?.given?.(now.credentials);
    return value === refused[name] ? undefined : value;
  };
  const keep = (name: string, token: Parameters<typeof hold>[0]) => (held[name] = hold(token, chain.tokens[name] as TokenRule, clock));
  const signedOut = () => new ReauthenticationRequiredError("signed_out", "This session was signed out: open a new one.");
  const ended = () => {
    if (!now.closed) {
      now.closed = true;
      emit("signed_out", Object.keys(held), "", "elsewhere");
      for (const name in held) delete held[name];
    }
    return signedOut();
  };
  const adopt = (record: TokenRecord, old?: boolean) => {
    for (const [name, { rotation }] of Object.entries(chain.tokens)) {
      const { value = "", generation = 0 } = record.tokens[name] ?? {};
      const mine = held[name];
      if (generation < (seen[name] ?? 0)) {
        // Redis: the store went back, or lost all. A rotating token may have been spent since.
        if (rotation && !view.down) delete held[name];
        continue;
      }
      seen[name] = generation;
      if (value && value !== refused[name]) {
        if (mine?.generation !== generation || mine.value !== value) keep(name, record.tokens[name] as StoredToken).adopted = old;
      } else if (mine?.generation) delete held[name];
    }
  };

  return {
    chain,
    servers,
    wire,
    clock,
    view,
    another,
    watch: (callback) => kept.watch?.(key as string, callback),
    held,
    refused,
    learned,
    seen,
    now,
    askProvider,
    askOther,
    given,
    adopt,
    signedOut,
    ended,
    emit,
    prepare: async () => !now.credentials && askProvider(),
    lookup(name) {
      const value = !held[name] && given(name);
      return value ? keep(name, { value, generation: 0 }) : held[name];
    },
    usable: (token): token is HeldToken => !!token && !token.refused && leftOf(token, clock) > token.hard,
    value: (name) => [view.record.values[name], learned[name], given(name)].find((one) => one && one !== refused[name]),
    grants: () => chain.grants.filter((grant) => (isServer || !grant.runsOn) && !grant.requires?.some((name) => (now.credentials[name] ?? "") === "")),
    async sync(old) {
      const record = await view.load();
      // Where the store fails at first, it is the lowest: a sign-out that may have come since ends the session.
      now.epoch ??= record.epoch;
      // Renewing 10: nothing begun under an older epoch goes on.
      if (now.closed || record.epoch > now.epoch) throw ended();
      adopt(record, old);
    },
    access(scheme, token) {
      const filled = chain.schemes[scheme];
      if (!filled?.token) return filled && now.credentials && (basics[scheme] ??= new Token(scheme, filled.header(now.credentials)));
      if (!token) return undefined;
      const made = (token.access[scheme] ??= new Token(scheme, filled.header(token.value), token.value, token.expiresAt));
      if (token.adopted) adopted.add(made);
      return made;
    },
  };
}
