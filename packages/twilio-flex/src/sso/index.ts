/**
 * Sign people in to Twilio Flex from a web page: single sign-on, or the login of the Twilio Console.
 * @module
 */
import { consoleChain, consoleSignIn, ssoChain, ssoSignIn } from "#chains";
import { createSession, memoryStore, type Session } from "@freshkey/auth-runtime";
import {
  addressOf,
  chosenOf,
  credentialsOf,
  digest,
  followSignOut,
  hasEnded,
  isAt,
  openDesk,
  randomText,
  redeemCode,
  same,
  signedIn,
  SignInError,
  signInPage,
  takeCallback,
  targetsOf,
  type Callback,
  type Interaction,
  type SignIn,
} from "@freshkey/auth-runtime/sign-in";
import { findConfiguration } from "./configuration.ts";
import type { SsoSignIn, SsoSignInOptions } from "./options.ts";
import { withPerson } from "./person.ts";
import { stateOf, type Parts } from "./state.ts";
import { validateToken } from "./validate.ts";

export type { SsoAccount } from "./configuration.ts";
export type { SsoSignIn, SsoSignInOptions } from "./options.ts";
export { SignInError, type PendingStorage, type SignInRefusal } from "@freshkey/auth-runtime/sign-in";

const hour = 3_600_000;
/** Redirects that are being completed in this page, by place: a page that asks twice at once gets one answer. */
const flights = new Map<string, { readonly state: string | null; readonly result: Promise<Session> }>();

/**
 * Makes the sign-in of a page. Sends nothing and stores nothing until it is used.
 *
 * @throws {SignInError} `redirect_refused`, if a target is no https URL (http on this machine)
 * @throws {AuthError} as `createTwilioFlexSession`
 * @example
 * const signIn = createSsoSignIn({ credentials: { accountSid }, redirectUrls: ["https://app.example.com/"], store: indexedDbStore("my-app") });
 * const session = await signIn.complete();
 * if (!session) location.assign(await signIn.start());
 */
export function createSsoSignIn(options: SsoSignInOptions): SsoSignIn {
  const { chain = "sso", credentials, storage, clock } = options;
  const store = options.store ?? memoryStore();
  const targets = targetsOf(options.redirectUrls);
  const desk = openDesk<Parts>("@freshkey/twilio-flex/sso", storage);
  const flow = (chain === "console" ? consoleSignIn : ssoSignIn) as SignIn<any, any>;
  let asked: ReturnType<typeof findConfiguration> | undefined;
  const configuration = () =>
    (asked ??= findConfiguration(session, credentials).catch((error: unknown) => {
      asked = undefined;
      throw error;
    }));
  const open = (): Session => {
    if (options.chain === "console") return createSession(consoleChain, { ...options, store, credentials: options.credentials });
    const { ssoProfileSid, appType } = options.credentials;
    return createSession(ssoChain, { ...options, store, credentials: ssoProfileSid ? { ssoProfileSid, appType } : async () => ({ ssoProfileSid: (await configuration()).profile, appType }) });
  };
  let session = open();
  const now = () => clock?.now() ?? Date.now();
  const place = async () => JSON.stringify([chain, session.servers, credentials.accountSid, await credentialsOf(session)]);
  const here = JSON.stringify([chain, session.servers, options.credentials]);
  const fresh = () => (hasEnded(session) ? (session = open()) : session);
  const look = async () => signedIn(fresh(), "person");
  // A session of before a sign-out finds nobody, and ends.
  const isSignedIn = async () => ((await look()) ?? (await look())) !== undefined;
  const follow = async () => followSignOut(session).then(() => session);

  /** Everything is checked before anything is sent. The state is spent before anything is awaited. */
  async function redeem(callback: Callback, address: URL): Promise<Session> {
    const { code, error, issuer } = callback;
    const { ssoProfileSid: profile = null } = callback.more;
    if (!callback.state) throw new SignInError("state_missing", "The redirect brings no state.");
    const found = desk.claim(callback.state);
    if (!found) throw new SignInError("state_unknown", "No sign-in that was begun in this tab waits for this redirect: begin anew.");
    if (found.used) {
      // The way back in the history, or a page that asks twice: nothing is taken from the redirect.
      if (await isSignedIn()) return follow();
      throw new SignInError("state_used", "This redirect was completed before: begin anew.");
    }
    const { nonce = "", codeVerifier = "", redirectUrl = "", clientId, at } = found;
    if (!targets.includes(redirectUrl) || !isAt(address, redirectUrl)) throw new SignInError("redirect_mismatch", "The person came back to another page than the sign-in named.");
    if (!(now() - at < hour)) throw new SignInError("expired", "The sign-in was begun more than an hour ago: begin anew.");
    if (error !== null) throw new SignInError("denied", `The sign-in was refused${/^[a-z_]{1,40}$/.test(error) ? `: ${error}` : ""}.`);
    if (!code) throw new SignInError("code_missing", "The redirect brings no code.");
    if (!/^[!-~]{1,4096}$/.test(code)) throw new SignInError("malformed_redirect", "The redirect brings something that is no code.");
    if (!/^[\w.~-]{43,128}$/.test(codeVerifier)) throw new SignInError("verifier_lost", "The tab has lost the code verifier: begin anew.");
    // A session that is somebody's never becomes somebody else's.
    const mine = open();
    const known = await credentialsOf(session);
    const isElsewhere = found.place !== (await place()) || (issuer !== null && issuer !== new URL(session.servers[1] as string).origin) || (profile !== null && profile !== known.ssoProfileSid);
    if (isElsewhere) throw new SignInError("profile_mismatch", "The sign-in was begun for another profile, account or server.");
    const parts: Parts = { nonce, codeVerifier, redirectUrl, clientId, place: found.place };
    if (!same(await stateOf(parts), callback.state)) throw new SignInError("nonce_mismatch", "Nonce or verifier are not those that the sign-in began with.");
    await redeemCode(mine, withPerson(flow, credentials.accountSid), { ...parts, code, state: callback.state, codeChallenge: "" }, "person").catch((reason: unknown) => {
      const { status } = reason as { readonly status?: number };
      throw status === 400 || status === 401 ? new SignInError("code_refused", "The vendor does not take the code: begin anew.") : reason;
    });
    // Who was here before is told first.
    await signedIn(session, "person");
    session = mine;
    return follow();
  }

  return {
    async start({ redirectUrl } = {}) {
      const target = chosenOf(targets, redirectUrl);
      const { clientId } = chain === "console" ? {} : await configuration();
      const [nonce, codeVerifier] = [randomText(24), randomText(48)];
      const parts: Parts = { nonce, codeVerifier, redirectUrl: target, place: await place(), clientId };
      const interaction: Interaction = { ...parts, state: await stateOf(parts), codeChallenge: await digest(codeVerifier), code: "" };
      const page = await signInPage(session, flow, interaction);
      desk.add({ ...parts, state: interaction.state, at: now() });
      return page;
    },
    async complete(location = globalThis.location) {
      const address = addressOf(location);
      const callback = takeCallback(address, targets, ["ssoProfileSid"]);
      const flight = flights.get(here);
      if (flight && (!callback || callback.state === flight.state)) return flight.result;
      if (!callback) return isSignedIn().then((is) => (is ? follow() : undefined));
      const result = redeem(callback, address).finally(() => flights.delete(here));
      flights.set(here, { state: callback.state, result });
      return result;
    },
    validate: () => validateToken(session, credentials.accountSid),
  };
}
