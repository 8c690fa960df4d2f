import { parseSync, type ParseResult } from "oxc-parser";
import type { House } from "../house.ts";

/** A source as a syntax tree, with its imports and exports listed. */
export function parse(house: House, file: string): ParseResult {
  const result = parseSync(file, house.read(file));
  const [error] = result.errors;
  if (error) throw new Error(`${file} cannot be read: ${error.message}`);
  return result;
}

/** What a file imports or exports from, types included: each specifier as it is written. */
export function specifiers(house: House, file: string): readonly string[] {
  const { module } = parse(house, file);
  const text = house.read(file);
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => /^["'](.*)["']$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1]);
  const exported = module.staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value));
  const all = [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported, ...dynamic];
  return [...new Set(all.filter((one) => one !== undefined))];
}
