import type { SignOut } from "../chain/types.ts";
import { ask, endpointError, exchange, type Won } from "./exchange.ts";
import { hold, type HeldToken } from "./expiry.ts";
import { requestOf } from "./request.ts";
import type { State } from "./state.ts";

/** Ends a session at its vendor (`signOut.run` of a chain): with tokens that no record holds any more. A token that died is bought once more, but never with the credentials. */
export async function endSession(state: State, { tokens, values }: Won): Promise<void> {
  const { chain, clock, wire, usable, servers } = state;
  const { grants, schemes } = chain;
  const signOut = chain.signOut as SignOut;
  const { method, path, reference, security = [] } = signOut;
  const held: Record<string, HeldToken> = {};
  const keep = (all: Won["tokens"]) => {
    for (const [name, token] of Object.entries(all)) if (token.value) held[name] = hold({ ...token, generation: 1 }, chain.tokens[name] ?? {}, clock);
  };
  keep(tokens);
  const mine = { ...state, held };
  for (const scheme of security) {
    const name = schemes[scheme]?.token as string;
    const grant = grants.find((one) => one.outputs[name] && !one.credentials && one.needs?.every((input) => usable(held[input])));
    if (!usable(held[name]) && grant) keep((await exchange(chain, grant, [name], requestOf(mine, grant), wire)).tokens ?? {});
    if (!usable(held[name])) return;
  }
  const target = reference ? values[reference] : path;
  const pattern = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/{[^}]+}/g, "[^/?#]+");
  // Dot segments in any spelling would end up elsewhere.
  if (!target || (reference && !(new RegExp(`^${pattern}$`).test(target) && new URL(target, servers[0]).pathname === target))) return;
  const endpoint = `${method} ${path}`;
  const { status } = await ask(endpoint, requestOf(mine, signOut, target), wire);
  // 401 and 404: it was over already.
  if (status > 299 && status !== 401 && status !== 404) throw endpointError("unexpected_status", endpoint, `answered ${status}. Signed out here, but maybe not there`, status);
}
