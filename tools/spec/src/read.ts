import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { isAlias, LineCounter, parseDocument, isMap, isSeq, isScalar, type Node } from "yaml";

/** One-based, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Spec {
  /** `simacan` for `simacan.openapi.yaml`. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly document: any;
  /** Mistakes of the YAML itself. */
  readonly syntaxErrors: readonly { readonly message: string; readonly position: Position }[];
  /** Where the value at this path stands; where its key stands when `key` is true. A path that does not exist: its nearest ancestor. */
  readonly locate: (path: readonly (string | number)[], key?: boolean) => Position;
}

/** Reads one document. YAML mistakes are listed, not thrown. */
export function readSpec(file: string): Spec {
  return parseSpec(file, readFileSync(file, "utf8"));
}

/** The same from a text that stands in no file yet. */
export function parseSpec(file: string, text: string): Spec {
  const lines = new LineCounter();
  const tree = parseDocument(text, { lineCounter: lines });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const locate: Spec["locate"] = (path, key = false) => {
    let node: Node | null | undefined = tree.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const [index, step] of path.entries()) {
      if (isAlias(node)) node = node.resolve(tree);
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
        if (!pair) break;
        node = pair.value as Node | null;
        const wanted = key && index === path.length - 1 ? (pair.key as Node) : (node ?? (pair.key as Node));
        offset = wanted.range?.[0] ?? offset;
      } else if (isSeq(node)) {
        node = node.items[Number(step)] as Node | undefined;
        if (!node) break;
        offset = node.range?.[0] ?? offset;
      } else break;
    }
    return position(offset);
  };
  return {
    name: basename(file).replace(/\.openapi\.yaml$/, ""),
    file,
    text,
    document: tree.errors.length > 0 ? undefined : tree.toJS(),
    syntaxErrors: tree.errors.map((error) => ({ message: error.message.split("\n")[0] ?? "", position: position(error.pos[0]) })),
    locate,
  };
}
