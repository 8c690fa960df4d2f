import type { Spec } from "@freshkey-tools/spec";
import { stop } from "../mistake.ts";

/** What a component schema is called in TypeScript. */
export interface Name {
  /** As in the document. */
  readonly component: string;
  /** The constant that holds the zod schema. */
  readonly constant: string;
  /** Without folder: `token-answer.ts`. */
  readonly file: string;
}

// What generated code calls, and what no constant can be named.
const taken = new Set(
  "z schemas JSON Object Set await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield arguments eval".split(
    " ",
  ),
);
const files = new Set(["index.ts", "operations.ts"]);

/** `TokenAnswer`, or `tokenAnswer` for `token-answer`. */
function constantOf(component: string): string {
  const text = component.replaceAll(/[^A-Za-z0-9_$]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
  return /^[0-9]/.test(text) ? `_${text}` : text;
}

function fileOf(constant: string): string {
  const words = constant.replaceAll(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, (_, a = "", b = "", c = "", d = "") => `${a}${c}-${b}${d}`);
  return `${words.toLowerCase()}.ts`;
}

/** The names of all component schemas, in the order of the file. */
export function schemaNames(spec: Spec): readonly Name[] {
  const names: Name[] = [];
  for (const component of Object.keys(spec.document.components?.schemas ?? {})) {
    const constant = constantOf(component);
    const name = { component, constant, file: fileOf(constant) };
    const place = { spec, path: ["components", "schemas", component] };
    if (taken.has(constant) || files.has(name.file)) stop(place, `\`${component}\` cannot be the name of a schema; write another`, true);
    const twin = names.find((other) => other.constant === constant || other.file === name.file);
    if (twin) stop(place, `\`${component}\` and \`${twin.component}\` would be one file, ${name.file}; write another name`, true);
    names.push(name);
  }
  return names;
}
