import type { Grant } from "../chains.ts";
import type { Refusal } from "../check.ts";
import type { Call } from "../request.ts";
import type { Visit } from "./codes.ts";
import { decisionName } from "./page.ts";
import { whyNoTarget } from "./redirect.ts";
import { isChallenge } from "./verifier.ts";

/** The grants whose page an operation is. */
export function pagesOf({ document, operation }: Call): readonly Grant[] {
  return document.chains.flatMap(({ grants }) => grants.filter(({ interactive }) => interactive?.operationId === operation.id));
}

/** Reads the address that a person came by, as the page of one of these grants. */
export function readVisit(call: Call, grants: readonly Grant[]): Visit | { readonly refusal: Refusal } {
  const query = new URLSearchParams(call.query);
  query.delete(decisionName);
  const refuse = (input: string, why: string): { readonly refusal: Refusal } => ({ refusal: { input, why } });
  const visit = grants.map((grant) => asPageOf(grant, query)).find((read) => read !== undefined);
  if (!visit) return refuse("", "no sign-in of the document begins like this");
  const { redirectUrl = "", codeChallenge } = visit.interaction;
  const why = whyNoTarget(redirectUrl);
  if (why !== undefined) return refuse("redirectUrl", why);
  if (codeChallenge === undefined || !isChallenge(codeChallenge)) return refuse("codeChallenge", "the challenge is no SHA-256 as base64url");
  return visit;
}

function asPageOf(grant: Grant, query: URLSearchParams): Visit | undefined {
  const parameters = grant.interactive?.parameters ?? [];
  const isKnown = (name: string): boolean => parameters.some((parameter) => parameter.name === name);
  if (![...query.keys()].every(isKnown)) return undefined;
  const credentials: Record<string, string> = {};
  const interaction: Record<string, string> = {};
  for (const { name, is } of parameters) {
    const value = query.get(name) ?? "";
    if (is.kind === "constant" && String(is.value) !== value) return undefined;
    if (is.kind === "credentials" && value !== "") credentials[is.name] = value;
    if (is.kind === "interaction" && value === "") return undefined;
    if (is.kind === "interaction") interaction[is.name] = value;
  }
  const required = grant.chain.credentials.required ?? [];
  return required.every((name) => credentials[name] !== undefined) ? { grant, credentials, interaction } : undefined;
}
