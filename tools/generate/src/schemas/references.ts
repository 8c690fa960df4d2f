import type { Spec } from "@freshkey-tools/spec";

const prefix = "#/components/schemas/";

/** The component that a `$ref` names; undefined for any other place. */
export function componentOf(ref: string): string | undefined {
  const name = ref.startsWith(prefix) ? ref.slice(prefix.length) : "/";
  return name.includes("/") ? undefined : decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~");
}

function named(node: unknown, found: Set<string>): Set<string> {
  if (typeof node !== "object" || node === null) return found;
  for (const [word, value] of Object.entries(node)) {
    // Data: a `$ref` in it means nothing.
    if (word === "example" || word === "examples" || word === "default" || word === "enum" || word === "const") continue;
    const component = word === "$ref" && typeof value === "string" ? componentOf(value) : undefined;
    if (component !== undefined) found.add(component);
    named(value, found);
  }
  return found;
}

/** Whether a component schema and another need each other; the same one twice: whether it needs itself. */
export function cycles(spec: Spec): (from: string, to: string) => boolean {
  const schemas: Readonly<Record<string, unknown>> = spec.document.components?.schemas ?? {};
  const reach = (name: string, found = new Set<string>()): Set<string> => {
    for (const next of named(schemas[name], new Set())) {
      if (found.has(next)) continue;
      found.add(next);
      reach(next, found);
    }
    return found;
  };
  const reached = new Map(Object.keys(schemas).map((name) => [name, reach(name)]));
  return (from, to) => (reached.get(from)?.has(to) ?? false) && (reached.get(to)?.has(from) ?? false);
}
