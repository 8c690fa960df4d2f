/** Code that can break over lines: a text, a bracketed list, or pieces in a row. */
export type Code = string | List | readonly Code[];

export interface List {
  readonly open: string;
  readonly close: string;
  readonly items: readonly Code[];
  /** `{ a }` rather than `[a]` while on one line. */
  readonly spaced: boolean;
  /** Broken even where it would fit. */
  readonly broken?: boolean;
  /** So many first items share lines when the list is broken. */
  readonly packed?: number;
  /** Between items, and after the last one when broken; a comma when absent. */
  readonly separator?: ";";
}

const width = 140;
const isList = (code: Code): code is List => typeof code === "object" && "items" in code;

/** The code on one line. */
export function flat(code: Code): string {
  if (typeof code === "string") return code;
  if (!isList(code)) return code.map(flat).join("");
  if (code.items.length === 0) return code.open + code.close;
  const pad = code.spaced ? " " : "";
  return code.open + pad + code.items.map(flat).join(`${code.separator ?? ","} `) + pad + code.close;
}

/** The code at an indentation, starting at a column, with `tail` more characters to follow on its last line. */
export function print(code: Code, indent = 0, column: number = indent, tail = 0): string {
  if (typeof code === "string") return code;
  if (!isList(code)) return printRow(code, indent, column, tail);
  if (!isBroken(code) && column + flat(code).length + tail <= width) return flat(code);
  if (code.items.length === 0) return flat(code);
  const margin = " ".repeat(indent + 2);
  const lines = pack(code, indent + 2).map((line) => margin + line);
  return `${code.open}\n${lines.join("\n")}\n${" ".repeat(indent)}${code.close}`;
}

function isBroken(code: Code): boolean {
  if (typeof code === "string") return false;
  return isList(code) ? (code.broken ?? false) || code.items.some(isBroken) : code.some(isBroken);
}

function printRow(row: readonly Code[], indent: number, column: number, tail: number): string {
  let text = "";
  for (const [index, part] of row.entries()) {
    const at = text.includes("\n") ? text.length - text.lastIndexOf("\n") - 1 : column + text.length;
    const rest = row.slice(index + 1);
    text += print(part, indent, at, head(rest) + (rest.some(isList) ? 0 : tail));
  }
  return text;
}

/** Characters until the first place that can break. */
function head(row: readonly Code[]): number {
  let length = 0;
  for (const part of row) {
    if (typeof part === "string") length += part.length;
    else return length + (isList(part) ? part.open.length : head(part));
  }
  return length;
}

function pack(list: List, indent: number): string[] {
  const lines: string[] = [];
  for (const [index, item] of list.items.entries()) {
    const text = `${print(item, indent, indent, 1)}${list.separator ?? ","}`;
    const last = lines.at(-1);
    const joins = index < (list.packed ?? 0) && last !== undefined && !last.includes("\n") && indent + last.length + 1 + text.length <= width;
    if (joins) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}
