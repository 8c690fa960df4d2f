import type { Spec } from "@freshkey-tools/spec";
import { below, entries, follow, isText, items, list, members, root, type Place } from "./place.ts";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** One operation of the document, with its place, so that mistakes in it have a position. */
export interface OperationPlace {
  readonly id: string | undefined;
  /** `POST /auth/refresh` */
  readonly title: string;
  readonly at: Place;
  /** Of the path item and the operation, references followed. */
  readonly parameters: readonly Place[];
  /** Each alternative: the names of its schemes. The document's, when the operation has none of its own. */
  readonly security: readonly (readonly string[])[];
}

/** Every operation, in the order of the file. */
export function operationPlaces(spec: Spec): OperationPlace[] {
  const document = root(spec);
  return entries(below(document, "paths")).flatMap(([path, item]) =>
    methods.flatMap((method): OperationPlace | [] => {
      const at = below(item, method);
      if (Object.keys(members(at.node)).length === 0) return [];
      const { operationId, security } = members(at.node);
      const needs = list(security ?? members(document.node)["security"]);
      return {
        id: isText(operationId) ? operationId : undefined,
        title: `${method.toUpperCase()} ${path}`,
        at,
        parameters: [...items(below(item, "parameters")), ...items(below(at, "parameters"))].map(follow),
        security: needs.map((alternative) => Object.keys(members(alternative))),
      };
    }),
  );
}

/** Status and place of each response, references followed. */
export function responses(operation: OperationPlace): [string, Place][] {
  return entries(below(operation.at, "responses")).map(([status, response]) => [status, follow(response)]);
}

/** The responses that mean success. */
export function successes(operation: OperationPlace): Place[] {
  return responses(operation).flatMap(([status, response]) => (/^2/.test(status) ? [response] : []));
}

/** Media type and place of each content of a request body, response, parameter or header. */
export function contents(holder: Place): [string, Place][] {
  return entries(below(follow(holder), "content"));
}

export function isJson(mediaType: string): boolean {
  return /^application\/([\w.-]+\+)?json\b/.test(mediaType);
}
