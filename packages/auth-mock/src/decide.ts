import { documented, findResponse, problem, type Answer, type Generate } from "./answer.ts";
import { checkSecurity, type AcceptCredentials, type Refusal } from "./check.ts";
import { strayCookies } from "./cookies.ts";
import { exchange, grantsOf, type Exchanged } from "./exchange.ts";
import type { ExportStep, Exports } from "./exports.ts";
import { readAt, writeAt } from "./expression.ts";
import type { Violation } from "./journal.ts";
import type { Issued, Ledger } from "./ledger.ts";
import type { LoginGate } from "./login-gate.ts";
import { mint } from "./mint.ts";
import { nameMissing } from "./missing.ts";
import { presentAlternative } from "./presented.ts";
import type { Call } from "./request.ts";
import type { SpecDocument } from "./document.ts";
import type { SignIn } from "./sign-in/sign-in.ts";
import type { Users } from "./users.ts";

/** Everything that the mock remembers. */
export interface Memory {
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly accepts: AcceptCredentials;
  /** No leniency. */
  readonly strict: boolean;
  readonly gate: LoginGate;
  readonly signIn: SignIn;
  readonly exportsOf: (document: SpecDocument) => Exports | undefined;
  readonly usersOf: (document: SpecDocument) => Users | undefined;
}

/** A violation of the request that Prism found. */
export interface Complaint extends Violation {
  readonly code?: string | number;
}

export interface Decision {
  readonly answer: Answer;
  /** Refusals of tokens and credentials, for the journal. */
  readonly violations: readonly Violation[];
}

/** Decides the answer to a request whose operation is known. Security goes first, then the shape of the request. */
export function decide(memory: Memory, call: Call, complaints: readonly Complaint[], generate: Generate): Decision {
  const decision = weigh(memory, call, complaints, generate);
  return { ...decision, violations: [...strayCookies(call.document, call), ...decision.violations] };
}

function weigh(memory: Memory, call: Call, complaints: readonly Complaint[], generate: Generate): Decision {
  const isExchange = grantsOf(call).length > 0;
  const verdict = isExchange ? undefined : checkSecurity(memory, call);
  if (verdict?.refusal) return refused(call, verdict.refusal, [401], generate);
  if (isExchange && !carriesSecurity(call)) {
    return refused(call, { input: "", why: "nothing fills the security of the operation" }, [401], generate);
  }
  if (complaints.length > 0) return { answer: invalid(call, complaints, generate), violations: [] };
  const preferred = readPrefer(call.headers["prefer"]);
  if (preferred) return { answer: generate(preferred), violations: [] };
  if (isExchange) return grant(memory, call, generate);
  const played = memory.signIn.play(memory, call, generate);
  if (played) return "refusal" in played ? refused(call, played.refusal, played.statuses, generate) : { ...played, violations: [] };
  return data(memory, call, verdict?.tokens ?? [], generate);
}

function grant(memory: Memory, call: Call, generate: Generate): Decision {
  const users = memory.usersOf(call.document);
  const exchanged = exchange({ ...memory, users }, call);
  if ("refusal" in exchanged) return refused(call, exchanged.refusal, refusalStatuses(exchanged), generate);
  const answer = mint({ ...memory, users, generate }, call, exchanged.grant, exchanged.presented, exchanged.tokens);
  return { answer: memory.signIn.settle(memory, call, exchanged.grant, answer), violations: [] };
}

function data(memory: Memory, call: Call, tokens: readonly Issued[], generate: Generate): Decision {
  const signOut = call.document.chains.find((chain) => chain.signOut?.operationId === call.operation.id)?.signOut;
  if (signOut) {
    const own = signOut.reference === undefined ? undefined : tokens.map(({ family }) => family.values.get(signOut.reference as string)).find(Boolean);
    if (own !== undefined && own !== call.path) return refused(call, { input: signOut.reference ?? "", why: "this session lives at another path" }, [404], generate);
    for (const { family } of tokens) memory.ledger.revokeFamily(family);
    return { answer: generate({}), violations: [] };
  }
  const step = memory.exportsOf(call.document)?.(call, tokens[0]?.family.account ?? []);
  if (step) return exportAnswer(call, step, generate);
  const users = memory.usersOf(call.document);
  if (users?.knows(call) === false) return refused(call, { input: "user", why: "there is no such user" }, [404], generate);
  const answer = generate({});
  return { answer: users?.owns(call) ? { ...answer, ...users.shape(call, answer.status, answer.body) } : answer, violations: [] };
}

function exportAnswer(call: Call, { statuses, uri, empty }: ExportStep, generate: Generate): Decision {
  const [status = 200] = statuses;
  if (status >= 400) return refused(call, { input: "", why: "this export is gone, or was never there" }, statuses, generate);
  const answer = firstDocumented(call, statuses, generate) ?? generate({});
  const located = uri !== undefined && answer.headers["location"] !== undefined ? { ...answer.headers, location: uri } : answer.headers;
  const body = uri !== undefined && readAt(answer.body, ["uri"]) !== undefined ? writeAt(answer.body, ["uri"], uri) : answer.body;
  return { answer: { ...answer, headers: located, body: empty && answer.status === 200 ? "" : body }, violations: [] };
}

function carriesSecurity(call: Call): boolean {
  const { security } = call.operation;
  return security.length === 0 || security.some((alternative) => call.document.chains.some((chain) => presentAlternative(call, chain, alternative)));
}

/** The statuses that say "this input is refused", the likeliest first. */
function refusalStatuses({ refusal, grant }: Extract<Exchanged, { readonly refusal: Refusal }>): number[] {
  if (!grant) return [400, 422];
  const mapped = grant.refusedBy.filter(({ input }) => input === refusal.input).map(({ status }) => status);
  return [...mapped, 401, 400];
}

function refused(call: Call, { input, why, expired, retryAfter }: Refusal, statuses: readonly number[], generate: Generate): Decision {
  const violations: Violation[] = [{ side: "request", location: input === "" ? "request" : input, message: why }];
  const reason = expired ? "expired" : input === "" ? "missing" : input === "credentials" ? "credentials" : "invalid";
  const fitting = retryAfter === undefined ? statuses : [429];
  const answer = firstDocumented(call, fitting, generate, reason) ?? problem(fitting[0] ?? 401, `Refused: ${why}.`);
  return { answer: retryAfter === undefined ? answer : { ...answer, headers: { ...answer.headers, "retry-after": String(retryAfter) } }, violations };
}

function invalid(call: Call, complaints: readonly Complaint[], generate: Generate): Answer {
  const unsupported = complaints.some(({ code }) => Number(code) === 415);
  const statuses = unsupported ? [415, 422, 400] : [422, 400];
  const answer = firstDocumented(call, statuses, generate);
  return answer ? { ...answer, body: nameMissing(answer.body, complaints) } : problem(unsupported ? 415 : 422, "The document does not allow this request.", complaints);
}

function firstDocumented(call: Call, statuses: readonly number[], generate: Generate, named?: string): Answer | undefined {
  const status = statuses.find((candidate) => findResponse(call, candidate) !== undefined);
  return status === undefined ? undefined : documented(call, status, generate, [], named);
}

/** `Prefer: code=429, example=name, dynamic=true`. */
function readPrefer(header: string | undefined): Parameters<Generate>[0] | undefined {
  const wishes = new Map((header ?? "").split(/[,;]/).map((wish) => wish.trim().split("=", 2) as [string, string | undefined]));
  const code = Number(wishes.get("code"));
  const exampleKey = wishes.get("example");
  const dynamic = wishes.get("dynamic") === "true";
  if (!(code > 0) && exampleKey === undefined && !dynamic) return undefined;
  return { ...(code > 0 && { code }), ...(exampleKey !== undefined && { exampleKey }), dynamic };
}
