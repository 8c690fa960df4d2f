import { TokenEndpointError } from "../errors.ts";
import { ask, exchange } from "./exchange.ts";
import { hold } from "./expiry.ts";
import { requestOf } from "./request.ts";
import type { State } from "./state.ts";

/** Tells the vendor, with tokens that no record holds any more. A token that died is bought once more, but never with the credentials. */
export async function endAtVendor(state: State, tokens: Readonly<Record<string, { readonly value: string; readonly expiresAt?: number | undefined }>>, values: Readonly<Record<string, string>>): Promise<void> {
  const { chain, clock, wire } = state;
  const { signOut } = chain;
  if (!signOut) return;
  const keep = (all: typeof tokens) => Object.fromEntries(Object.entries(all).map(([name, token]) => [name, hold({ ...token, generation: 1 }, chain.tokens[name] ?? {}, clock)]));
  const held = keep(tokens);
  const mine: State = { ...state, held, value: (name) => values[name] };
  const needed = (signOut.security ?? []).map((scheme) => chain.schemes[scheme]?.token ?? "");
  for (const name of needed) {
    if (state.usable(held[name])) continue;
    const grant = chain.grants.find((one) => name in one.outputs && !one.credentials && one.needs?.every((input) => state.usable(held[input])));
    if (!grant) return;
    const outcome = await exchange(chain, grant, [name], ...requestOf(mine, grant), wire);
    if (outcome.kind !== "won") return;
    Object.assign(held, keep(outcome.tokens));
  }
  const { path, reference } = signOut;
  const pattern = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "(?!\\.{1,2}$)[^/?#]+");
  const target = reference ? values[reference] : path;
  if (!target || (reference && !new RegExp(`^${pattern}$`).test(target))) return;
  const endpoint = `${signOut.method} ${path}`;
  const { status } = await ask(endpoint, ...requestOf(mine, signOut, target), wire);
  // 401 and 404: it was over already.
  if (status > 299 && status !== 401 && status !== 404) throw new TokenEndpointError("unexpected_status", endpoint, `answered ${status}: signed out here, but maybe not there.`, status);
}
