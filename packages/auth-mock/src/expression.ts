/** A value of `x-token-chains`, read: a constant, or where it comes from. */
export type Expression =
  | { readonly kind: "constant"; readonly value: unknown }
  | { readonly kind: "body"; readonly pointer: Pointer }
  | { readonly kind: "header" | "cookie" | "credentials" | "tokens" | "values" | "interaction"; readonly name: string };

export type Pointer = readonly string[];

const inputs = /^\$(credentials|tokens|values|interaction)\.(\w+)$/;
const answers = /^\$response\.(header|cookie)\.(\S+)$/;
const body = "$response.body#/";

/** Reads one whole-string expression; `$$` at the start escapes. Undefined when it begins with `$` and is none. */
export function parseExpression(value: unknown): Expression | undefined {
  if (typeof value !== "string" || !value.startsWith("$")) return { kind: "constant", value };
  if (value.startsWith("$$")) return { kind: "constant", value: value.slice(1) };
  if (value.startsWith(body)) return { kind: "body", pointer: parsePointer(value.slice(body.length)) };
  const [, kind, name] = inputs.exec(value) ?? answers.exec(value) ?? [];
  return kind && name ? { kind: kind as "header", name } : undefined;
}

function parsePointer(text: string): Pointer {
  return text.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function readAt(value: unknown, pointer: Pointer): unknown {
  return pointer.reduce<any>((at, step) => (at !== null && typeof at === "object" && Object.hasOwn(at, step) ? at[step] : undefined), value);
}

/** A copy with `next` at the pointer; missing steps are made as objects. `next` undefined takes the member out. */
export function writeAt(value: unknown, [step, ...rest]: Pointer, next: unknown): unknown {
  if (step === undefined) return next;
  const copy: any = Array.isArray(value) ? [...value] : { ...(value as object | null) };
  const changed = writeAt(copy[step], rest, next);
  if (changed === undefined) {
    if (Array.isArray(copy)) copy.splice(Number(step), 1);
    else delete copy[step];
  } else if (!(next === undefined && !Object.hasOwn(copy, step))) copy[step] = changed;
  return copy;
}
