import type { Whole } from "./state.ts";

/** What curl sets by itself, or what belonged to that connection only. */
const own = /^(host|content-length|connection|keep-alive|transfer-encoding|accept-encoding|expect|sec-.*)$/;

/** The request as a command for a POSIX shell. */
export function asCurl(origin: string, { method, path, query, request }: Whole): string {
  const headers = Object.entries(request.headers).filter(([name]) => !own.test(name));
  return [
    `curl -sS -X ${method} ${quote(`${origin}${path}${query === "" ? "" : `?${query}`}`)}`,
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(request.body === "" ? [] : [`--data-raw ${quote(request.body)}`]),
  ].join(" \\\n  ");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
