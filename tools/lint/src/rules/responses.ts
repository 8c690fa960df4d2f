import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { below, entries, follow, isText, items, members, type Place } from "../place.ts";
import { contents, operationPlaces, responses, type OperationPlace } from "../operations.ts";
import { typesOf } from "../schema/pointer.ts";

/** Every response with a body has an example; headers are plain; cookies are listed, not described as a header. */
export function responseMistakes(spec: Spec): Mistake[] {
  const seen = new Set<unknown>();
  return operationPlaces(spec).flatMap((operation) =>
    responses(operation).flatMap(([status, response]) => {
      // A shared response is told once.
      if (seen.has(response.node)) return [];
      seen.add(response.node);
      return [...withoutExample(spec, operation, status), ...headerMistakes(spec, response), ...cookieMistakes(spec, response)];
    }),
  );
}

function headerMistakes(spec: Spec, response: Place): Mistake[] {
  return entries(below(response, "headers")).flatMap(([name, header]): Mistake | [] => {
    if (name.toLowerCase() === "set-cookie") {
      return mistakeAtKey(spec, header.path, "cookies are not described as a header; list them under `x-set-cookies` of the response, as `{ name, path }`");
    }
    const type = typesOf(below(follow(header), "schema")).find((one) => one === "array" || one === "object");
    return type === undefined ? [] : mistakeAtKey(spec, header.path, `header \`${name}\` is of type ${type}; write \`type: string\``);
  });
}

function cookieMistakes(spec: Spec, response: Place): Mistake[] {
  return items(below(response, "x-set-cookies"))
    .filter(({ node }) => !isText(members(node)["name"]))
    .map(({ path }) => mistakeAt(spec, path, "this cookie has no name; write `- name: …`"));
}

function withoutExample(spec: Spec, operation: OperationPlace, status: string): Mistake[] {
  return contents(below(operation.at, "responses", status)).flatMap(([mediaType, content]) => {
    const { example, examples } = members(content.node);
    if (example !== undefined || Object.keys(members(examples)).length > 0) return [];
    return mistakeAtKey(spec, content.path, `the ${status} of ${operation.id ?? operation.title} has no example; write \`example:\` below \`${mediaType}\``);
  });
}
