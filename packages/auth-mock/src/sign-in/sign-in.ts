import type { Answer, Generate } from "../answer.ts";
import type { Grant } from "../chains.ts";
import type { AcceptCredentials, Refusal } from "../check.ts";
import { readAt } from "../expression.ts";
import type { Family, Ledger } from "../ledger.ts";
import type { Presented } from "../presented.ts";
import type { Call } from "../request.ts";
import { createCodes, type Visit } from "./codes.ts";
import { createDirectory } from "./directory.ts";
import { decisionName, privately, signInPage } from "./page.ts";
import { hasPeople, interactionOf, whyForeign, whyNoCode, type Redemption } from "./redeem.ts";
import { withMembers } from "./redirect.ts";
import { pagesOf, readVisit } from "./visit.ts";

interface Bench {
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly accepts: AcceptCredentials;
}

/** What an operation of a sign-in answers, or with which status it refuses. */
export type Played = { readonly answer: Answer } | { readonly refusal: Refusal; readonly statuses: readonly number[] };

/** The sign-in of a person, played by `interactive` in the document's chains. */
export interface SignIn {
  /** The page that a person is sent to, and what else is asked before and after; undefined for any other operation. */
  play(bench: Bench, call: Call, generate: Generate): Played | undefined;
  /** Whether a request names who signed in, where the chain asks for that. */
  names(grant: Grant, presented: Presented): boolean;
  /** Why a code, or a token that a sign-in gave, is not taken. */
  refuse(bench: Bench, redemption: Redemption): Refusal | undefined;
  /** Remembers what came of a grant, and puts into its answer whose token it is. */
  settle(bench: Bench, call: Call, grant: Grant, answer: Answer): Answer;
}

export interface SignInOptions {
  readonly now: () => number;
  readonly mode: "at once" | "page" | undefined;
  /** The only credentials that are taken. */
  readonly credentials: readonly Readonly<Record<string, unknown>>[] | undefined;
}

export function createSignIn({ now, mode = "at once", credentials }: SignInOptions): SignIn {
  const codes = createCodes(now);
  const directory = createDirectory(credentials);

  const visit = (bench: Bench, call: Call, read: Visit): Played => {
    if (!bench.accepts(read.grant.chain, read.credentials)) return { refusal: { input: "credentials", why: "nobody signs in here by these credentials" }, statuses: [401, 403, 400] };
    const decision = new URLSearchParams(call.query).get(decisionName);
    if (decision === null && mode === "page") return { answer: signInPage(call, read) };
    const { redirectUrl = "", state } = read.interaction;
    const members = decision === "cancel" ? { error: "access_denied", error_description: "The person pressed Cancel.", state } : { code: codes.issue(read), state };
    const headers = { location: withMembers(redirectUrl, members), ...privately };
    return { answer: { status: redirectStatus(call), headers, body: undefined } };
  };

  return {
    play(bench, call, generate) {
      const grants = pagesOf(call);
      if (grants.length === 0) return directory.play(bench.ledger, call, generate);
      const read = readVisit(call, grants);
      return "refusal" in read ? { ...read, statuses: [400, 422] } : visit(bench, call, read);
    },
    names: (grant, { credentials }) => !hasPeople(grant) || (grant.chain.credentials.required ?? []).every((name) => (credentials[name] ?? "") !== ""),
    refuse: (bench, redemption) => (redemption.grant.interactive ? whyNoCode(codes, bench.now(), bench.ledger, redemption) : hasPeople(redemption.grant) ? whyForeign(redemption) : undefined),
    settle(bench, call, grant, answer) {
      const family = familyOf(bench.ledger, call, grant, answer);
      if (!family) return answer;
      const code = grant.interactive && codes.find(interactionOf(call, grant)["code"]);
      if (code) code.family = family;
      return { ...answer, body: directory.sign(family, answer.body) };
    },
  };
}

function familyOf(ledger: Ledger, { document }: Call, { outputs }: Grant, { body }: Answer): Family | undefined {
  for (const { name, value } of outputs) {
    const token = value.kind === "body" ? readAt(body, value.pointer) : undefined;
    const family = typeof token === "string" ? ledger.find(document.path, name, token)?.family : undefined;
    if (family) return family;
  }
  return undefined;
}

function redirectStatus({ operation }: Call): number {
  return Number(Object.keys(operation.node.responses ?? {}).find((status) => /^3\d\d$/.test(status)) ?? 302);
}
