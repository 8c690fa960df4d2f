import type { Code, List } from "./print.ts";

const identifier = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
const index = /^(0|[1-9][0-9]*)$/;

/** A string literal. */
export const quote = (text: string): string => JSON.stringify(text);

/** A member's name, quoted only where it must be. */
export const key = (name: string): string => (identifier.test(name) || index.test(name) ? name : quote(name));

/** `{ name: code, … }`; members without code are left out, `name: name` is shortened. */
export function object(members: Readonly<Record<string, Code | undefined>>, layout: Partial<List> = {}): List {
  const items = Object.entries(members).flatMap(([name, code]) => (code === undefined ? [] : [member(name, code)]));
  return { open: "{", close: "}", spaced: true, items, ...layout };
}

function member(name: string, code: Code): Code {
  return code === name && identifier.test(name) ? name : [`${key(name)}: `, code];
}

/** `[code, …]`. */
export function array(items: readonly Code[], layout: Partial<List> = {}): List {
  return { open: "[", close: "]", spaced: false, items, ...layout };
}

/** `["a", "b"]`; undefined for none, so that the member is left out. */
export function strings(names: readonly string[]): Code | undefined {
  return names.length > 0 ? array(names.map(quote)) : undefined;
}

/** Any JSON value as a literal. */
export function literal(value: unknown): Code {
  if (Array.isArray(value)) return array(value.map(literal));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return object(Object.fromEntries(Object.entries(value).map(([name, item]) => [name, literal(item)])));
}

/** An object as the whole of an arrow's body: in parentheses. */
export function arrow(parameter: string, result: Code, returns = ""): Code {
  const head = `${parameter.startsWith("(") || parameter === "" ? parameter || "()" : `(${parameter})`}${returns && `: ${returns}`} => `;
  const isObject = typeof result === "object" && "open" in result && result.open === "{";
  return isObject ? [head, { ...result, open: "({", close: "})" }] : [head, result];
}

/** `root.a?.[0]?.["b-c"]`: any part may be missing. */
export function access(root: string, steps: readonly string[]): string {
  return steps.reduce((text, step, at) => {
    const chain = at === 0 ? "" : "?.";
    if (identifier.test(step)) return `${text}${chain || "."}${step}`;
    return `${text}${chain}[${index.test(step) ? step : quote(step)}]`;
  }, root);
}
