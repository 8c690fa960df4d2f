import { AuthError, ReauthenticationRequiredError } from "../errors.ts";
import { secureUrl } from "../url.ts";
import { Token } from "./token.ts";
import type { Session } from "./types.ts";

/**
 * A session around a token that you already have. Nothing renews it: a 401 goes to the caller.
 *
 * @param token The bare token.
 * @param options `scheme`: its name, default `bearer`. `header`: how it is carried, default `Authorization: Bearer`. `origins`: where it may go.
 * @example
 * const get = authFetch(staticSession(token, { origins: ["https://api.example.com"] }));
 */
export function staticSession(
  token: string,
  {
    scheme = "bearer",
    header = (value: string) => ["authorization", `Bearer ${value}`],
    origins,
  }: { readonly scheme?: string; readonly header?: (value: string) => readonly [name: string, value: string]; readonly origins: readonly string[] },
): Session {
  if (!token.trim()) throw new AuthError("missing_credentials", "The token is empty.");
  const made = new Token(scheme, header(token), token);
  let closed = false;
  return {
    origins: origins.map((origin) => secureUrl(origin).origin),
    servers: [],
    schemes: { [scheme]: made.header()[0] },
    current: () => (closed ? undefined : made),
    getToken: async () => {
      if (closed) throw new ReauthenticationRequiredError("signed_out", "This session was signed out.");
      return made;
    },
    reject: async () => {},
    signOut: async () => {
      closed = true;
    },
  };
}
