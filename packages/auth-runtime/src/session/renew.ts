import type { Grant } from "../chain/types.ts";
import { AuthError, ReauthenticationRequiredError } from "../errors.ts";
import type { TokenRecord } from "../stores/types.ts";
import { endpointError, exchange } from "./exchange.ts";
import { close, tagOf } from "./gate.ts";
import { requestOf } from "./request.ts";
import type { State } from "./state.ts";
import { nextStep } from "./walk.ts";

/** A spent or refused token: its value goes, its generation stays. */
function without(record: TokenRecord, name: string | undefined): TokenRecord {
  const token = record.tokens[name ?? ""];
  return token ? { ...record, tokens: { ...record.tokens, [name as string]: { value: "", generation: token.generation } } } : record;
}

const wrong = (endpoint: string, seconds: number) =>
  new ReauthenticationRequiredError("credentials_refused", `${endpoint} refused these credentials. Check them: not sent again for ${Math.ceil(seconds)} s.`, { retryAfter: seconds });

/**
 * Brings tokens about, grant by grant (protocol, "Renewing"). `ahead`: while the old one lives; then only the nearest grant is run,
 * and nobody is waited for.
 */
export function renewer(state: State): (wanted: string, ahead: boolean) => Promise<void> {
  const { chain, clock, wire, view, held, now, refused, seen, emit, adopt, usable, sync, lookup, given } = state;

  function backOff(error: unknown): unknown {
    now.retryAt = clock.monotonic() + Math.min(60_000, 1000 * 2 ** now.failures++) * (0.5 + Math.random() / 2);
    return (now.lastError = error);
  }

  function exhausted(wanted: string): AuthError {
    const wishes = chain.grants.flatMap((grant) => grant.requires?.filter((name) => now.credentials[name] == null) ?? []);
    return wishes[0]
      ? new AuthError("missing_credentials", `No way to ${wanted}: give ${wishes.join(" or ")}.`)
      : new ReauthenticationRequiredError("token_refused", `${wanted} is missing or was refused, and nothing renews it: bring a new one.`);
  }

  return async (wanted, ahead) => {
    let cold = await state.prepare();
    if (!wanted) return;
    const before = held[wanted];
    const succeeded: Grant[] = [];
    let late = 0;
    let unwritable = false;
    // Renewing 9: a rotating token is not spent while its intent cannot be stored.
    const has = (name: string) => (chain.tokens[name] ? usable(lookup(name)) && !((unwritable || view.down) && chain.tokens[name].rotation) : !!state.value(name));
    for (;;) {
      await sync();
      const mine = lookup(wanted);
      if (usable(mine) && !(ahead && mine === before)) return mine === before ? undefined : emit("adopted", [wanted]);
      if (clock.monotonic() < now.retryAt) throw now.lastError;
      const { record } = view;
      const busy = view.left(record.intent);
      if (busy) {
        // Renewing 3: somebody else is at it.
        if (ahead) return;
        await view.changed(busy);
        continue;
      }
      // Renewing 8: what an orphan was about to spend may be spent. It goes with the swap that takes the orphan.
      const base = without(record, record.intent?.spends);
      adopt(base);
      const grants = state.grants();
      const step = nextStep(wanted, grants, has);
      if (ahead && step?.grant !== grants.find((grant) => grant.outputs[wanted])) return;
      if (!step) {
        if (!cold && (cold = await state.askProvider(true))) continue;
        throw exhausted(wanted);
      }
      const { grant, purpose } = step;
      const endpoint = `${grant.method} ${grant.path}`;
      if (succeeded.includes(grant)) throw backOff(endpointError("token_refused", endpoint, "gave what was refused at once"));

      // Gate: looked at before anything is sent.
      const { gate } = base;
      const salt = gate?.salt ?? crypto.randomUUID();
      const shut = (way: string) => view.left(gate?.closed[way]) / 1000;
      const tag = () => (grant.credentials ? tagOf(salt, grant.credentials.map((name) => now.credentials[name])) : "");
      let way = tag();
      if (way && !cold && (cold = await state.askProvider(shut(way) > 0))) way = tag();
      const wait = shut(endpoint) || shut(way);
      if (wait) {
        emit("gated", purpose, endpoint);
        throw shut(endpoint) ? endpointError("rate_limited", endpoint, `429, not before ${Math.ceil(wait)} s`, 429, wait) : wrong(endpoint, wait);
      }

      const request = requestOf(state, grant);
      const spends = grant.needs?.find((name) => chain.tokens[name]?.rotation);
      const rotation = chain.tokens[spends ?? ""]?.rotation;
      const [wall, start] = [clock.now(), clock.monotonic()];
      const elapsed = () => Math.max(clock.now() - wall, clock.monotonic() - start);
      let intent = { id: crypto.randomUUID(), grant: endpoint, spends, left: wire.timeout + 5000 };
      // Renewing 4: the intent is written before anything is spent.
      if (!(await view.swap({ ...base, intent }))) continue;
      if (view.down && !now.degraded) emit("store_degraded", []);
      now.degraded = view.down;
      unwritable ||= view.down;
      if (view.down && rotation) continue;
      const end = (next: TokenRecord) => view.swap({ ...next, intent: undefined });
      if (elapsed() > 3000) {
        await end(base);
        if (late++) throw backOff(new AuthError("store_failed", "The token store takes more than 3 s."));
        continue;
      }
      let outcome = await exchange(chain, grant, purpose, request, wire);
      if (typeof rotation === "object" && "error" in outcome && !outcome.unsent) {
        // Renewing 7: within its grace a spent token is good once more, if the store can tell how long ago that was.
        const { id } = intent;
        await view.load();
        const within = Math.max(elapsed(), view.age ?? Infinity) < rotation.grace * 800;
        intent = { ...intent, id: crypto.randomUUID() };
        if (view.record.intent?.id !== id || (within && !(await view.swap({ ...base, intent })))) continue;
        if (within) outcome = await exchange(chain, grant, purpose, request, wire);
      }
      const spent = without(base, spends);
      if (outcome.tokens) {
        // Renewing 6: stored first, used then.
        const tokens = { ...base.tokens };
        for (const name in outcome.tokens) tokens[name] = { ...(outcome.tokens[name] as (typeof tokens)[string]), generation: Math.max(tokens[name]?.generation ?? 0, seen[name] ?? 0) + 1 };
        if (await end({ ...base, tokens, values: { ...base.values, ...outcome.values }, gate: grant.credentials ? undefined : gate })) {
          now.failures = 0;
          now.retryAt = -Infinity;
          succeeded.push(grant);
          adopt(view.record);
          emit("issued", Object.keys(outcome.tokens), endpoint, ahead ? "ahead" : "needed");
          const fresh = held[wanted];
          if (!fresh || fresh === before) continue;
          if (ahead && (fresh.expiresAt ?? Infinity) <= (before?.expiresAt ?? 0)) {
            fresh.final = true;
            emit("session_maximum", [wanted]);
          }
          return;
        }
        try {
          await sync();
        } catch (error) {
          // Signed out meanwhile: nobody will use these any more.
          if (now.closed) chain.signOut?.run(state, outcome).catch(() => {});
          throw error;
        }
      } else if (outcome.refused !== undefined) {
        const input = outcome.refused;
        if (input === "credentials") {
          const shutNow = close(gate, salt, way);
          await end({ ...spent, gate: shutNow });
          emit("failed", purpose, endpoint, "credentials refused");
          throw wrong(endpoint, (shutNow.closed[way] as { delay: number }).delay / 1000);
        }
        const brought = given(input);
        if (brought) refused[input] = brought;
        const { [input]: _, ...values } = spent.values;
        await end({ ...without(spent, input), values });
        delete held[input];
        emit("climbed", [input], endpoint, "refused");
        if (ahead) return;
      } else {
        const { error, unsent, closeFor } = outcome;
        await end({ ...(unsent ? base : spent), gate: closeFor === undefined ? gate : close(gate, salt, endpoint, closeFor) });
        emit("failed", purpose, endpoint, (error as AuthError).code);
        if (unsent || !spends || ahead) throw closeFor === undefined ? backOff(error) : error;
        // Renewing 7: maybe sent means spent.
        emit("climbed", [spends], endpoint, "may be spent");
      }
    }
  };
}
