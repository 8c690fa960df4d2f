const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

export interface Operation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  readonly operation: any;
  /** Parameters of the path item and the operation, references resolved. */
  readonly parameters: readonly any[];
  /** The operation's own `security`, else the document's, else none. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  /** The operation's or path item's own servers, when it has any. */
  readonly servers: readonly any[] | undefined;
}

/** Follows a local `$ref`; anything else is returned as it is. */
export function resolve(document: any, node: any): any {
  const ref: unknown = node?.$ref;
  if (typeof ref !== "string" || !ref.startsWith("#/")) return node;
  const steps = ref
    .slice(2)
    .split("/")
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
  return resolve(
    document,
    steps.reduce((at, step) => at?.[step], document),
  );
}

/** Every operation of a document, in the order of the file. */
export function listOperations(document: any): Operation[] {
  return Object.entries<any>(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method];
      if (!operation) return [];
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        operation,
        parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => resolve(document, parameter)),
        security: operation.security ?? document.security ?? [],
        servers: operation.servers ?? item.servers,
      };
    }),
  );
}

/** The operations that a client calls: all but the pages that a person is sent to. */
export function listCalls(document: any): Operation[] {
  const chains = Object.values<any>(document.components?.["x-token-chains"] ?? {});
  const pages = new Set(chains.flatMap(({ grants = [] }) => grants.flatMap(({ interactive }: any) => interactive?.operationId ?? [])));
  return listOperations(document).filter(({ id }) => !pages.has(id));
}
