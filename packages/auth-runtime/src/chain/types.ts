/** A header as it goes on the wire: lower-case name, value. */
export type HeaderPair = readonly [name: string, value: string];

/** How long a token lives and what its server does with a spent one. */
export interface TokenRule<Credentials = any> {
  /** Nominal life in seconds: counts where an answer says nothing (or nothing believable) about it. */
  readonly lifetime?: number;
  /** What a server does with a spent token. Absent: it may be spent again and again. `grace`: seconds. */
  readonly rotation?: "strict" | { readonly grace: number };
  /** `onRefusal`: clocks are ignored, only a refusal by the server renews it. Absent: renewed ahead of its death. */
  readonly renew?: "onRefusal";
  /** The user may bring this token along. */
  readonly given?: (credentials: Credentials) => string | undefined;
}

/** Something learned on the way that is no token: a user id, a sign-out path. */
export interface ValueRule<Credentials = any> {
  readonly given?: (credentials: Credentials) => string | undefined;
}

/** How a security scheme of the document is filled: from a token, or from the credentials themselves. */
export type Scheme<Credentials = any, Token extends string = string> =
  | { readonly token: Token; readonly credentials?: never; readonly header: (value: string) => HeaderPair }
  | { readonly token?: never; readonly credentials: readonly (keyof Credentials & string)[]; readonly header: (credentials: Credentials) => HeaderPair };

/** What a grant may be built from. Everything in `needs` is there when its functions are called. */
export interface GrantInputs<Credentials = any, Token extends string = string, Value extends string = string> {
  readonly credentials: Credentials;
  readonly tokens: Readonly<Record<Token, string>>;
  readonly values: Readonly<Record<Value, string>>;
}

/** What one sign-in of a person is made of (PKCE, RFC 7636). All random parts are made anew each time; `code` comes back with the person. */
export interface Interaction {
  /** Where the person comes back to. */
  readonly redirectUrl: string;
  /** Comes back beside the code, unchanged. */
  readonly state: string;
  /** Sent with the person and again with the code. */
  readonly nonce: string;
  /** 43 to 128 random characters that stay with whoever began the sign-in. */
  readonly codeVerifier: string;
  /** SHA-256 of `codeVerifier`, as base64url. */
  readonly codeChallenge: string;
  /** Good once. */
  readonly code: string;
}

/** A token endpoint's answer, as the mapping functions see it. */
export interface GrantAnswer<Body = any> {
  readonly body: Body;
  readonly headers: Headers;
  /** When the answer arrived, in ms since the epoch by the session's clock. */
  readonly receivedAt: number;
}

/** Parameters of a grant's request, by place. */
export interface GrantParameters {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** One exchange: credentials or a token for tokens. */
export interface Grant<Credentials = any> {
  readonly method: string;
  readonly path: string;
  /** Index into the chain's `servers`; 0 when absent. */
  readonly server?: number;
  /** Tokens and values it takes (also those its own security needs). */
  readonly needs?: readonly string[];
  /** Credentials it takes: what the login gate remembers when they are refused. */
  readonly credentials?: readonly (keyof Credentials & string)[];
  /** Credentials without which it is not usable at all. */
  readonly requires?: readonly (keyof Credentials & string)[];
  /** Schemes its request carries, all of them. */
  readonly security?: readonly string[];
  readonly parameters?: (inputs: GrantInputs<Credentials>) => GrantParameters;
  /** A plain object goes out as JSON, the result of `form()` as a form. */
  readonly body?: (inputs: GrantInputs<Credentials>) => unknown;
  /** Unmet: the grant failed (it was not refused). */
  readonly success?: (answer: GrantAnswer) => boolean;
  readonly outputs: Readonly<Record<string, (answer: GrantAnswer) => unknown>>;
  /** Seconds each token lives from the moment the request was sent. */
  readonly expiresIn?: Readonly<Record<string, (answer: GrantAnswer) => unknown>>;
  /** Which input an answer of that status refuses. Default: 401, and 400 `invalid_grant`, refuse the tokens it was given. */
  readonly refusedBy?: Readonly<Record<number, string>>;
  /** `server`: never part of a browser build. */
  readonly runsOn?: "server";
}

/** The operation that ends a session at the vendor. */
export interface SignOut {
  /** `endSession` of `/chain`: chains without a sign-out do not carry its code. */
  readonly run: SignOutRun;
  readonly method: string;
  readonly path: string;
  readonly server?: number;
  /** Schemes its request carries, all of them. */
  readonly security?: readonly string[];
  /** A learned value that holds the whole path; it must match the template and then replaces it. */
  readonly reference?: string;
}

/** How a sign-out is sent. Opaque: `endSession` is the one there is. */
export type SignOutRun = (session: any, won: any) => Promise<void>;

/** Base URLs of one server of the document: by environment, or from a region and an edge. */
export type ServerRule = Readonly<Record<string, string>> | ((location: { readonly region?: string; readonly edge?: string }) => string);

/** The grants of one API, nearest first: what is derived from what. Made by {@link defineTokenChain}. */
export interface TokenChain<Credentials = any> {
  /** Names the chain in the store's key: `simacan`, `twilio-flex/mint`. */
  readonly name: string;
  /** The document's server first, then those of single operations. */
  readonly servers: readonly ServerRule[];
  /** Credentials that must be there. */
  readonly credentials: readonly (keyof Credentials & string)[];
  /** Credentials that name the account in the store's key. Never a secret. */
  readonly principal: readonly (keyof Credentials & string)[];
  /** Nearest to the API first. */
  readonly tokens: Readonly<Record<string, TokenRule<Credentials>>>;
  readonly values?: Readonly<Record<string, ValueRule<Credentials>>>;
  readonly schemes: Readonly<Record<string, Scheme<Credentials>>>;
  /** Nearest first. */
  readonly grants: readonly Grant<Credentials>[];
  /** Tokens and values whose grants a browser build leaves out. */
  readonly serverOnly?: readonly string[];
  readonly signOut?: SignOut;
}
