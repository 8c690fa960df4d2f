/** Why nobody may be sent to this address with a code; undefined when they may. */
export function whyNoTarget(text: string): string | undefined {
  if (!URL.canParse(text)) return "the redirect target is no absolute URL";
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) return "a redirect target is https, or http on this machine";
  if (username !== "" || password !== "") return "a redirect target holds no user name and no password";
  // What stands behind a # never reaches a server, and a code that is put before it may.
  return hash === "" && !text.includes("#") ? undefined : "a redirect target has no fragment";
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/** The target with these members in its query; what stands there already stays, but for members of the same name. */
export function withMembers(target: string, members: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(target);
  for (const [name, value] of Object.entries(members)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
