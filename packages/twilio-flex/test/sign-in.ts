import type { GrantInputs, Interaction, TokenChain } from "@freshkey/auth-runtime/chain";
import { consoleChain, consoleSignIn, ssoChain, ssoSignIn, type ConsoleCredentials, type SsoCredentials } from "../src/generated/chains.ts";

function withGrant<Credentials>(
  chain: TokenChain<Credentials>,
  { body, ...grant }: { readonly body?: (inputs: GrantInputs<Credentials> & { readonly interaction: Interaction }) => unknown },
  interaction: Interaction,
): TokenChain<Credentials> {
  const exchange = { ...grant, body: (inputs: GrantInputs<Credentials>) => body?.({ ...inputs, interaction }) };
  return { ...chain, grants: [...chain.grants, exchange as TokenChain<Credentials>["grants"][number]] };
}

/** The chain of somebody who has just signed in: where no refresh token is left, the code is exchanged. */
export function ssoChainWith(interaction: Interaction): TokenChain<SsoCredentials> {
  return withGrant(ssoChain, ssoSignIn.grant, interaction);
}

/** The same with the Twilio Console. */
export function consoleChainWith(interaction: Interaction): TokenChain<ConsoleCredentials> {
  return withGrant(consoleChain, consoleSignIn.grant, interaction);
}
