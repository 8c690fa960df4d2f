import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listOperations, parseSpec, readSpec, resolve, specsFolder } from "@freshkey-tools/spec";
import { specFile } from "./mock.ts";

/** Where a fact is from: see `specs/facts.yaml`. */
export type Source = "S" | "D" | "C" | "W" | "R" | "G";

/** A fact that is in a spec. */
export interface Fact {
  readonly api: string;
  readonly operationId: string;
  readonly status: number;
  readonly sources: readonly Source[];
}

/** A fact that is in no spec, with the reason. */
export interface LeftOut {
  readonly api: string;
  readonly call: string;
  readonly status: number;
  readonly sources: readonly Source[];
  readonly why: string;
}

/** The table of facts. */
export function readFacts(): { readonly documented: readonly Fact[]; readonly leftOut: readonly LeftOut[] } {
  const file = join(specsFolder, "facts.yaml");
  const { documented, leftOut } = parseSpec(file, readFileSync(file, "utf8")).document;
  const apis = (table: object): readonly (readonly [string, any])[] => Object.entries<any>(table);
  return {
    documented: apis(documented).flatMap(([api, operations]) =>
      apis(operations).flatMap(([operationId, statuses]) => apis(statuses).map(([status, sources]) => ({ api, operationId, status: Number(status), sources: sourcesOf(sources) }))),
    ),
    leftOut: apis(leftOut).flatMap(([api, rows]) => rows.map(({ call, status, source, why }: any) => ({ api, call, status, sources: sourcesOf(source), why }))),
  };
}

function sourcesOf(text: string): readonly Source[] {
  return text.split(" ") as Source[];
}

/** A status that a spec documents. */
export interface DocumentedStatus {
  readonly api: string;
  readonly operationId: string;
  readonly call: string;
  readonly status: number;
  /** The spec says that nobody documented it. */
  readonly isAssumed: boolean;
}

/** Every status of every operation of a spec. */
export function statusesOf(api: string): readonly DocumentedStatus[] {
  const { document } = readSpec(specFile(api));
  return listOperations(document).flatMap(({ id, method, path, operation }) =>
    Object.entries<any>(operation.responses).map(([status, response]) => ({
      api,
      operationId: id,
      call: `${method} ${path}`,
      status: Number(status),
      isAssumed: resolve(document, response)["x-assumed"] === true,
    })),
  );
}
