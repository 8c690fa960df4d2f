import type { ServerRule } from "./chain/types.ts";
import { AuthError } from "./errors.ts";

/** Which server: an environment of the document, a region and edge, or a URL that replaces every server with its base path. */
export type ServerOption = string | { readonly region?: string; readonly edge?: string };

/** Fills `{name}` in a path template. Empty, `.` and `..` would address another resource: refused. */
export function fill(template: string, parameters: Readonly<Record<string, unknown>>): string {
  return template.replace(/{([^}]+)}/g, (_, name: string) => {
    const value = String(parameters[name] ?? "");
    if (/^(\.|%2e){0,2}$/i.test(value)) throw new AuthError("invalid_path", `Path parameter ${name} of ${template} must not be empty, "." or "..".`);
    return encodeURIComponent(value);
  });
}

/** Parses a URL that tokens may be sent to: https, or http on this machine; no user name in it. */
export function secureUrl(text: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(text, globalThis.location?.href);
  } catch {}
  if (!url || url.username || url.password || !/^https:|^http:\/\/(([\w.-]+\.)?localhost|127(\.\d+){3}|\[::1])[:/]/.test(url.href))
    throw new AuthError("insecure_server", "Tokens go only to https URLs (http on this machine), without a user name.");
  return url;
}

/** The base URL of each server of a chain. */
export function resolveServers(rules: readonly ServerRule[], option?: ServerOption): string[] {
  const known = Object.keys(rules[0] as object);
  const url = typeof option === "string" && !known.includes(option);
  if (url && !/^https?:/i.test(option)) throw new AuthError("unknown_server", `Unknown server: give ${known.join(", ") || "{ region, edge }"} or a URL.`);
  const place = typeof option === "object" ? option : {};
  if (/[^a-z0-9-]/.test(Object.values(place).join(""))) throw new AuthError("unknown_server", "region and edge are lower-case names such as au1.");
  return rules.map((rule) => {
    const { href, search, hash } = secureUrl(url ? option : typeof rule === "function" ? rule(place) : (rule[option as string] ?? (Object.values(rule)[0] as string)));
    if (search || hash) throw new AuthError("insecure_server", "A server URL has no query and no fragment.");
    return href.replace(/\/$/, "");
  });
}
