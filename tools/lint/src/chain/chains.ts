import type { Spec } from "@freshkey-tools/spec";
import { below, entries, follow, isText, items, list, members, root, type Place } from "../place.ts";
import { operationPlaces, type OperationPlace } from "../operations.ts";
import { objectShape } from "../schema/pointer.ts";

/** One chain of a document with what it declares. */
export interface Chain {
  readonly name: string;
  readonly at: Place;
  /** Name and schema of each credential. */
  readonly credentials: ReadonlyMap<string, Place>;
  /** Credentials that are always there. */
  readonly required: readonly string[];
  readonly tokens: readonly string[];
  readonly values: readonly string[];
  readonly schemes: readonly string[];
  readonly grants: readonly Grant[];
}

/** One grant and the operation that it runs; undefined when the document has none of that name. */
export interface Grant {
  readonly at: Place;
  readonly name: string;
  readonly operation: OperationPlace | undefined;
  /** Credentials without which it does not run. */
  readonly requires: readonly string[];
  readonly isInteractive: boolean;
}

export const chainsPath = ["components", "x-token-chains"] as const;

/** Every chain of a document, in the order of the file. */
export function chainsOf(spec: Spec): Chain[] {
  const operations = operationPlaces(spec);
  return entries(below(root(spec), ...chainsPath))
    .filter(([name]) => name !== "version")
    .map(([name, at]) => {
      const credentials = objectShape(below(at, "credentials"));
      return {
        name,
        at,
        credentials: credentials.properties,
        required: credentials.required,
        tokens: namesBelow(at, "tokens"),
        values: namesBelow(at, "values"),
        schemes: namesBelow(at, "schemes"),
        grants: items(below(at, "grants")).map((grant) => readGrant(grant, operations)),
      };
    });
}

function namesBelow(at: Place, word: string): string[] {
  return Object.keys(members(below(at, word).node));
}

function readGrant(at: Place, operations: readonly OperationPlace[]): Grant {
  const { operationId, requires, interactive } = members(at.node);
  return {
    at,
    name: isText(operationId) ? operationId : "this grant",
    operation: operations.find(({ id }) => id !== undefined && id === operationId),
    requires: list(requires)
      .filter(isText)
      .map((name) => name.replace("$credentials.", "")),
    isInteractive: interactive !== undefined,
  };
}

/** Security schemes of the document. */
export function securitySchemes(spec: Spec): ReadonlyMap<string, Place> {
  return new Map(entries(below(root(spec), "components", "securitySchemes")).map(([name, place]) => [name, follow(place)]));
}

/** Security alternatives of an operation that a chain has every scheme for. */
export function fillable(chain: Chain, operation: OperationPlace): readonly (readonly string[])[] {
  return operation.security.filter((alternative) => alternative.every((scheme) => chain.schemes.includes(scheme)));
}
