import { listOperations, resolve, type Operation, type Spec } from "@freshkey-tools/spec";
import { array, key, object, quote, strings } from "./code.ts";
import { print, type Code } from "./print.ts";
import { printServers, serverTable, type ServerTable } from "./servers.ts";

const isJson = (type: string): boolean => /^application\/([^;]+\+)?json\s*(;|$)/i.test(type);

/** Text of `operations.ts`: what openapi-fetch does not read from a document. */
export function operationsFile(spec: Spec): string {
  const servers = serverTable(spec);
  const entries = listOperations(spec.document).map((operation) => [`${operation.method} ${operation.path}`, operationCode(spec, servers, operation)] as const);
  const table = object(Object.fromEntries(entries), { broken: true });
  return [
    `import type { Operations, ServerRule } from "@freshkey/auth-runtime";\n\n`,
    printServers(servers),
    `\n/** Security, media types and server of every operation. */\n`,
    print(["export const operations: Operations = ", table, ";"]),
    "\n",
  ].join("");
}

function operationCode(spec: Spec, servers: ServerTable, operation: Operation): Code {
  const server = servers.indexOf(operation);
  return object({
    security: array(operation.security.map((alternative) => array(Object.keys(alternative).map(quote)))),
    body: bodyTypes(spec, operation),
    answer: answersText(spec, operation) ? quote("text") : undefined,
    server: server === 0 ? undefined : key(String(server)),
  });
}

/** Media types of the request body; undefined for none and for plain JSON. */
function bodyTypes(spec: Spec, { operation }: Operation): Code | undefined {
  const types = Object.keys(resolve(spec.document, operation.requestBody)?.content ?? {});
  return types.length === 1 && types[0] === "application/json" ? undefined : strings(types);
}

function answersText(spec: Spec, { operation }: Operation): boolean {
  return Object.entries<any>(operation.responses ?? {}).some(([status, response]) => /^2/.test(status) && Object.keys(resolve(spec.document, response)?.content ?? {}).some((type) => !isJson(type)));
}
