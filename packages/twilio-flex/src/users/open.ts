import { AuthError, createSession, type AuthEvent, type ClientSettings, type GrantAnswer, type SessionOptions } from "@freshkey/auth-runtime";
import { hasEnded } from "@freshkey/auth-runtime/sign-in";
import { mintChain } from "../generated/chains.ts";
import { createTwilioFlexClient, type MintCredentials, type TwilioFlexClient } from "../index.ts";

/** An account, its Flex instance, and how long the tokens of its users shall live. */
export type FlexAccount = Omit<MintCredentials, "flexUserSid" | "username">;

/**
 * What the clients of all users are made with. `account` names the account where its SID is an API key's, which changes. `onEvent` is told whose token it was.
 * `most`: how many users are kept, default 1000; beyond, the one makes room that was not asked for for the longest time.
 */
export type UsersOptions = Omit<SessionOptions<FlexAccount>, "onEvent"> & ClientSettings & { readonly onEvent?: (event: AuthEvent, username: string) => void; readonly most?: number };

/** The clients of users by the names that Twilio knows: the same one each time, until it is signed out or makes room. */
export type FlexUsers = { readonly forUser: (username: string) => TwilioFlexClient };

/**
 * Clients for the users of one account, a session for each. Nothing is sent, stored or timed before one is used.
 *
 * @example
 * const users = openUsers({ credentials: { accountSid, authToken, instanceSid } });
 * const token = await users.forUser("ada").session.getToken();
 */
export function openUsers({ credentials: source, account, most = 1000, onEvent, ...settings }: UsersOptions): FlexUsers {
  const clients = new Map<string, TwilioFlexClient>();
  function open(username: string): TwilioFlexClient {
    if (!username) throw new AuthError("missing_credentials", "Name the user.");
    // As they came: a function knows again what it gave, not what became of it here.
    let last: FlexAccount;
    const own = (one: FlexAccount): MintCredentials => ({ ...(last = one), username, flexUserSid: undefined });
    const credentials = typeof source === "function" ? Object.assign(async () => own(await source()), source.refused && { refused: () => source.refused?.(last) }) : own(source);
    // Nobody else's SID and nobody else's token is taken, whatever an answer says.
    const sid = { flexUserSid: ({ body }: GrantAnswer) => [body.users].flat().find((user) => user?.username === username)?.flex_user_sid };
    const token = { flexToken: ({ body }: GrantAnswer) => (body.token_info?.username ?? username) === username && body.access_token };
    // An account may have several instances.
    const named = account ? { name: JSON.stringify([mintChain.name, account]), principal: ["instanceSid", "username"] as const } : {};
    const chain = { ...mintChain, ...named, grants: mintChain.grants.map((grant) => ({ ...grant, outputs: grant.outputs["flexToken"] ? token : sid })) };
    const tell = onEvent && ((event: AuthEvent) => onEvent(event, username));
    const session = createSession(chain, { ...settings, credentials, onEvent: tell });
    return createTwilioFlexClient({ ...settings, session });
  }
  return {
    forUser(username) {
      const known = clients.get(username);
      clients.delete(username);
      const client = known && !hasEnded(known.session) ? known : open(username);
      clients.set(username, client);
      if (clients.size > most) clients.delete(clients.keys().next().value as string);
      return client;
    },
  };
}
