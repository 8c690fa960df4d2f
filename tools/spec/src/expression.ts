/** A value of the extension, read: a constant, or where it comes from at run time. */
export type Expression =
  | { readonly kind: "constant"; readonly value: unknown }
  | { readonly kind: "body"; readonly pointer: readonly string[] }
  | { readonly kind: "header" | "cookie" | "credentials" | "tokens" | "values" | "interaction"; readonly name: string };

const names = /^\$(credentials|tokens|values|interaction)\.([A-Za-z_][A-Za-z0-9_]*)$/;
const parts = /^\$response\.(header|cookie)\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/;

/** Reads one whole-string expression; `$$` at the start escapes. Undefined when it begins with `$` and is none. */
export function parseExpression(value: unknown): Expression | undefined {
  if (typeof value !== "string" || !value.startsWith("$")) return { kind: "constant", value };
  if (value.startsWith("$$")) return { kind: "constant", value: value.slice(1) };
  if (value.startsWith("$response.body#/")) {
    const steps = value.slice("$response.body#/".length).split("/");
    return { kind: "body", pointer: steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")) };
  }
  const match = names.exec(value) ?? parts.exec(value);
  return match ? { kind: match[1] as "header", name: match[2] as string } : undefined;
}
