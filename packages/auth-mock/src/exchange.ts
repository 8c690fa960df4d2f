import type { Grant } from "./chains.ts";
import { checkPresented, type AcceptCredentials, type Refusal } from "./check.ts";
import { readAt } from "./expression.ts";
import type { Issued, Ledger } from "./ledger.ts";
import { merge, nothing, present, presentAlternative, type Presented } from "./presented.ts";
import { readParameter, type Call } from "./request.ts";
import type { Users } from "./users.ts";

interface Bench {
  readonly ledger: Ledger;
  readonly accepts: AcceptCredentials;
  readonly users: Users | undefined;
}

/** One way to read a request: as this grant, presenting that. */
interface Attempt {
  readonly grant: Grant;
  readonly presented: Presented;
}

export type Exchanged =
  | { readonly grant: Grant; readonly presented: Presented; readonly tokens: readonly Issued[] }
  /** `grant` is absent when the request matches none. */
  | { readonly refusal: Refusal; readonly grant?: Grant };

/** Finds the grant that a request makes use of and checks what it hands in. A reused token costs its whole family. */
export function exchange(bench: Bench, call: Call): Exchanged {
  const candidates = grantsOf(call).flatMap((grant) => matchGrant(grant, call));
  const [first] = candidates;
  if (!first) return { refusal: { input: "", why: "no grant of the document describes this request" } };

  const attempts = candidates.flatMap((candidate) => withSecurity(candidate, call));
  let refused: Exchanged | undefined;
  for (const attempt of attempts) {
    const checked = check(bench, call, attempt);
    if (!("refusal" in checked)) return checked;
    if (checked.refusal.reused) bench.ledger.revokeFamily(checked.refusal.reused.family);
    refused ??= checked;
  }
  return refused ?? { refusal: { input: "", why: "nothing fills the security of the operation" }, grant: first.grant };
}

/** The grants that an operation stands for; none for an ordinary operation. */
export function grantsOf({ document, operation }: Call): readonly Grant[] {
  return document.chains.flatMap(({ grants }) => grants.filter(({ operationId }) => operationId === operation.id));
}

function matchGrant(grant: Grant, call: Call): Attempt[] {
  if (grant.interactive) return [];
  const found = [...grant.body.map(({ pointer, is }) => present(is, readAt(call.content, pointer))), ...grant.parameters.map(({ name, is }) => present(is, readParameter(call, name)))];
  return found.includes(undefined) ? [] : [{ grant, presented: (found as Presented[]).reduce(merge, nothing) }];
}

function withSecurity({ grant, presented }: Attempt, call: Call): Attempt[] {
  const { security } = call.operation;
  const alternatives = security.length === 0 ? [[]] : security;
  return alternatives.flatMap((alternative) => {
    const held = presentAlternative(call, grant.chain, alternative);
    return held ? [{ grant, presented: merge(held, presented) }] : [];
  });
}

function check({ ledger, accepts, users }: Bench, call: Call, { grant, presented }: Attempt): Exchanged {
  const verdict = checkPresented({ ledger, accepts, spending: true }, call, grant.chain, presented);
  if (verdict.refusal) return { refusal: verdict.refusal, grant };
  for (const [name, value] of Object.entries(presented.values)) {
    const known = users ? users.knows(call) : grant.chain.given.has(name) || ledger.learned(call.document.path, name, value);
    if (!known) return { refusal: { input: name, why: `the ${name} is not known` }, grant };
  }
  const missing = grant.requires.find((name) => presented.credentials[name] === undefined || presented.credentials[name] === "");
  if (missing !== undefined) return { refusal: { input: "", why: `this grant is not usable without ${missing}` } };
  return { grant, presented, tokens: verdict.tokens };
}
