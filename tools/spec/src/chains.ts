/** `components.x-token-chains`, as written. The vocabulary is closed: `specs/x-token-chains.schema.json`. */
export interface ChainSource {
  readonly credentials: any;
  readonly principal: readonly string[];
  readonly schemes: Readonly<Record<string, string | { readonly username: string; readonly password: string }>>;
  readonly tokens: Readonly<Record<string, TokenSource | null>>;
  readonly values?: Readonly<Record<string, { readonly given?: string } | null>>;
  readonly grants: readonly GrantSource[];
  readonly signOut?: { readonly operationId: string; readonly reference?: string };
}

export interface TokenSource {
  readonly lifetime?: string;
  readonly rotation?: "none" | "strict" | { readonly grace: string };
  readonly renew?: "ahead" | "onRefusal";
  readonly given?: string;
}

export type OutputSource = string | { readonly value: string; readonly expiresIn?: string; readonly expiresAt?: string; readonly unit?: "ms" | "s" | "date-time" };

export interface GrantSource {
  readonly operationId: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
  readonly outputs: Readonly<Record<string, OutputSource>>;
  readonly success?: Readonly<Record<string, unknown>>;
  readonly requires?: readonly string[];
  readonly refusedBy?: Readonly<Record<string, string>>;
  readonly runsOn?: "server";
  readonly interactive?: { readonly operationId: string; readonly parameters?: Readonly<Record<string, unknown>> };
}
