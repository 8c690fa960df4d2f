import { SignInError } from "./error.ts";

/** What a person brings back. */
export interface Callback {
  readonly state: string | null;
  readonly code: string | null;
  readonly error: string | null;
  /** Who says so, where they say it (RFC 9207). */
  readonly issuer: string | null;
  /** The vendor's own members. */
  readonly more: Readonly<Record<string, string | null>>;
}

const members = ["code", "state", "error", "error_description", "error_uri", "iss"];
const onThisMachine = /^http:\/\/(([\w-]+\.)*localhost|127(\.\d+){3}|\[::1\])(:\d+)?\//;

/** A redirect target as it is compared. */
function targetOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSound = url && !url.username && !url.password && !text.includes("#") && !members.some((name) => url.searchParams.has(name));
  if (!isSound || !(url.protocol === "https:" || onThisMachine.test(url.href)))
    throw new SignInError("redirect_refused", "A redirect target is an absolute https URL (http on this machine) without user name, fragment, code or state.");
  return url.href;
}

/** The targets of a list, each one sound. */
export function targetsOf(texts: readonly string[]): readonly string[] {
  if (!texts[0]) throw new SignInError("redirect_refused", "Give redirectUrls: the pages that people may come back to.");
  return texts.map(targetOf);
}

/** The target to send a person to: one of the list, character by character. */
export function chosenOf(targets: readonly string[], wish: string = targets[0] as string): string {
  const chosen = targetOf(wish);
  if (!targets.includes(chosen)) throw new SignInError("redirect_refused", "The redirect target is not in redirectUrls.");
  return chosen;
}

/** The address that a person came back to. What is wrong about it is not quoted: it may hold a code. */
export function addressOf(location: unknown): URL {
  const base = globalThis.location?.href;
  if (!URL.canParse(String(location), base)) throw new SignInError("malformed_redirect", "Give the whole address that the person came back to.");
  return new URL(String(location), base);
}

/** Whether an address is that of a target, with what the vendor adds. */
export function isAt(address: URL, target: string): boolean {
  const { origin, pathname, searchParams } = new URL(target);
  return address.origin === origin && address.pathname === pathname && [...searchParams].every(([name, value]) => address.searchParams.get(name) === value);
}

/** Reads what the address brings back, and cleans the address bar of it. `own`: members of the vendor's own. `undefined`: nobody comes back. */
export function takeCallback(address: URL, targets: readonly string[], own: readonly string[] = []): Callback | undefined {
  const { searchParams } = address;
  const has = (name: string) => searchParams.has(name);
  const isOurs = targets.some((target) => isAt(address, target));
  if (isOurs ? !(has("code") || has("state") || has("error")) : !(has("state") && (has("code") || has("error")))) return undefined;
  const clean = new URL(address);
  for (const name of [...members, ...own]) clean.searchParams.delete(name);
  try {
    globalThis.history?.replaceState(history.state, "", clean);
  } catch {
    throw new SignInError("address_bar", "The code could not be taken out of the address bar, so it was not used.");
  }
  if (!isOurs) throw new SignInError("redirect_refused", "A sign-in came back to a page that is not in redirectUrls.");
  if ([...members, ...own].some((name) => searchParams.getAll(name).length > 1)) throw new SignInError("malformed_redirect", "The redirect brings a member twice.");
  const get = (name: string) => searchParams.get(name);
  return { state: get("state"), code: get("code"), error: get("error"), issuer: get("iss"), more: Object.fromEntries(own.map((name) => [name, get(name)])) };
}
