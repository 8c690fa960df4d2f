import { key, quote } from "../code.ts";
import type { Name } from "./names.ts";

/** Text of a file that compiles only when every schema and its type say the same. */
export function agreementFile(names: readonly Name[]): string {
  const members = (typeOf: (name: Name) => string): string => names.map((name) => `  readonly ${key(name.component)}: Plain<${typeOf(name)}>;\n`).join("");
  return `import type * as z from "zod/mini";
import type { components } from "../../src/generated/openapi.ts";
import type * as schemas from "../../src/generated/schemas/index.ts";

/** A type in which everything shows: members that may be missing are marked, and open objects do not hide others. */
type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : T extends object
    ? { readonly [Name in keyof T as string extends Name ? (unknown extends T[Name] ? never : Name) : Name]-?: Member<T, Name> }
    : T;
type Member<T, Name extends keyof T> = readonly [{} extends Pick<T, Name> ? "may be missing" : "is there", Plain<Exclude<T[Name], undefined>>];

/** The types of the document. */
interface Typed {
${members(({ component }) => `components["schemas"][${quote(component)}]`)}}

/** What the zod schemas let through. */
interface Parsed {
${members(({ constant }) => `z.output<typeof schemas.${constant}>`)}}

declare const typed: Typed;
declare const parsed: Parsed;
typed satisfies Parsed;
parsed satisfies Typed;
`;
}
