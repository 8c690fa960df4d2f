import type { IncomingMessage } from "node:http";

/** Where a request is meant to go. */
export interface Target {
  /** Every name of the server in it: a proxy may read one and a server another. */
  readonly hosts: readonly (string | undefined)[];
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
}

/** Reads the request line in all its forms; the absolute one, `GET http://mock/path`, is what a proxy is sent. */
export function readTarget({ url = "/", headersDistinct }: Pick<IncomingMessage, "url" | "headersDistinct">): Target {
  const [whole, authority] = /^https?:\/\/([^/?#]*)/i.exec(url) ?? ["", undefined];
  const [path = "", ...query] = url.slice(whole.length).split("?");
  const named = headersDistinct["host"] ?? [undefined];
  return { hosts: authority === undefined ? named : [...named, authority.replace(/^.*@/, "")], path: path || "/", query: query.join("?") };
}
