import type { Spec } from "@freshkey-tools/spec";
import { below, stop, type Place } from "../mistake.ts";
import { print } from "../print.ts";
import { isAssertion } from "./keywords.ts";
import { schemaNames, type Name } from "./names.ts";
import { componentOf, cycles } from "./references.ts";
import type { Shape } from "./shape.ts";

/** The component schemas of a document. */
export interface Components {
  readonly spec: Spec;
  readonly names: readonly Name[];
  readonly cyclic: (from: string, to: string) => boolean;
}

export function components(spec: Spec): Components {
  return { spec, names: schemaNames(spec), cyclic: cycles(spec) };
}

/** One file while its schemas are made: what it must import, and the schemas that stand above the exported one. */
export interface Scope {
  readonly components: Components;
  /** The component that the file is for; undefined for the table of operations. */
  readonly own: string | undefined;
  /** Imported names by file. */
  readonly imports: Map<string, Set<string>>;
  readonly above: string[];
}

export function openScope(all: Components, own?: string): Scope {
  return { components: all, own, imports: new Map(), above: [] };
}

/** The name of the type of a schema that needs itself. */
export const typeName = ({ constant }: Name): string => `${constant}Schema`;

/** The schema that a `$ref` names, imported. */
export function referred({ components: { names, cyclic }, own, imports }: Scope, place: Place, schema: Readonly<Record<string, unknown>>): Shape {
  const ref = String(schema.$ref);
  // The generated type would pass over it.
  const beside = Object.keys(schema).find((word) => word !== "$ref" && isAssertion(word));
  if (beside !== undefined) stop(below(place, beside), `\`${beside}\` stands beside a $ref; write both as members of allOf`, true);
  const name = names.find(({ component }) => component === componentOf(ref));
  if (!name) return stop(below(place, "$ref"), `no zod schema can be made of \`${ref}\`; declare it under components.schemas`);
  const { component, constant, file } = name;
  const late = own !== undefined && cyclic(own, component);
  if (component !== own) {
    const imported = imports.get(file) ?? new Set();
    imports.set(file, imported.add(constant));
    if (late) imported.add(`type ${typeName(name)}`);
  }
  return late ? { type: typeName(name), value: constant, late } : { type: `typeof ${constant}`, value: constant };
}

/** Puts a schema above the exported one; returns what to call it. */
export function above(scope: Scope, place: Place, word: string, { value, late }: Shape): string {
  if (late) stop(place, `\`${word}\` leads back to its own schema; say it without a reference`);
  const name = `${word}${scope.above.filter((line) => line.startsWith(`const ${word}`)).length + 1}`;
  scope.above.push(print([`const ${name} = `, value, ";"]));
  return name;
}
