import type { Chain } from "./chain.ts";
import { key, quote } from "./code.ts";
import { below, stop, type Place } from "./mistake.ts";

/** The interface of what a chain starts from. */
export function credentialsInterface(chain: Chain, name: string, words: string): string {
  const { properties = {}, required = [], description = words, anyOf } = chain.source.credentials;
  const members = Object.entries<any>(properties).map(([member, schema]) => {
    const type = typeOf(below(chain.place, "credentials", "properties", member), schema ?? {});
    const optional = required.includes(member) ? `: ${type}` : `?: ${type} | undefined`;
    return `${comment([schema?.description], "  ")}  readonly ${key(member)}${optional};\n`;
  });
  return `${comment([description, alternatives(anyOf)], "")}export interface ${name} {\n${members.join("")}}\n`;
}

function alternatives(anyOf: unknown): string | undefined {
  if (!Array.isArray(anyOf)) return undefined;
  const groups = anyOf.map(({ required = [] }) => required.map((name: string) => `\`${name}\``).join(" and "));
  return `Also needed: ${groups.join(" or ")}.`;
}

function comment(parts: readonly unknown[], margin: string): string {
  const words = parts.filter(Boolean).map((part) => String(part).trim().replaceAll("*/", "*\\/"));
  const lines = words.join(" ").split(/\s*\n\s*/);
  if (words.length === 0) return "";
  if (lines.length === 1) return `${margin}/** ${lines[0]} */\n`;
  return `${margin}/**\n${lines.map((line) => `${margin} * ${line}\n`).join("")}${margin} */\n`;
}

function typeOf(place: Place, schema: any): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value: unknown) => JSON.stringify(value)).join(" | ");
  if (schema.type === "string" || schema.type === "boolean") return schema.type;
  if (schema.type === "integer" || schema.type === "number") return "number";
  return stop(place, `a credential of type ${quote(String(schema.type))}; write string, integer, number, boolean or an enum`, true);
}
