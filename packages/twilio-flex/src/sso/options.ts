import type { Session, SessionOptions } from "@freshkey/auth-runtime";
import type { PendingStorage } from "@freshkey/auth-runtime/sign-in";
import type { ConsoleCredentials } from "../generated/chains.ts";
import type { components } from "../generated/openapi.ts";
import type { SsoAccount } from "./configuration.ts";

/** What a sign-in is made with: what a session is opened with, and where people may come back to. */
export type SsoSignInOptions = Omit<SessionOptions<never>, "credentials"> & {
  /** The pages that people may come back to, each exactly as the vendor knows it. The first is the usual one. */
  readonly redirectUrls: readonly string[];
  /** Where a sign-in waits for its person. Default: `sessionStorage`, which belongs to one tab; memory where there is none. */
  readonly storage?: PendingStorage | undefined;
} & ({ readonly chain?: "sso" | undefined; readonly credentials: SsoAccount } | { readonly chain: "console"; readonly credentials: ConsoleCredentials });

/** The sign-in of a page. */
export interface SsoSignIn {
  /** Begins a sign-in. Resolves to the address to send the person to. */
  start(options?: { readonly redirectUrl?: string | undefined }): Promise<string>;
  /** The session of the person, who has just come back or was signed in before; `undefined` if nobody is signed in. `location`: default the page's own. */
  complete(location?: string | URL | Location): Promise<Session | undefined>;
  /** Asks the vendor whether the Flex token is good, and whose it is. A refused one is renewed once. */
  validate(): Promise<components["schemas"]["TokenInfo"]>;
}
