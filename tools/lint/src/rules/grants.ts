import { parseExpression, type Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { meant } from "../words.ts";
import { below, entries, isText, members, type Place } from "../place.ts";
import { operationPlaces, type OperationPlace } from "../operations.ts";
import { chainsOf, fillable, type Chain } from "../chain/chains.ts";
import { bodyMistakes } from "../chain/body.ts";
import { mayBeAbsent } from "../chain/optional.ts";
import { misfits } from "../schema/check.ts";

/** Grants, interactive pages and sign-out name operations of the document and give them what they take. */
export function grantMistakes(spec: Spec): Mistake[] {
  const operations = operationPlaces(spec);
  return chainsOf(spec).flatMap((chain) => {
    const grants = chain.grants.flatMap((grant) => {
      const interactive = below(grant.at, "interactive");
      return [
        ...called(spec, grant.at, operations, (operation) => [
          ...parameterMistakes(spec, chain, grant.at, operation, grant.requires),
          ...bodyMistakes(spec, chain, grant, operation),
          ...securityMistakes(spec, chain, grant.at, operation),
        ]),
        ...called(spec, interactive, operations, (operation) => parameterMistakes(spec, chain, interactive, operation, grant.requires)),
      ];
    });
    const signOut = below(chain.at, "signOut");
    return [...grants, ...called(spec, signOut, operations, (operation) => securityMistakes(spec, chain, signOut, operation))];
  });
}

function called(spec: Spec, at: Place, operations: readonly OperationPlace[], check: (operation: OperationPlace) => Mistake[]): Mistake[] {
  const { operationId } = members(at.node);
  if (!isText(operationId)) return [];
  const operation = operations.find(({ id }) => id === operationId);
  if (operation) return check(operation);
  const known = operations.flatMap(({ id }) => id ?? []);
  return [mistakeAt(spec, [...at.path, "operationId"], `no operation is called \`${operationId}\`; ${meant(operationId, known, "write an `operationId` of this document")}`)];
}

function parameterMistakes(spec: Spec, chain: Chain, at: Place, operation: OperationPlace, requires: readonly string[]): Mistake[] {
  const known = new Map(
    operation.parameters.flatMap((place) => {
      const { name } = members(place.node);
      return isText(name) ? [[name, place] as const] : [];
    }),
  );
  const given = entries(below(at, "parameters"));
  const mistakes = given.flatMap(([name, value]): Mistake[] => {
    const parameter = known.get(name);
    if (!parameter) {
      return [mistakeAtKey(spec, value.path, `\`${operation.id}\` has no parameter \`${name}\`; ${meant(name, [...known.keys()], "leave it out")}`)];
    }
    const expression = parseExpression(value.node);
    if (expression?.kind === "constant") {
      return misfits(spec, below(parameter, "schema"), expression.value)
        .slice(0, 1)
        .map(({ reason }) => mistakeAt(spec, value.path, `\`${String(value.node)}\` does not fit parameter \`${name}\`: ${reason}; write a value that fits`));
    }
    const absent = members(parameter.node)["required"] === true ? mayBeAbsent(chain, requires, expression) : undefined;
    return absent ? [mistakeAt(spec, value.path, `parameter \`${name}\` is required, but ${absent}`)] : [];
  });
  for (const [name, place] of known) {
    if (members(place.node)["required"] !== true || given.some(([other]) => other === name)) continue;
    const message = `\`${operation.id}\` needs parameter \`${name}\`; write \`${name}: …\` under \`parameters\``;
    mistakes.push(given.length > 0 ? mistakeAtKey(spec, [...at.path, "parameters"], message) : mistakeAt(spec, [...at.path, "operationId"], message));
  }
  return mistakes;
}

function securityMistakes(spec: Spec, chain: Chain, at: Place, operation: OperationPlace): Mistake[] {
  if (operation.security.length === 0 || fillable(chain, operation).length > 0) return [];
  const needed = operation.security.map((alternative) => alternative.map((scheme) => `\`${scheme}\``).join(" with ")).join(" or ");
  return [mistakeAt(spec, [...at.path, "operationId"], `\`${operation.id}\` takes ${needed}, which chain \`${chain.name}\` cannot fill; add it to the chain's \`schemes\``)];
}
