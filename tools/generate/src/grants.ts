import { parseExpression, type GrantSource } from "@freshkey-tools/spec";
import { livesCode, outputsCode, successCode } from "./answers.ts";
import { operationOf, serverOf, type Chain } from "./chain.ts";
import { array, object, quote, strings } from "./code.ts";
import { below, known, stop, type Place } from "./mistake.ts";
import type { Code } from "./print.ts";
import { bodyCode, noUses, parametersCode } from "./requests.ts";
import { securityCode } from "./schemes.ts";

/** The chain's `grants`. One that needs a person is no part of a client yet. */
export function grantsCode(chain: Chain): Code {
  const grants = chain.source.grants.flatMap((grant, index) => (grant.interactive ? [] : [grantCode(chain, below(chain.place, "grants", index), grant)]));
  if (grants.length === 0 && chain.source.grants.length > 0) {
    stop(below(chain.place, "grants"), "every grant of the chain is interactive; write one that runs without a person");
  }
  return array(grants);
}

function grantCode(chain: Chain, place: Place, grant: GrantSource): Code {
  const operation = operationOf(chain, below(place, "operationId"), grant.operationId);
  const uses = noUses();
  const parameters = parametersCode(chain, place, operation, grant.parameters ?? {}, uses);
  const body = bodyCode(chain, place, operation, grant.requestBody, uses);
  const security = securityCode(chain, place, operation, uses);
  const data = {
    method: quote(operation.method),
    path: quote(operation.path),
    server: serverOf(chain, operation),
    runsOn: grant.runsOn === undefined ? undefined : quote(grant.runsOn),
    needs: strings([...chain.tokens.filter((name) => uses.tokens.has(name)), ...chain.values.filter((name) => uses.values.has(name))]),
    credentials: strings(chain.credentials.filter((name) => uses.credentials.has(name))),
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
