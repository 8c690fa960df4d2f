import type { Grant } from "../chain/types.ts";
import { stopwatch } from "../clock.ts";
import { AuthError, ReauthenticationRequiredError } from "../errors.ts";
import { newId } from "../random.ts";
import type { StoredToken, TokenRecord } from "../stores/types.ts";
import { endpointError, exchange, type Outcome, type Won } from "./exchange.ts";
import { close, tagOf } from "./gate.ts";
import type { RecordView } from "./record.ts";
import { requestOf } from "./request.ts";
import type { State } from "./state.ts";
import type { Step } from "./walk.ts";

/** One renewal on its way up the chain. */
export interface Walk {
  readonly wanted: string;
  readonly ahead: boolean;
  /** The wanted token as it was held at the start. */
  readonly before: StoredToken | undefined;
  readonly succeeded: Grant[];
  /** What this walk had won was refused or lost in it: won once more it would fare no better. What others dropped says nothing. */
  barren: boolean;
  /** The credentials were fetched in this walk. */
  cold: boolean;
  /** The store did not take an intent in this walk. */
  unwritable: boolean;
  /** How often the store took too long over an intent. */
  late: number;
}

/** A spent or refused token: its value goes, its generation stays. */
function without(record: TokenRecord, name: string | undefined): TokenRecord {
  const token = record.tokens[name as string];
  return token ? { ...record, tokens: { ...record.tokens, [name as string]: { value: "", generation: token.generation } } } : record;
}

/** Renewing 8: an orphan goes, and with it what it was about to spend. */
export const freed = (record: TokenRecord): TokenRecord => ({ ...without(record, record.intent?.spends), intent: undefined });

/** ms for which an orphan's token may be sent again. Less than none where the store cannot tell. */
export const againFor = ({ record, age }: RecordView): number => (record.intent?.again ?? 0) - age();

const wrong = (endpoint: string, seconds: number) =>
  new ReauthenticationRequiredError("credentials_refused", `${endpoint} refused these credentials. Check them: not sent again for ${Math.ceil(seconds)} s.`, { retryAfter: seconds });

/** Runs one grant under an intent of its own. Resolves to whether the walk is over. */
export function runner(state: State): (walk: Walk, step: Step, base: TokenRecord) => Promise<boolean> {
  const { chain, clock, wire, view, held, now, refused, learned, seen, emit } = state;

  function backOff(error: unknown): unknown {
    now.retryAt = clock.monotonic() + Math.min(60_000, 1000 * 2 ** now.failures++) * (0.5 + Math.random() / 2);
    return (now.lastError = error);
  }

  let began = 0;
  const end = (next: TokenRecord) => view.swap({ ...next, intent: undefined });

  /** Gate: looked at before anything is sent. Gives the tag of the credentials. */
  async function knock(walk: Walk, { credentials }: Grant, endpoint: string, { gate }: TokenRecord, salt: string): Promise<string> {
    const shut = (way: string) => view.left(gate?.closed[way]) / 1000;
    const tag = () =>
      credentials
        ? tagOf(
            salt,
            credentials.map((name) => now.credentials[name]),
          )
        : "";
    let way = tag();
    if (way && !walk.cold && (walk.cold = await state.askProvider(shut(way) > 0))) way = tag();
    if (shut(way) && (await state.askOther())) way = tag();
    const limited = shut(endpoint);
    if (!limited && !shut(way)) return way;
    emit("gated", [], endpoint);
    throw limited ? endpointError("rate_limited", endpoint, `429, not before ${Math.ceil(limited)} s`, 429, limited) : wrong(endpoint, shut(way));
  }

  /** Sends the grant once its intent is stored. Nothing: look again. */
  async function send(walk: Walk, { grant, purpose }: Step, endpoint: string, base: TokenRecord, spends: string | undefined): Promise<Outcome | undefined> {
    const request = requestOf(state, grant);
    const rotation = chain.tokens[spends as string]?.rotation;
    const elapsed = stopwatch(clock);
    const orphan = base.intent;
    const seconds = (rotation as { readonly grace?: number } | undefined)?.grace;
    // Most of the grace, and never so late that the request might arrive after it.
    const again = orphan ? againFor(view) : seconds ? Math.min(seconds * 800, seconds * 1000 - wire.timeout) : 0;
    const intent = { id: newId(), grant: endpoint, spends, again, left: wire.timeout + 5000 };
    // Renewing 4: the intent is written before anything is spent, one for each grant.
    if (!(await view.swap({ ...base, intent }))) return undefined;
    walk.unwritable ||= view.down;
    // It stands nowhere: nobody waits for it.
    if (view.down) view.record = base;
    // Renewing 9: a rotating token is spent only under an intent in its store.
    if (view.down && rotation) return undefined;
    if (elapsed() > (orphan ? Math.min(again, 3000) : 3000) && !view.down) {
      // Renewing 5: too little is left of the intent.
      await end(freed(base));
      if (walk.late++) throw backOff(new AuthError("store_failed", "The token store takes more than 3 s."));
      return undefined;
    }
    const outcome = await exchange(chain, grant, purpose, request, wire);
    // The orphan may have spent it, whatever became of this.
    if (orphan) return { ...outcome, unsent: false } as Outcome;
    if (!again || !("error" in outcome) || outcome.unsent) return outcome;
    // Renewing 7: within its grace a spent token is good once more, if the store can tell how long ago that was.
    await view.load();
    if (view.record.intent?.id !== intent.id) return undefined;
    const age = view.age();
    const swapping = stopwatch(clock);
    if (!(await view.swap({ ...base, intent: { ...intent, id: newId(), again: again - Math.max(elapsed(), age) } }))) return undefined;
    // Looked at last: the swap may have taken its time, or the process may have been stopped in it.
    if (swapping() > 3000 || Math.max(elapsed(), age) >= again || view.down) return outcome;
    const second = await exchange(chain, grant, purpose, request, wire);
    // The first sending may have spent it, whatever became of the second.
    return "error" in second ? { ...second, unsent: false } : second;
  }

  /** Renewing 6: stored first, used then. */
  async function settle({ wanted, ahead, before, succeeded }: Walk, grant: Grant, endpoint: string, base: TokenRecord, won: Won): Promise<boolean> {
    const tokens: Record<string, StoredToken> = { ...base.tokens };
    for (const [name, token] of Object.entries(won.tokens)) tokens[name] = { ...token, generation: Math.max(tokens[name]?.generation ?? 0, seen[name] ?? 0) + 1 };
    if (!(await end({ ...base, tokens, values: { ...base.values, ...won.values }, gate: grant.credentials ? undefined : base.gate }))) {
      await state.sync().catch((error: unknown) => {
        // Renewing 6: revoked only when the epoch rose. Signed out meanwhile: nobody will use these any more.
        if (now.closed) chain.signOut?.run(state, won).catch(() => {});
        throw error;
      });
      return false;
    }
    Object.assign(learned, won.values);
    for (const name in refused) if (refused[name] === (won.tokens[name]?.value ?? won.values[name])) delete refused[name];
    now.failures = 0;
    now.retryAt = -Infinity;
    succeeded.push(grant);
    const renewed = Object.keys(won.tokens).some((name) => seen[name]);
    state.adopt(view.record);
    emit(renewed ? "renewed" : "issued", Object.keys(won.tokens), endpoint, ahead ? "ahead" : "needed", began);
    const fresh = held[wanted];
    if (!fresh || fresh === before) return false;
    // An expiry that was counted from a `Date` header is right to a second or two.
    if (ahead && (fresh.expiresAt ?? Infinity) <= ((before as StoredToken).expiresAt ?? 0) + 2000) {
      fresh.final = true;
      emit("session_maximum", [wanted]);
    }
    return true;
  }

  return async (walk, step, record) => {
    const { grant } = step;
    const spends = grant.needs?.find((name) => chain.tokens[name]?.rotation);
    const base = record.intent?.spends === spends ? record : freed(record);
    const { gate } = base;
    began = clock.monotonic();
    const endpoint = `${grant.method} ${grant.path}`;
    // Renewing 11: what does not yield is not run again.
    if (walk.succeeded.includes(grant) && (walk.barren || walk.succeeded.length > 4)) throw backOff(endpointError("token_refused", endpoint, "gave what was refused at once"));
    const salt = gate?.salt ?? newId();
    const way = await knock(walk, grant, endpoint, base, salt);
    const sent = now.credentials;
    const outcome = await send(walk, step, endpoint, base, spends);
    if (!outcome) return false;
    if (outcome.tokens) return settle(walk, grant, endpoint, base, outcome);
    // Renewing 8: an intent that ends without tokens takes the rotating one with it.
    const spent = without(base, spends);
    const lost = (outcome.refused ?? spends) as string;
    walk.barren ||= walk.succeeded.some((one) => one.outputs[lost]);
    if (outcome.refused === "credentials") {
      const next = close(gate, salt, way);
      await end({ ...spent, gate: next });
      emit("failed", [], endpoint, "credentials refused", began);
      // Others, if there are any, are tried in this same walk.
      walk.cold = true;
      if (now.credentials !== sent || (await state.askOther())) return false;
      throw wrong(endpoint, (next.closed[way] as { delay: number }).delay / 1000);
    }
    if (outcome.refused !== undefined) {
      // Renewing 7: a refused input is dropped.
      const input = outcome.refused;
      const bad = held[input]?.value ?? state.value(input);
      if (bad) refused[input] = bad;
      const { [input]: _, ...values } = spent.values;
      await end({ ...without(spent, input), values });
      delete held[input];
      emit("climbed", [input], endpoint, "refused", began);
      return walk.ahead;
    }
    // Renewing 7: what was surely not sent is put back.
    const { error, unsent, closeFor } = outcome;
    await end({ ...(unsent ? base : spent), gate: closeFor === undefined ? gate : close(gate, salt, endpoint, closeFor) });
    emit("failed", [], endpoint, (error as AuthError | undefined)?.code, began);
    if (unsent || !spends || walk.ahead) throw closeFor === undefined ? backOff(error) : error;
    // Renewing 7: maybe sent means spent.
    emit("climbed", [spends], endpoint, "may be spent", began);
    return false;
  };
}
