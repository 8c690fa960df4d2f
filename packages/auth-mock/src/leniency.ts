import type { Violation } from "./journal.ts";
import type { Incoming } from "./request.ts";

export type LeniencyName = "doubledSlash" | "schemeCase" | "strayAfterBasic" | "cookieAttributes" | "undefinedText" | "unfitAccept" | "tokenPlace";

export interface Leniency {
  /** What real servers are known to take, though no document says so. */
  readonly accepts: string;
  /** How a realistic mock reads such a request. */
  readonly mend?: (incoming: Incoming) => Incoming;
  /** What a strict mock finds, where nothing else would stop such a request. */
  readonly complain?: (incoming: Incoming) => readonly Violation[];
}

/** Every leniency there is. A realistic mock mends the request and is strict from there on. */
export const leniencies: Readonly<Record<LeniencyName, Leniency>> = {
  doubledSlash: {
    accepts: "a path that begins with several slashes, from joining an address and a path",
    mend: (incoming) => (incoming.path.startsWith("//") ? { ...incoming, path: incoming.path.replace(/^\/+/, "/") } : incoming),
  },
  schemeCase: {
    accepts: "`bearer` and `BASIC` in any case; strict: `Bearer` and `Basic`",
    mend: (incoming) => withAuthorization(incoming, /^(bearer|basic)(?= )/i, (scheme) => spelled(scheme.toLowerCase())),
  },
  strayAfterBasic: {
    accepts: "one stray character after the base64 of `Basic`, as a real SDK sends it",
    mend: (incoming) => withAuthorization(incoming, /^(basic +[\w+/-]+=*)[^\w\s+/=-]$/i, (_, kept) => kept),
  },
  cookieAttributes: {
    accepts: "attributes in a `Cookie` header (`; secure; HttpOnly`), copied from a `Set-Cookie`; strict: a cookie without `=` spoils the header",
    mend: (incoming) => {
      const cookie = incoming.headers["cookie"];
      if (cookie === undefined || cookie.split(";").every(isPair)) return incoming;
      return { ...incoming, headers: { ...incoming.headers, cookie: cookie.split(";").filter(isPair).join(";") } };
    },
  },
  undefinedText: {
    accepts: "a query parameter that says `undefined`; strict: no value of any parameter",
    complain: ({ query }) =>
      [...new URLSearchParams(query)].filter(([, value]) => value === "undefined").map(([name]) => ({ side: "request", location: `query.${name}`, message: "`undefined` is no value" })),
  },
  // Not seen in the request alone: the answer is made without it.
  unfitAccept: {
    accepts: "an `Accept` that no answer fits, such as YAML, which JSON is too; strict: 406",
  },
  // Nor this: the check of tokens knows how each was given out.
  tokenPlace: {
    accepts: "a token in a cookie or in a header, however it came; strict: what came in a cookie goes back in one, all else does not",
  },
};

const all = Object.values(leniencies);

export function mend(incoming: Incoming): Incoming {
  return all.reduce((before, rule) => rule.mend?.(before) ?? before, incoming);
}

export function complain(incoming: Incoming): Violation[] {
  return all.flatMap((rule) => rule.complain?.(incoming) ?? []);
}

/** A scheme of `Authorization` as it is registered: documents write `bearer`, everybody sends `Bearer`. */
export function spelled(scheme: string): string {
  return scheme === "bearer" ? "Bearer" : scheme === "basic" ? "Basic" : scheme;
}

/** Whether a part of a `Cookie` header is a cookie at all. */
export function isPair(part: string): boolean {
  return part.trim() === "" || part.includes("=");
}

function withAuthorization(incoming: Incoming, pattern: RegExp, replace: (all: string, first: string) => string): Incoming {
  const authorization = incoming.headers["authorization"];
  if (authorization === undefined || !pattern.test(authorization)) return incoming;
  return { ...incoming, headers: { ...incoming.headers, authorization: authorization.replace(pattern, replace) } };
}
