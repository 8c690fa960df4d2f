import type { Grant } from "./chains.ts";
import { checkPresented, type AcceptCredentials, type Refusal } from "./check.ts";
import { resolve } from "./document.ts";
import { readAt, type Expression, type Pointer } from "./expression.ts";
import type { Issued, Ledger } from "./ledger.ts";
import { accountOf, secretsOf, type LoginGate } from "./login-gate.ts";
import { merge, nothing, present, presentAlternative, type Presented } from "./presented.ts";
import { mediaType, readParameter, type Call } from "./request.ts";
import type { SignIn } from "./sign-in/sign-in.ts";
import type { Users } from "./users.ts";

interface Bench {
  readonly ledger: Ledger;
  readonly accepts: AcceptCredentials;
  readonly strict: boolean;
  readonly gate: LoginGate;
  readonly now: () => number;
  readonly signIn: SignIn;
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
  const candidates = grantsOf(call)
    .flatMap((grant) => matchGrant(grant, call))
    .filter(({ grant, presented }) => bench.signIn.names(grant, presented));
  const [first] = candidates;
  if (!first) return { refusal: { input: "", why: "no grant of the document describes this request" } };

  const attempts = candidates.flatMap((candidate) => withSecurity(candidate, call));
  let refused: Exchanged | undefined;
  const failed = new Set<string>();
  for (const attempt of attempts) {
    const checked = check(bench, call, attempt);
    const account = loginOf(call, attempt);
    if (!("refusal" in checked)) {
      if (account !== undefined) bench.gate.succeeded(account);
      return checked;
    }
    if (account !== undefined && checked.refusal.input === "credentials" && checked.refusal.retryAfter === undefined) failed.add(account);
    if (checked.refusal.reused) bench.ledger.revokeFamily(checked.refusal.reused.family);
    refused ??= checked;
  }
  for (const account of failed) bench.gate.failed(account);
  return refused ?? { refusal: { input: "", why: "nothing fills the security of the operation" }, grant: first.grant };
}

/** Which account's gate an attempt stands at; undefined when it shows no secret. */
function loginOf({ document }: Call, { grant: { chain }, presented }: Attempt): string | undefined {
  return secretsOf(chain, presented.credentials).length === 0 ? undefined : JSON.stringify([document.path, chain.name, ...accountOf(chain, presented)]);
}

/** The grants that an operation stands for; none for an ordinary operation. */
export function grantsOf({ document, operation }: Call): readonly Grant[] {
  return document.chains.flatMap(({ grants }) => grants.filter(({ operationId }) => operationId === operation.id));
}

function matchGrant(grant: Grant, call: Call): Attempt[] {
  const found = [
    ...grant.body.map(({ pointer, is }) => present(is, readAt(call.content, pointer)) ?? allowed(call, grant, pointer, is)),
    ...grant.parameters.map(({ name, is }) => present(is, readParameter(call, name))),
  ];
  return found.includes(undefined) ? [] : [{ grant, presented: (found as Presented[]).reduce(merge, nothing) }];
}

/** A constant that all grants of the operation share tells none of them apart: any value that the document lists will do. */
function allowed(call: Call, grant: Grant, pointer: Pointer, is: Expression): Presented | undefined {
  if (is.kind !== "constant") return undefined;
  const shared = grantsOf(call).every(({ body }) => body.some((other) => other.pointer.join("/") === pointer.join("/") && other.is.kind === "constant" && other.is.value === is.value));
  return shared && enumAt(call, pointer).includes(readAt(call.content, pointer)) ? nothing : undefined;
}

function enumAt({ document: { root }, operation, headers }: Call, pointer: Pointer): readonly unknown[] {
  const schema = resolve(root, operation.node.requestBody)?.content?.[mediaType(headers)]?.schema;
  return pointer.reduce((at, step) => resolve(root, at?.properties?.[step]), resolve(root, schema))?.enum ?? [];
}

function withSecurity({ grant, presented }: Attempt, call: Call): Attempt[] {
  const { security } = call.operation;
  const alternatives = security.length === 0 ? [[]] : security;
  return alternatives.flatMap((alternative) => {
    const held = presentAlternative(call, grant.chain, alternative);
    return held ? [{ grant, presented: merge(held, presented) }] : [];
  });
}

function check(bench: Bench, call: Call, { grant, presented }: Attempt): Exchanged {
  const { ledger, accepts, strict, gate, users } = bench;
  const account = loginOf(call, { grant, presented });
  const retryAfter = account === undefined ? undefined : gate.shutFor(account);
  if (retryAfter !== undefined) return { refusal: { input: "credentials", why: "there were too many failed logins", retryAfter }, grant };
  const verdict = checkPresented({ ledger, accepts, strict, spending: true }, call, grant.chain, presented);
  if (verdict.refusal) return { refusal: verdict.refusal, grant };
  const refusal = bench.signIn.refuse(bench, { call, grant, presented, tokens: verdict.tokens });
  if (refusal) return { refusal, grant };
  for (const [name, value] of Object.entries(presented.values)) {
    const known = users ? users.knows(call) : grant.chain.given.has(name) || ledger.learned(call.document.path, name, value);
    if (!known) return { refusal: { input: name, why: `the ${name} is not known` }, grant };
  }
  const missing = grant.requires.find((name) => presented.credentials[name] === undefined || presented.credentials[name] === "");
  if (missing !== undefined) return { refusal: { input: "", why: `this grant is not usable without ${missing}` } };
  return { grant, presented, tokens: verdict.tokens };
}
