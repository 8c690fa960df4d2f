import { listOperations, type ChainSource, type Operation, type Spec } from "@freshkey-tools/spec";
import { below, known, stop, type Place } from "./mistake.ts";
import { serverTable, type ServerTable } from "./servers.ts";

/** One chain of a spec, with all that its parts are looked up in. */
export interface Chain {
  readonly spec: Spec;
  readonly source: ChainSource;
  readonly place: Place;
  /** Names of its credentials, in order. */
  readonly credentials: readonly string[];
  readonly tokens: readonly string[];
  readonly values: readonly string[];
  readonly operations: ReadonlyMap<string, Operation>;
  readonly servers: ServerTable;
}

/** The chains of a spec by name, in the order of the file. */
export function listChains(spec: Spec): [name: string, chain: Chain][] {
  const place: Place = { spec, path: ["components", "x-token-chains"] };
  const sources = spec.document.components?.["x-token-chains"];
  if (!sources) return stop({ spec, path: ["components"] }, "no token chains; write components.x-token-chains with `version: 1` and a `default` chain");
  if (sources.version !== 1) return stop(below(place, "version"), "unknown version of x-token-chains; write `version: 1`");
  const operations = operationsById(spec);
  const servers = serverTable(spec);
  const chains = Object.entries<ChainSource>(sources).filter(([name]) => name !== "version");
  if (chains.length === 0) return stop(place, "no token chain; write one, named `default`");
  return chains.map(([name, source]) => {
    const at = below(place, name);
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) stop(at, `\`${name}\` cannot name a chain; write letters and digits, the first in lower case`, true);
    for (const part of ["credentials", "tokens", "schemes", "grants"] as const) {
      if (typeof source?.[part] !== "object" || source[part] === null) stop(below(at, part), `the chain has no \`${part}\`; write them`, true);
    }
    return [
      name,
      {
        spec,
        source,
        place: at,
        credentials: Object.keys(source.credentials.properties ?? {}),
        tokens: Object.keys(source.tokens),
        values: Object.keys(source.values ?? {}),
        operations,
        servers,
      },
    ];
  });
}

function operationsById(spec: Spec): Map<string, Operation> {
  const byId = new Map<string, Operation>();
  for (const operation of listOperations(spec.document)) {
    const place: Place = { spec, path: ["paths", operation.path, operation.method.toLowerCase()] };
    if (!operation.id) stop(place, "the operation has no name; write `operationId: <name>`", true);
    if (byId.has(operation.id)) stop(below(place, "operationId"), `a second operation \`${operation.id}\`; write another operationId`);
    byId.set(operation.id, operation);
  }
  return byId;
}

/** The operation that a grant or a sign-out names. */
export function operationOf(chain: Chain, place: Place, id: string): Operation {
  return chain.operations.get(known(place, "operation", id, chain.operations.keys())) as Operation;
}

/** Index of the operation's server; undefined for the document's own. */
export function serverOf(chain: Chain, operation: Operation): string | undefined {
  const index = chain.servers.indexOf(operation);
  return index === 0 ? undefined : String(index);
}
