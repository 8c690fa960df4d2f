/**
 * What a server does with its tokens, written from the words of the design and not from the mock's code. One book is one server: it knows
 * what it gave out since it started, and says what it would answer.
 */

export type Rotation = "none" | "strict" | { readonly grace: number };

export interface Rules {
  /** ms; undefined: no age kills it. */
  readonly lives: Readonly<Record<string, number | undefined>>;
  /** Names of what a login gives, and of what the spending of one token gives. */
  readonly loginGives: readonly string[];
  readonly renewGives: readonly string[];
  /** The token that a renewal takes; undefined: there is only the login. */
  readonly renews: string | undefined;
  readonly rotation: Rotation;
  readonly refusedLogin: number;
  readonly success: Readonly<Record<"login" | "renew" | "data" | "signOut", number>>;
}

export type State = "live" | "expired" | "spent" | "revoked";

export interface Token {
  readonly name: string;
  readonly login: Login;
  readonly dies: number;
  spent: number | undefined;
  revoked: boolean;
}

export interface Login {
  readonly until: number;
  readonly tokens: Token[];
}

export interface Answer {
  readonly status: number;
  readonly gives?: readonly Token[];
  /** Seconds. */
  readonly retryAfter?: number;
}

export interface Book {
  logIn(rules: Rules, account: string, secret: "right" | "wrong" | "locked", at: number): Answer;
  renew(rules: Rules, token: Token, at: number): Answer;
  use(rules: Rules, token: Token, at: number): Answer;
  signOut(rules: Rules, token: Token, at: number): Answer;
  revoke(token: Token): void;
  revokeAll(name?: string): void;
  state(token: Token, at: number): State;
}

const shut = 30_000;

export function openBook({ failedLogins, sessionMaximum }: { readonly failedLogins: number; readonly sessionMaximum: number }): Book {
  const given = new Set<Token>();
  const failures = new Map<string, { count: number; until: number }>();

  const give = (login: Login, names: readonly string[], { lives }: Rules, at: number): Token[] =>
    names.map((name) => {
      const token: Token = { name, login, dies: Math.min(at + (lives[name] ?? Number.POSITIVE_INFINITY), login.until), spent: undefined, revoked: false };
      given.add(token);
      login.tokens.push(token);
      return token;
    });
  const state = (token: Token, at: number): State => (token.revoked ? "revoked" : token.spent !== undefined ? "spent" : at >= token.dies ? "expired" : "live");
  const endLogin = (login: Login): void => {
    for (const token of login.tokens) token.revoked = true;
  };
  /** A server that was started anew has never seen it. */
  const isLive = (token: Token, at: number): boolean => given.has(token) && state(token, at) === "live";

  return {
    state,
    logIn(rules, account, secret, at) {
      const before = failures.get(account) ?? { count: 0, until: 0 };
      if (before.until > at) return { status: 429, retryAfter: Math.ceil((before.until - at) / 1000) };
      if (secret === "locked") return { status: 429, retryAfter: 30 };
      if (secret === "right") {
        failures.delete(account);
        return { status: rules.success.login, gives: give({ until: at + sessionMaximum, tokens: [] }, rules.loginGives, rules, at) };
      }
      const count = before.until > 0 ? 1 : before.count + 1;
      failures.set(account, { count, until: count === failedLogins ? at + shut : 0 });
      return { status: rules.refusedLogin };
    },
    renew(rules, token, at) {
      const refused = { status: 401 };
      if (!given.has(token) || token.name !== rules.renews || token.revoked) return refused;
      const { rotation } = rules;
      if (token.spent !== undefined) {
        const inGrace = typeof rotation === "object" && at - token.spent <= rotation.grace;
        // Whoever comes back with it after that has a copy.
        if (!inGrace) endLogin(token.login);
        if (!inGrace) return refused;
      }
      // Grace forgives a second use, not age.
      if (at >= token.dies) return refused;
      if (rotation !== "none") token.spent ??= at;
      return { status: rules.success.renew, gives: give(token.login, rules.renewGives, rules, at) };
    },
    use: (rules, token, at) => ({ status: isLive(token, at) && token.name === "access" ? rules.success.data : 401 }),
    signOut(rules, token, at) {
      if (!isLive(token, at) || token.name !== "access") return { status: 401 };
      endLogin(token.login);
      return { status: rules.success.signOut };
    },
    revoke: (token) => void (token.revoked = given.has(token) || token.revoked),
    revokeAll(name) {
      for (const token of given) if (name === undefined || token.name === name) token.revoked = true;
    },
  };
}
