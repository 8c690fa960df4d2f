import type { Grant } from "../chain/types.ts";
import { AuthError, ReauthenticationRequiredError, TokenEndpointError } from "../errors.ts";
import type { StoredToken, TokenRecord } from "../stores/types.ts";
import { exchange, type Outcome } from "./exchange.ts";
import { close, tagOf } from "./gate.ts";
import { requestOf } from "./request.ts";
import { endAtVendor } from "./sign-out.ts";
import type { State } from "./state.ts";
import { nextStep, type Step } from "./walk.ts";

/** A spent or refused token: its value goes, its generation stays. */
function without(record: TokenRecord, name: string | undefined): TokenRecord {
  const token = name !== undefined && record.tokens[name];
  return token ? { ...record, tokens: { ...record.tokens, [name]: { value: "", generation: token.generation } } } : record;
}

function backOff(state: State, error: unknown): unknown {
  state.retryAt = state.clock.monotonic() + Math.min(60_000, 1000 * 2 ** state.failures++) * (0.5 + Math.random() / 2);
  return (state.lastError = error);
}

const refusedCredentials = (endpoint: string, seconds: number) =>
  new ReauthenticationRequiredError("credentials_refused", `${endpoint} refused these credentials: they are not sent again for ${Math.ceil(seconds)} s. Check them.`, seconds);

function exhausted(state: State, wanted: string): AuthError {
  const wishes = state.chain.grants.flatMap((grant) => grant.requires?.filter((name) => state.credentials[name] == null) ?? []);
  return wishes.length
    ? new AuthError("missing_credentials", `Nothing yields ${wanted} without more credentials: give ${wishes.join(" or ")}.`)
    : new ReauthenticationRequiredError("token_refused", `${wanted} was refused or is missing, and nothing here can renew it: bring a new one.`);
}

/**
 * Brings one token about, grant by grant (protocol, "Renewing"). `ahead`: while the old one lives; then only the nearest grant is run,
 * and nobody is waited for.
 */
export async function renew(state: State, wanted: string, ahead: boolean): Promise<void> {
  const walk: Walk = { wanted, ahead, cold: await state.prepare(), succeeded: new Set(), before: state.held[wanted] };
  if (!wanted) return;
  for (;;) {
    await state.sync();
    const now = state.lookup(wanted);
    if (state.usable(now) && !(ahead && now === walk.before)) {
      if (now !== walk.before) state.emit({ type: "adopted", tokens: [wanted] });
      return;
    }
    if (state.clock.monotonic() < state.retryAt) throw state.lastError;
    const { record } = state.view;
    const left = state.view.left(record.intent);
    // Renewing 3: somebody else is at it.
    if (left && ahead) return;
    if (left) {
      await state.view.changed(left);
      continue;
    }
    // Renewing 8: what an orphan was about to spend may be spent. It goes with the swap that takes the orphan.
    const base = without(record, record.intent?.spends);
    state.adopt(base);
    const grants = state.grants();
    const step = nextStep(wanted, grants, state.has);
    if (ahead && step?.grant !== grants.find((grant) => wanted in grant.outputs)) return;
    if (!step) {
      if (!state.provider || walk.cold) throw exhausted(state, wanted);
      walk.cold = true;
      await state.askProvider(true);
      continue;
    }
    if (await run(state, walk, step, base)) return;
  }
}

interface Walk {
  readonly wanted: string;
  readonly ahead: boolean;
  /** The credentials were fetched in this walk. */
  cold: boolean;
  readonly succeeded: Set<Grant>;
  readonly before: StoredToken | undefined;
}

/** Runs one grant under an intent of its own. True: the walk is over. */
async function run(state: State, walk: Walk, { grant, purpose }: Step, base: TokenRecord): Promise<boolean> {
  const { view, clock, wire } = state;
  const { ahead, wanted } = walk;
  const endpoint = `${grant.method} ${grant.path}`;
  if (walk.succeeded.has(grant)) throw backOff(state, new TokenEndpointError("token_refused", endpoint, "gave what was refused at once."));
  const salt = base.gate?.salt ?? crypto.randomUUID();
  const way = await knock(state, walk, grant, endpoint, salt, base);
  const request = requestOf(state, grant);
  const spends = grant.needs?.find((name) => state.chain.tokens[name]?.rotation);
  const wall = clock.now();
  const start = clock.monotonic();
  const elapsed = () => Math.max(clock.now() - wall, clock.monotonic() - start);
  // Renewing 4: the intent is written before anything is spent.
  if (!(await view.swap({ ...base, intent: { id: crypto.randomUUID(), grant: endpoint, spends, left: wire.timeout + 5000 } }))) return false;
  const end = (next: TokenRecord) => view.swap({ ...next, intent: undefined });
  if (elapsed() > 3000) {
    await end(base);
    return false;
  }
  const outcome = await exchange(state.chain, grant, purpose, ...request, wire);
  if (outcome.kind === "won") return settle(state, walk, grant, base, outcome, end);
  const spent = without(base, spends);
  if (outcome.kind === "refused") {
    const { input, status } = outcome;
    if (input === "credentials") {
      await end({ ...spent, gate: close(base.gate, salt, way) });
      state.emit({ type: "failed", grant: endpoint, reason: "credentials refused" });
      throw refusedCredentials(endpoint, 60);
    }
    const brought = state.given(input);
    if (brought) state.refusedGiven[input] = brought;
    const { [input]: _, ...values } = spent.values;
    await end({ ...without(spent, input), values });
    delete state.held[input];
    state.emit({ type: "climbed", tokens: [input], grant: endpoint, reason: `refused with ${status}` });
    return ahead;
  }
  const { error, unsent, closeFor } = outcome;
  await end({ ...(unsent ? base : spent), gate: closeFor === undefined ? base.gate : close(base.gate, salt, endpoint, closeFor) });
  state.emit({ type: "failed", grant: endpoint, reason: error instanceof AuthError ? error.code : "error" });
  if (unsent || !spends || ahead) throw closeFor === undefined ? backOff(state, error) : error;
  // Renewing 7: maybe sent means spent.
  state.emit({ type: "climbed", tokens: [spends], grant: endpoint, reason: "may be spent" });
  return false;
}

/** Looks at the gate before anything is sent. Returns the credentials' tag. */
async function knock(state: State, walk: Walk, grant: Grant, endpoint: string, salt: string, { gate }: TokenRecord): Promise<string> {
  const left = (way: string) => state.view.left(gate?.closed[way]) / 1000;
  const tag = async () => (grant.credentials ? tagOf(salt, grant.credentials.map((name) => state.credentials[name])) : "");
  let way = await tag();
  if (grant.credentials && state.provider && !walk.cold) {
    walk.cold = true;
    await state.askProvider(left(way) > 0);
    way = await tag();
  }
  const wait = left(endpoint);
  if (!wait && !left(way)) return way;
  state.emit({ type: "gated", grant: endpoint });
  throw wait ? new TokenEndpointError("rate_limited", endpoint, `asked to be left alone for ${Math.ceil(wait)} s more.`, 429, wait) : refusedCredentials(endpoint, left(way));
}

/** Renewing 6: stored first, used then. */
async function settle(state: State, walk: Walk, grant: Grant, base: TokenRecord, won: Outcome & { kind: "won" }, end: (next: TokenRecord) => Promise<boolean>): Promise<boolean> {
  const { wanted, ahead, before } = walk;
  const tokens = { ...base.tokens };
  for (const [name, token] of Object.entries(won.tokens)) tokens[name] = { ...token, generation: (tokens[name]?.generation ?? 0) + 1 };
  const stored = await end({ ...base, tokens, values: { ...base.values, ...won.values }, gate: grant.credentials ? undefined : base.gate });
  if (!stored) {
    await state.sync().catch((error: unknown) => {
      // Signed out meanwhile: nobody will use these any more.
      if (state.closed) endAtVendor(state, won.tokens, won.values).catch(() => {});
      throw error;
    });
    return false;
  }
  state.failures = 0;
  state.retryAt = -Infinity;
  walk.succeeded.add(grant);
  state.adopt(state.view.record);
  state.emit({ type: "issued", tokens: Object.keys(won.tokens), grant: `${grant.method} ${grant.path}`, reason: ahead ? "ahead" : "needed" });
  const mine = state.held[wanted];
  if (!mine || mine === before) return false;
  if (ahead && (mine.expiresAt ?? Infinity) <= (before?.expiresAt ?? 0)) {
    mine.final = true;
    state.emit({ type: "session_maximum", tokens: [wanted] });
  }
  return true;
}
