import { AuthError, ReauthenticationRequiredError } from "../errors.ts";
import type { Intent } from "../stores/types.ts";
import { leftOf } from "./expiry.ts";
import { againFor, freed, runner, type Walk } from "./run.ts";
import type { State } from "./state.ts";
import { nextStep } from "./walk.ts";

/**
 * Brings tokens about, grant by grant (protocol, "Renewing"). `ahead`: while the old one lives; then only the nearest grant is run,
 * and nobody is waited for.
 */
export function renewer(state: State): (wanted: string, ahead: boolean) => Promise<void> {
  const { chain, clock, view, held, now, emit, usable, lookup } = state;
  const run = runner(state);

  function exhausted(wanted: string): AuthError {
    const wishes = chain.grants.flatMap((grant) => grant.requires?.filter((name) => (now.credentials[name] ?? "") === "") ?? []);
    if (wishes[0]) return new AuthError("missing_credentials", `No way to ${wanted}: give ${wishes.join(" or ")}.`);
    emit("interaction_needed", [wanted]);
    const why = chain.serverOnly?.includes(wanted) ? "is made by servers only, not in a browser" : "is missing or was refused, and nothing renews it";
    return new ReauthenticationRequiredError("token_refused", `${wanted} ${why}: bring a new one.`);
  }

  return async (wanted, ahead) => {
    const walk: Walk = { wanted, ahead, cold: await state.prepare(), before: held[wanted], succeeded: [], barren: false, unwritable: false, late: 0 };
    if (!wanted) return;
    // Renewing 9: a rotating token is not spent while its intent cannot be stored.
    const has = (name: string) => {
      const rule = chain.tokens[name];
      return rule ? usable(lookup(name)) && !((walk.unwritable || view.down) && rule.rotation) : !!state.value(name);
    };
    for (let first = true; ; first = false) {
      // Renewing 2. What turns up later in the walk is newer than the refusal that began it.
      await state.sync(first);
      const mine = lookup(wanted);
      if (usable(mine) && !(ahead && mine === walk.before)) return mine === walk.before ? undefined : emit("adopted", [wanted]);
      if (clock.monotonic() < now.retryAt) throw now.lastError;
      const { record } = view;
      const busy = view.left(record.intent);
      if (busy) {
        // Renewing 3: somebody else is at it. The old token does while it lives.
        if (ahead || (mine && !mine.refused && leftOf(mine, clock) > 0)) return;
        const since = clock.monotonic();
        await view.changed(busy);
        emit("waited", [wanted], (record.intent as Intent).grant, undefined, since);
        continue;
      }
      // Renewing 8: what an orphan was about to spend may be spent. It goes with the swap that takes the orphan, unless there is time to send it again.
      const base = againFor(view) > 3000 ? record : freed(record);
      state.adopt(base);
      const grants = state.grants();
      // By the end of another grant nobody would know of what may be spent.
      const cut = grants.find(({ method, path, needs }) => `${method} ${path}` === base.intent?.grant && needs?.every(has));
      const step = cut ? { grant: cut, purpose: Object.keys(cut.outputs) } : nextStep(wanted, grants, has);
      if (ahead && step?.grant !== grants.find((grant) => grant.outputs[wanted])) return;
      if (step) {
        if (await run(walk, step, base)) return;
      } else if (walk.cold || !(walk.cold = await state.askProvider(true))) throw exhausted(wanted);
    }
  };
}
