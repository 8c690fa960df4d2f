import { AuthError } from "../errors.ts";

/** Why a sign-in was refused. A closed list: `switch` over it. */
export type SignInRefusal =
  | "address_bar" // the code could not be taken out of the address bar
  | "code_missing" // the redirect brings no code
  | "code_refused" // the vendor does not take the code
  | "denied" // the vendor, or the person, said no
  | "expired" // it was begun more than an hour ago
  | "insecure_page" // the page has no WebCrypto: it is neither https nor on this machine
  | "malformed_redirect" // a member of the redirect is there twice, or is no code
  | "no_configuration" // the account has no such active configuration
  | "nonce_mismatch" // nonce or verifier are not those that it began with
  | "profile_mismatch" // it was begun for another profile, account or server
  | "redirect_mismatch" // the person came back elsewhere
  | "redirect_refused" // the redirect target is not in the list, or may be in none
  | "state_missing" // the redirect brings no state
  | "state_unknown" // no sign-in of this tab has this state
  | "state_used" // this redirect was completed before
  | "verifier_lost"; // the tab has lost the code verifier, or it is too short

/** What a sign-in throws when it is refused. No message of it holds a code, a state, a nonce or a verifier. */
export class SignInError extends AuthError {
  override name = "SignInError";
  readonly reason: SignInRefusal;
  constructor(reason: SignInRefusal, message: string) {
    super("sign_in_failed", message);
    this.reason = reason;
  }
}
