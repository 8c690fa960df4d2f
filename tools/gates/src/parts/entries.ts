import { existsSync } from "node:fs";
import { posix } from "node:path";
import type { Program } from "oxc-parser";
import type { House, Package } from "../house.ts";
import { parse } from "./parse.ts";

/** A public name. */
interface Exported {
  readonly name: string;
  /** `function`, `class`, `const`, `interface`, `type`; of another package's: `from <package>`. */
  readonly kind: string;
  readonly isValue: boolean;
}

/** An entry of a package: one line of `exports`. */
export interface Entry {
  readonly entry: string;
  /** The source behind it; absent for a document. */
  readonly source?: string;
  readonly names: readonly Exported[];
}

/** The entries of a package and their public names, read from the sources. */
export function entriesOf(house: House, { folder, manifest }: Package): readonly Entry[] {
  const listed = Object.entries((manifest.exports ?? {}) as Readonly<Record<string, unknown>>);
  return listed.map(([entry, target]) => {
    const source = sourceOf(target);
    if (source === undefined) return { entry, names: [] };
    const file = posix.join(folder, source);
    return { entry, source: file, names: exportsOf(house, file).sort((a, b) => (a.name < b.name ? -1 : 1)) };
  });
}

/** Where a target leads under the condition of this house. */
function sourceOf(target: unknown): string | undefined {
  if (target === null || typeof target !== "object" || !("@freshkey/source" in target)) return undefined;
  const own = target["@freshkey/source"];
  return typeof own === "string" ? own : sourceOf({ "@freshkey/source": Object.values(own as object)[0] });
}

function exportsOf(house: House, file: string): Exported[] {
  const { program, module } = parse(house, file);
  const local = declared(program);
  return module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ exportName, importName, localName, moduleRequest, isType }): Exported[] => {
      const from = moduleRequest?.value;
      if (importName.kind === "AllButDefault") return from?.startsWith(".") ? exportsOf(house, resolve(house, file, from)) : [{ name: "*", kind: `from ${from}`, isValue: true }];
      const name = exportName.kind === "Default" ? "default" : (exportName.name ?? "");
      if (from === undefined) return [{ name, ...(local.get(localName.name ?? "") ?? { kind: "const", isValue: !isType }) }];
      if (importName.kind === "All") return [{ name, kind: "namespace", isValue: !isType }];
      if (!from.startsWith(".")) return [{ name, kind: `${isType ? "type " : ""}from ${from}`, isValue: !isType }];
      const found = exportsOf(house, resolve(house, file, from)).find((other) => other.name === (importName.name ?? "default"));
      if (found === undefined) return [{ name, kind: "nothing", isValue: !isType }];
      return [{ name, kind: isType && found.isValue ? `type of ${found.kind}` : found.kind, isValue: found.isValue && !isType }];
    }),
  );
}

function resolve(house: House, from: string, specifier: string): string {
  const path = posix.join(posix.dirname(from), specifier);
  const found = [path, path.replace(/\.js$/, ".ts"), path.replace(/\.js$/, ".d.ts")].find((file) => existsSync(house.path(file)));
  if (found === undefined) throw new Error(`${from} exports from ${specifier}, which is not there`);
  return found;
}

/** What a file declares at its top, by name. */
function declared(program: Program): Map<string, Omit<Exported, "name">> {
  const found = new Map<string, Omit<Exported, "name">>();
  for (const statement of program.body) {
    const node = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    switch (node?.type) {
      case "FunctionDeclaration":
      case "TSDeclareFunction":
        if (node.id) found.set(node.id.name, { kind: "function", isValue: true });
        break;
      case "ClassDeclaration":
        if (node.id) found.set(node.id.name, { kind: "class", isValue: true });
        break;
      case "VariableDeclaration":
        for (const { id } of node.declarations) if (id.type === "Identifier") found.set(id.name, { kind: "const", isValue: true });
        break;
      case "TSInterfaceDeclaration":
        found.set(node.id.name, { kind: "interface", isValue: false });
        break;
      case "TSTypeAliasDeclaration":
        found.set(node.id.name, { kind: "type", isValue: false });
        break;
    }
  }
  return found;
}
