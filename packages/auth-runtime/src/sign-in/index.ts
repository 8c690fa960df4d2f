/**
 * What a package needs that signs people in by a page of the vendor and a code (PKCE): for those who write such a package.
 * @module
 */
export type { SignIn } from "../chain/define.ts";
export type { Interaction } from "../chain/types.ts";
export { SignInError, type SignInRefusal } from "./error.ts";
export { openDesk, type Desk, type Pending, type PendingStorage } from "./pending.ts";
export { digest, randomText, same, toBase64url } from "./proof.ts";
export { addressOf, chosenOf, isAt, takeCallback, targetsOf, type Callback } from "./redirect.ts";
export { askServer, credentialsOf, followSignOut, hasEnded, redeemCode, signedIn, signInPage } from "./session.ts";
