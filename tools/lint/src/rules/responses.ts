import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { below, entries, follow, isText, items, members } from "../place.ts";
import { contents, operationPlaces, responses, type OperationPlace } from "../operations.ts";
import { typesOf } from "../schema/pointer.ts";

/** Every response with a body has an example; headers are plain; cookies are listed, not described as a header. */
export function responseMistakes(spec: Spec): Mistake[] {
  return operationPlaces(spec).flatMap((operation) =>
    responses(operation).flatMap(([status, response]) => [
      ...withoutExample(spec, operation, status),
      ...entries(below(response, "headers")).flatMap(([name, header]): Mistake | [] => {
        if (name.toLowerCase() === "set-cookie") {
          return mistakeAtKey(spec, header.path, "cookies are not described as a header; list them under `x-set-cookies` of the response, as `{ name, path }`");
        }
        const type = typesOf(below(follow(header), "schema")).find((one) => one === "array" || one === "object");
        return type === undefined ? [] : mistakeAtKey(spec, header.path, `header \`${name}\` is of type ${type}; write \`type: string\``);
      }),
      ...items(below(response, "x-set-cookies")).flatMap(({ path, node }): Mistake | [] =>
        isText(members(node)["name"]) ? [] : mistakeAt(spec, path, "this cookie has no name; write `- name: …`"),
      ),
    ]),
  );
}

function withoutExample(spec: Spec, operation: OperationPlace, status: string): Mistake[] {
  return contents(below(operation.at, "responses", status)).flatMap(([mediaType, content]) => {
    const { example, examples } = members(content.node);
    if (example !== undefined || Object.keys(members(examples)).length > 0) return [];
    return mistakeAtKey(spec, content.path, `the ${status} of ${operation.id ?? operation.title} has no example; write \`example:\` below \`${mediaType}\``);
  });
}
