import type { Grant, HeaderPair, SignOut } from "../chain/types.ts";
import { fill } from "../url.ts";
import type { State } from "./state.ts";

/** Joins what several schemes put into one request: cookies share a header. */
export function carry(headers: Headers, pairs: readonly HeaderPair[]): Headers {
  for (const [name, value] of pairs) headers.set(name, name === "cookie" && headers.has(name) ? `${headers.get(name)}; ${value}` : value);
  return headers;
}

/** URL and init of a grant's request, or of the sign-out's. */
export function requestOf(state: State, call: Grant | SignOut, path: string = call.path): readonly [url: string, init: RequestInit] {
  const { credentials, held, value } = state;
  const { parameters, body: build, security = [] } = call as Grant;
  const tokens = Object.fromEntries(Object.entries(held).map(([name, token]) => [name, token.value]));
  const values = Object.fromEntries(Object.keys(state.chain.values ?? {}).map((name) => [name, value(name)])) as Record<string, string>;
  const inputs = { credentials, tokens, values };
  const { path: places = {}, query = {}, header = {} } = parameters?.(inputs) ?? {};
  const body = build?.(inputs);
  const headers = new Headers({ accept: "application/json" });
  for (const [name, one] of Object.entries(header)) if (one != null) headers.set(name, String(one));
  carry(headers, security.map((scheme) => state.access(scheme, held[state.chain.schemes[scheme]?.token ?? ""])?.header() as HeaderPair));
  const search = String(new URLSearchParams(Object.entries(query).flatMap(([name, one]) => (one == null ? [] : [[name, String(one)]]))));
  const init: RequestInit = { method: call.method, headers };
  if (body !== undefined) {
    const isForm = body instanceof URLSearchParams;
    headers.set("content-type", isForm ? "application/x-www-form-urlencoded" : "application/json");
    init.body = isForm ? String(body) : JSON.stringify(body);
  }
  const base = state.servers[call.server ?? 0] as string;
  return [base + (path === call.path ? fill(path, places) : path) + (search && `?${search}`), init];
}
