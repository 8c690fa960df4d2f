import { listOperations, type Operation, type Spec } from "@freshkey-tools/spec";
import { array, key, literal, object, quote } from "./code.ts";
import { below, stop, type Place } from "./mistake.ts";
import { print, type Code } from "./print.ts";

/** The distinct server lists of a document: its own first, then those of operations. */
export interface ServerTable {
  readonly lists: readonly { readonly servers: readonly any[]; readonly place: Place }[];
  readonly indexOf: (operation: Operation) => number;
}

const identity = (servers: readonly any[]): string => JSON.stringify(servers.map((server) => [server.url, server["x-environment"], server.variables]));

export function serverTable(spec: Spec): ServerTable {
  const root: Place = { spec, path: ["servers"] };
  if (!Array.isArray(spec.document.servers) || spec.document.servers.length === 0) {
    stop(root, "the document has no servers; write `servers: [{ url: https://api.example.com, x-environment: production }]`");
  }
  const lists: { servers: readonly any[]; place: Place }[] = [{ servers: spec.document.servers, place: root }];
  const find = (servers: readonly any[]): number => lists.findIndex((list) => identity(list.servers) === identity(servers));
  for (const { method, path, operation, servers } of listOperations(spec.document)) {
    if (!servers) continue;
    const steps = operation.servers ? ["paths", path, method.toLowerCase(), "servers"] : ["paths", path, "servers"];
    if (!Array.isArray(servers)) stop({ spec, path: steps }, "`servers` is no list; write `[{ url: https://api.example.com, x-environment: production }]`");
    if (find(servers) < 0) lists.push({ servers, place: { spec, path: steps } });
  }
  return { lists, indexOf: ({ servers }) => (servers ? find(servers) : 0) };
}

/** `export const servers`, and the small functions that its templates call. */
export function printServers({ lists }: ServerTable): string {
  const parts = new Map<string, string>();
  const rules = lists.map(({ servers, place }) => (servers.some((server) => server.variables || /\{/.test(server.url)) ? templateRule(place, servers, parts) : environmentRule(place, servers)));
  const functions = [...parts.values()].map((line) => `${line}\n`).join("");
  const code = print(["export const servers: readonly ServerRule[] = ", array(rules, { broken: rules.length > 1 }), ";"]);
  return `${functions}${functions && "\n"}/** Base URLs: the document's first, then those of single operations. */\n${code}\n`;
}

function environmentRule(place: Place, servers: readonly any[]): Code {
  const urls: Record<string, Code> = {};
  for (const [index, server] of servers.entries()) {
    const environment = server["x-environment"];
    if (!environment) stop(below(place, index), "the server has no environment; write `x-environment: production` (or sandbox, staging) beside its url");
    if (urls[environment]) stop(below(place, index, "x-environment"), `a second server for \`${environment}\`; write another name`);
    urls[environment] = quote(baseUrl(below(place, index, "url"), server.url));
  }
  return object(urls);
}

function templateRule(place: Place, servers: readonly any[], parts: Map<string, string>): Code {
  const [server, ...more] = servers;
  if (more.length > 0) stop(below(place, 1), "a server with variables must be the only one; write the others as values of its variables");
  const used = new Set<string>();
  const url = baseUrl(below(place, 0, "url"), server.url)
    .replaceAll("`", "%60")
    .replaceAll("$", "%24");
  const template = url.replaceAll(/\{([^}]*)\}/g, (_, name: string) => {
    const variable = server.variables?.[name];
    if (!variable) stop(below(place, 0, "variables"), `the server's url names a variable \`${name}\`; declare it under \`variables\``);
    if (name !== "region" && name !== "edge") stop(below(place, 0, "variables", name), `unknown server variable \`${name}\`; write region or edge`, true);
    used.add(name);
    return `\${${partFunction(name, variable, parts)}(${name})}`;
  });
  return `({ ${[...used].join(", ")} }) => \`${template}\``;
}

/** Declares the function that writes one variable into a URL, once for all servers that agree on it. */
function partFunction(name: string, variable: any, parts: Map<string, string>): string {
  const { default: initial = "", "x-prefix": prefix = "", "x-omit": omit = [] } = variable;
  const value = prefix ? `\`${prefix}\${${name}}\`` : name;
  const empty = omit.length > 0 ? `${print(literal(["", ...omit]))}.includes(${name})` : `${name} === ""`;
  const result = prefix || omit.length > 0 ? `(${empty} ? "" : ${value})` : value;
  const declare = (as: string): string => `const ${as} = (${name} = ${quote(String(initial))}): string => ${result};`;
  for (let count = 1; ; count += 1) {
    const as = `${name}Part${count > 1 ? count : ""}`;
    if (!parts.has(as)) parts.set(as, declare(as));
    if (parts.get(as) === declare(as)) return key(as);
  }
}

function baseUrl(place: Place, url: unknown): string {
  if (typeof url !== "string" || !/^https?:\/\//.test(url)) return stop(place, `\`${String(url)}\` is no base URL; write an absolute one, such as https://api.example.com/v1`);
  return url.replace(/\/+$/, "");
}
