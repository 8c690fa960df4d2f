import { resolve, type SpecDocument } from "./document.ts";
import type { Violation } from "./journal.ts";
import { readCookie, type Incoming } from "./request.ts";

const known = new WeakMap<SpecDocument, ReadonlyMap<string, string>>();

/** The path of each cookie that some answer of the document sets. */
export function cookiePaths(document: SpecDocument): ReadonlyMap<string, string> {
  const found = known.get(document);
  if (found) return found;
  const { root, operations } = document;
  const responses = [...operations.values()].flatMap(({ node }) => Object.values(node.responses ?? {}).map((response) => resolve(root, response)));
  const paths = new Map<string, string>(responses.flatMap((response) => response?.["x-set-cookies"] ?? []).map(({ name, path = "/" }) => [name, path]));
  known.set(document, paths);
  return paths;
}

/** Whether a cookie of that path belongs to a request (RFC 6265, 5.1.4). */
export function isWithin(path: string, requested: string): boolean {
  return requested === path || requested.startsWith(path.endsWith("/") ? path : `${path}/`);
}

/** Cookies that no right jar sends here. They count as not sent. */
export function strayCookies(document: SpecDocument, { headers, path: requested }: Incoming): Violation[] {
  if (headers["cookie"] === undefined) return [];
  return [...cookiePaths(document)]
    .filter(([name, path]) => !isWithin(path, requested) && readCookie(headers, name) !== undefined)
    .map(([name, path]) => ({ side: "request", location: `cookie.${name}`, message: `this cookie goes to ${path} only` }));
}
