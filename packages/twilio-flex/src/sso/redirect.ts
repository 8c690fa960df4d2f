import { SignInError } from "./error.ts";

/** What a person brings back. */
export interface Callback {
  readonly state: string | null;
  readonly code: string | null;
  readonly error: string | null;
  /** Who says so, where they say it. */
  readonly issuer: string | null;
  readonly profile: string | null;
}

const members = ["code", "state", "error", "error_description", "error_uri", "iss", "ssoProfileSid"];
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

/** Whether an address is that of a target, with what the vendor adds. */
export function isAt(address: URL, target: string): boolean {
  const { origin, pathname, searchParams } = new URL(target);
  return address.origin === origin && address.pathname === pathname && [...searchParams].every(([name, value]) => address.searchParams.get(name) === value);
}

/** Reads what the address brings back, and cleans the address bar of it. `undefined`: nobody comes back. */
export function takeCallback(address: URL, targets: readonly string[]): Callback | undefined {
  const { searchParams } = address;
  const has = (name: string) => searchParams.has(name);
  const isOurs = targets.some((target) => isAt(address, target));
  if (isOurs ? !(has("code") || has("state") || has("error")) : !(has("state") && (has("code") || has("error")))) return undefined;
  const clean = new URL(address);
  for (const name of members) clean.searchParams.delete(name);
  try {
    globalThis.history?.replaceState(history.state, "", clean);
  } catch {
    throw new SignInError("address_bar", "The code could not be taken out of the address bar, so it was not used.");
  }
  if (!isOurs) throw new SignInError("redirect_refused", "A sign-in came back to a page that is not in redirectUrls.");
  if (members.some((name) => searchParams.getAll(name).length > 1)) throw new SignInError("malformed_redirect", "The redirect brings a member twice.");
  const get = (name: string) => searchParams.get(name);
  return { state: get("state"), code: get("code"), error: get("error"), issuer: get("iss"), profile: get("ssoProfileSid") };
}
