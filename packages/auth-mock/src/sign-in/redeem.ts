import type { Grant } from "../chains.ts";
import type { Refusal } from "../check.ts";
import { readAt } from "../expression.ts";
import type { Issued, Ledger } from "../ledger.ts";
import { accountOf } from "../login-gate.ts";
import type { Presented } from "../presented.ts";
import { readParameter, type Call } from "../request.ts";
import type { Codes } from "./codes.ts";
import { isVerifier } from "./verifier.ts";

/** A request to a token endpoint, read as one grant. */
export interface Redemption {
  readonly call: Call;
  readonly grant: Grant;
  readonly presented: Presented;
  readonly tokens: readonly Issued[];
}

/** Whether people sign in to the chain: then its credentials are no secret, and only name who signed in. */
export function hasPeople({ chain }: Grant): boolean {
  return chain.grants.some(({ interactive }) => interactive !== undefined);
}

/** What a request holds for each part of the interaction that its grant asks for. */
export function interactionOf(call: Call, { body, parameters }: Grant): Record<string, unknown> {
  const found = [...body.map(({ pointer, is }) => [is, readAt(call.content, pointer)] as const), ...parameters.map(({ name, is }) => [is, readParameter(call, name)] as const)];
  return Object.fromEntries(found.flatMap(([is, value]) => (is.kind === "interaction" ? [[is.name, value]] : [])));
}

/** Why a token is not for whoever presents it; undefined when it is. It stays what it is. */
export function whyForeign({ grant, presented, tokens }: Redemption): Refusal | undefined {
  const account = JSON.stringify(accountOf(grant.chain, presented));
  const foreign = tokens.find(({ family }) => family.chain !== grant.chain.name || JSON.stringify(family.account) !== account);
  return foreign && { input: foreign.name, why: `the ${foreign.name} was given to somebody else` };
}

/** Takes a code. It is good for one try: a second use costs all that came of the first, and a wrong use spends it. */
export function whyNoCode(codes: Codes, now: number, ledger: Ledger, { call, grant, presented }: Redemption): Refusal | undefined {
  const refuse = (why: string, expired = false): Refusal => ({ input: "code", why, ...(expired && { expired }) });
  const { code: value, codeVerifier, ...rest } = interactionOf(call, grant);
  const code = codes.find(value);
  if (!code) return refuse("the code was never given out");
  if (code.grant !== grant) return refuse("the code was given for another sign-in");
  if (code.used) {
    if (code.family) ledger.revokeFamily(code.family);
    return refuse("the code was used before, so what it gave is revoked");
  }
  code.used = true;
  if (code.diesAt <= now) return refuse("the code is expired", true);
  // Only what says who signed in: the vendor's own sample leaves out at the exchange what is optional.
  const given = grant.chain.principal.find((name) => String(presented.credentials[name]) !== code.credentials[name]);
  if (given !== undefined) return refuse(`the code was given for another ${given}`);
  const other = Object.entries(rest).find(([name, part]) => part !== code.interaction[name]);
  if (other) return refuse(`the ${other[0]} is not the one that the sign-in began with`);
  return isVerifier(codeVerifier, code.interaction["codeChallenge"]) ? undefined : refuse("the verifier is not what the challenge was made of");
}
