import { isIPv4, isIPv6 } from "node:net";
import { AuthMockError } from "../error.ts";
import type { Outgoing } from "../handle.ts";
import { refuse } from "./reply.ts";

/**
 * Refuses what was not sent to this machine by name: a web page can give its own name the address 127.0.0.1 and so
 * come past the browser's rules, but it cannot change the name that the browser sends along.
 */
export function guardHosts(allowHosts: readonly string[] = []): (host: string | undefined) => Outgoing | undefined {
  const allowed = new Set(allowHosts.map(readName));
  return (host) => {
    const name = host?.toLowerCase().replace(/:\d+$/, "");
    if (name !== undefined && (isLoopback(name) || allowed.has(name))) return undefined;
    return refuse(421, "This mock answers only to loopback names. Call it as 127.0.0.1, or start it with --allow-host NAME (allowHosts of startAuthMock), where NAME is the name in your URL.");
  };
}

function readName(given: string): string {
  const name = given.toLowerCase();
  if (isIPv6(name)) return `[${name}]`;
  if (!/^[\w.-]+$|^\[[\da-f:.]+\]$/.test(name))
    throw new AuthMockError(`${JSON.stringify(given)} is no name of a host. Write it without scheme, port and path, for example \`mock\` or \`mock.internal\`.`);
  return name;
}

function isLoopback(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || (isIPv4(name) && name.startsWith("127."));
}

/** How a server that listens on `host` is called from the same machine. */
export function urlOf(host: string, port: number, scheme: "http" | "https" = "http"): string {
  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `${scheme}://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}
