import { parseExpression, type GrantSource } from "@freshkey-tools/spec";
import { livesCode, outputsCode, successCode } from "./answers.ts";
import { operationOf, serverOf, type Chain } from "./chain.ts";
import { array, object, quote, strings } from "./code.ts";
import { below, known, stop, type Place } from "./mistake.ts";
import type { Code } from "./print.ts";
import { bodyCode, noUses, parametersCode } from "./requests.ts";
import { securityCode } from "./schemes.ts";

/** The chain's `grants`. What needs a person stands apart: no renewal starts it, and only who signs people in carries its bytes. */
export function grantsCode(chain: Chain, platform?: "browser"): Code {
  return array(chain.source.grants.flatMap((grant, index) => (grant.interactive || (platform && grant.runsOn) ? [] : [grantCode(chain, below(chain.place, "grants", index), grant)])));
}

/** Whether a browser build has less of it. */
export const isPartial = (chain: Chain): boolean => chain.source.grants.some((grant) => grant.runsOn);

/** What only the grants yield that a browser build leaves out: named there, so that an error can say why. */
export function serverOnlyCode({ source, tokens, values }: Chain): Code | undefined {
  const left = new Set(source.grants.flatMap((grant) => (grant.runsOn ? Object.keys(grant.outputs) : [])));
  return strings([...tokens, ...values].filter((name) => left.has(name)));
}

/** The chain's interactive grant and the page a person is sent to first; undefined when it has none. */
export function signInCode(chain: Chain): Code | undefined {
  const all = chain.source.grants.flatMap((grant, index) => (grant.interactive ? [{ grant, interactive: grant.interactive, place: below(chain.place, "grants", index) }] : []));
  const [first, second] = all;
  if (second) stop(below(second.place, "interactive"), "a second interactive grant; write a chain of its own for it", true);
  if (!first) return undefined;
  const { grant, interactive, place } = first;
  const at = below(place, "interactive");
  const page = operationOf(chain, below(at, "operationId"), interactive.operationId);
  if (page.method !== "GET") stop(below(at, "operationId"), `${page.id} is a ${page.method}, and a person is sent to an address; write an operation with GET`);
  const data = { path: quote(page.path), server: serverOf(chain, page) };
  const packed = Object.values(data).filter((code) => code !== undefined).length;
  const parameters = parametersCode(chain, at, page, interactive.parameters ?? {}, noUses(true));
  return object({ page: object({ ...data, parameters }, { broken: true, packed }), grant: grantCode(chain, place, grant) }, { broken: true });
}

function grantCode(chain: Chain, place: Place, grant: GrantSource): Code {
  const operation = operationOf(chain, below(place, "operationId"), grant.operationId);
  const uses = noUses(grant.interactive !== undefined);
  const parameters = parametersCode(chain, place, operation, grant.parameters ?? {}, uses);
  const body = bodyCode(chain, place, operation, grant.requestBody, uses);
  const security = securityCode(chain, place, operation, uses);
  const data = {
    method: quote(operation.method),
    path: quote(operation.path),
    server: serverOf(chain, operation),
    runsOn: grant.runsOn === undefined ? undefined : quote(grant.runsOn),
    needs: strings([...chain.tokens.filter((name) => uses.tokens.has(name)), ...chain.values.filter((name) => uses.values.has(name))]),
    // A code that is refused says nothing against the credentials: these only name who signs in.
    credentials: grant.interactive ? undefined : strings(chain.credentials.filter((name) => uses.credentials.has(name))),
    requires: requiresCode(chain, place, grant),
    security,
    refusedBy: refusedByCode(chain, place, grant),
  };
  const functions = {
    parameters,
    body,
    success: successCode(place, grant.success),
    outputs: outputsCode(chain, place, grant),
    expiresIn: livesCode(chain, place, grant),
  };
  const packed = Object.values(data).filter((code) => code !== undefined).length;
  return object({ ...data, ...functions }, { broken: true, packed });
}

function requiresCode(chain: Chain, place: Place, { requires = [] }: GrantSource): Code | undefined {
  return strings(
    requires.map((text, index) => {
      const at = below(place, "requires", index);
      const from = parseExpression(text);
      if (from?.kind !== "credentials") return stop(at, `\`${text}\` names no credential; write $credentials.<name>`);
      return known(at, "credential", from.name, chain.credentials);
    }),
  );
}

function refusedByCode(chain: Chain, place: Place, { refusedBy = {} }: GrantSource): Code | undefined {
  const entries = Object.entries(refusedBy).map(([status, input]) => {
    const at = below(place, "refusedBy", status);
    if (!/^[1-5]\d\d$/.test(status)) stop(at, `\`${status}\` is no status; write one such as 401`, true);
    return [status, quote(known(at, "input", input, ["credentials", ...chain.tokens, ...chain.values]))] as const;
  });
  return entries.length > 0 ? object(Object.fromEntries(entries)) : undefined;
}

/** The chain's `signOut`; undefined when it has none. */
export function signOutCode(chain: Chain): Code | undefined {
  const source = chain.source.signOut;
  if (!source) return undefined;
  const place = below(chain.place, "signOut");
  const operation = operationOf(chain, below(place, "operationId"), source.operationId);
  return object({
    run: "endSession",
    method: quote(operation.method),
    path: quote(operation.path),
    server: serverOf(chain, operation),
    security: securityCode(chain, place, operation),
    reference: source.reference === undefined ? undefined : referenceCode(chain, below(place, "reference"), source.reference),
  });
}

function referenceCode(chain: Chain, place: Place, text: string): Code {
  const from = parseExpression(text);
  if (from?.kind !== "values") return stop(place, `\`${text}\` names no value; write $values.<name>`);
  return quote(known(place, "value", from.name, chain.values));
}
