import type { Grant, GrantInputs, SignOut } from "../chain/types.ts";
import { withTokens } from "../fetch/refusal.ts";
import { fill } from "../url.ts";
import type { Ready } from "./exchange.ts";
import type { State } from "./state.ts";
import { legible } from "./token.ts";
import type { AccessToken } from "./types.ts";

const entries = (all: Readonly<Record<string, unknown>> = {}) => Object.entries(all).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]));

/** The request of a grant, or of the sign-out, whose path may be one that the server gave. */
export function requestOf({ chain, now, held, value, servers, access }: Pick<State, "chain" | "now" | "held" | "value" | "servers" | "access">, call: Grant | SignOut, path?: string): Ready {
  const { parameters, body: build, security = [], method, server = 0 } = call as Grant;
  const inputs: GrantInputs = {
    credentials: now.credentials,
    tokens: Object.fromEntries(Object.entries(held).map(([name, token]) => [name, token.value])),
    values: Object.fromEntries(Object.keys(chain.values ?? {}).map((name) => [name, value(name) as string])),
  };
  const places = parameters?.(inputs);
  const body = build?.(inputs);
  const isForm = body instanceof URLSearchParams;
  const headers = new Headers({ accept: "application/json", ...(body ? { "content-type": `application/${isForm ? "x-www-form-urlencoded" : "json"}` } : {}) });
  for (const [name, one] of entries(places?.header)) headers.set(name as string, legible(name as string, one as string));
  const search = String(new URLSearchParams(entries(places?.query)));
  const tokens = security.map((scheme) => access(scheme, held[chain.schemes[scheme]?.token ?? ""]) as AccessToken);
  const url = servers[server] + (path ?? fill(call.path, places?.path ?? {})) + (search && `?${search}`);
  return [url, { method, headers: withTokens(tokens, headers), ...(body ? { body: isForm ? String(body) : JSON.stringify(body) } : {}) }];
}
