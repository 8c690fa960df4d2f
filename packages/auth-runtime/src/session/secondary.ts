import type { CredentialsFunction } from "./options.ts";

/**
 * Credentials of which two are good while they are being exchanged: a primary and a secondary secret, in either order. The one that was good last is used. When
 * it is refused, the other is tried at once, in the same call; not again within a minute. One function for many sessions: what one learns, all know.
 *
 * @param primary Credentials, or a function that fetches them. It is asked for each grant that takes credentials.
 * @param secondary The same account with the other secret.
 * @example
 * const credentials = withSecondary({ username, password: primary }, { username, password: secondary });
 * const session = createSession(chain, { credentials });
 */
export function withSecondary<Credentials extends object>(
  primary: Credentials | (() => Credentials | Promise<Credentials>),
  secondary: Credentials | (() => Credentials | Promise<Credentials>),
): CredentialsFunction<Credentials> {
  let order = [primary, secondary] as const;
  const given = new Map<unknown, Credentials>();
  return Object.assign(
    async () => {
      const [source] = order;
      const credentials = typeof source === "function" ? await source() : source;
      given.set(source, credentials);
      return credentials;
    },
    {
      // Told by many sessions, and late: only what is in use can be exchanged for the other. Whoever asks through a function of its own may have added to it.
      refused(credentials: Credentials) {
        const [source, other] = order;
        const mine = given.get(source);
        if (mine && Object.entries(mine).every(([name, value]) => credentials[name as keyof Credentials] === value)) order = [other, source];
      },
    },
  );
}
