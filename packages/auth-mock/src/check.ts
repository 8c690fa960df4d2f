import { compileCredentials } from "./schemas.ts";
import type { Chain } from "./chains.ts";
import type { SpecDocument } from "./document.ts";
import type { Issued, Ledger } from "./ledger.ts";
import { lockedFor, secretsOf } from "./login-gate.ts";
import { presentAlternative, type Presented } from "./presented.ts";
import type { Call } from "./request.ts";

/** Why something that was presented is not taken. `input` is `credentials`, the name of a token or value, or empty when it is missing. */
export interface Refusal {
  readonly input: string;
  readonly why: string;
  /** A spent token that came again: somebody has a copy. */
  readonly reused?: Issued;
  readonly expired?: true;
  /** Seconds until it may be tried again. */
  readonly retryAfter?: number;
}

export type Verdict = { readonly tokens: readonly Issued[]; readonly refusal?: never } | { readonly refusal: Refusal };

export type AcceptCredentials = (chain: Chain, credentials: Readonly<Record<string, unknown>>) => boolean;

/** Secrets that are never right, and what for: to see a refusal without a fixed list. */
const magic: readonly unknown[] = ["wrong", "locked"];

/** Credentials must fit the chain's schema and, when there is a fixed list, be one of its entries; else no secret may be a magic word. */
export function acceptCredentials(documents: readonly SpecDocument[], fixed: readonly Readonly<Record<string, unknown>>[] | undefined): AcceptCredentials {
  const fits = new Map(
    documents.flatMap(({ file, chains }) => chains.map((chain) => [chain, compileCredentials(chain.credentials.properties, `${file}: components.x-token-chains.${chain.name}`)] as const)),
  );
  return (chain, credentials) => {
    const carried = Object.entries(credentials);
    if (!carried.every(([name, value]) => fits.get(chain)?.(name, value))) return false;
    const required = new Set(chain.credentials.required);
    // An entry may leave out what is optional; what is required must be there, or any password would do.
    const equals = (entry: Readonly<Record<string, unknown>>): boolean => carried.every(([name, value]) => (Object.hasOwn(entry, name) ? String(entry[name]) === String(value) : !required.has(name)));
    if (fixed === undefined) return !secretsOf(chain, credentials).some((secret) => magic.includes(secret));
    return carried.length === 0 || fixed.some(equals);
  };
}

/** Checks against the ledger all that a request presents to one chain. */
export function checkPresented(
  { ledger, accepts, strict, spending }: { ledger: Ledger; accepts: AcceptCredentials; strict: boolean; spending: boolean },
  { document }: Call,
  chain: Chain,
  { credentials, tokens }: Presented,
): Verdict {
  if (!accepts(chain, credentials)) {
    const locked = secretsOf(chain, credentials).includes("locked");
    return { refusal: { input: "credentials", ...(locked ? { why: "the account is locked", retryAfter: lockedFor } : { why: "the credentials are wrong" }) } };
  }
  const found: Issued[] = [];
  for (const { name, value, inCookie } of tokens) {
    const token = ledger.find(document.path, name, value);
    if (!token) return { refusal: { input: name, why: `the ${name} was never issued` } };
    const state = ledger.state(token);
    if (state !== "live" && !(spending && ledger.inGrace(token))) {
      const refusal: Refusal = { input: name, why: `the ${name} is ${state}`, ...(state === "expired" && { expired: true }) };
      return { refusal: spending && ledger.isReuse(token) ? { ...refusal, reused: token } : refusal };
    }
    // The leniency `tokenPlace`.
    if (strict && token.inCookie !== inCookie) return { refusal: { input: name, why: `the ${name} was ${token.inCookie ? "" : "not "}given out in a cookie` } };
    found.push(token);
  }
  return { tokens: found };
}

/** Checks an operation's security: the first alternative that one of the document's chains can account for counts. */
export function checkSecurity(bench: { ledger: Ledger; accepts: AcceptCredentials; strict: boolean }, call: Call): Verdict {
  const { security } = call.operation;
  if (security.length === 0) return { tokens: [] };
  let refusal: Refusal | undefined;
  for (const alternative of security) {
    for (const chain of call.document.chains) {
      const presented = presentAlternative(call, chain, alternative);
      if (!presented) continue;
      const verdict = checkPresented({ ...bench, spending: false }, call, chain, presented);
      if (!verdict.refusal) return verdict;
      refusal ??= verdict.refusal;
    }
  }
  return { refusal: refusal ?? { input: "", why: `nothing fills ${security.map((names) => names.join(" and ")).join(", or ")}` } };
}
