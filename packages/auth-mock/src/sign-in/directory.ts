import type { Answer, Generate } from "../answer.ts";
import { readAt, writeAt } from "../expression.ts";
import type { Family, Issued, Ledger } from "../ledger.ts";
import { readParameter, type Call } from "../request.ts";
import type { Played } from "./sign-in.ts";

/**
 * Who may sign in where, and whose token a token is, for Twilio Flex. Kept apart from the sign-in: it follows operation names of that one
 * API (`getAuthenticationConfig`, `validateToken`), not `x-token-chains`.
 */
export interface Directory {
  play(ledger: Ledger, call: Call, generate: Generate): Played | undefined;
  /** The body of an answer with tokens, with the account that they belong to. Remembers what it says about them. */
  sign(family: Family, body: unknown): unknown;
}

const kept = 1_000;

export function createDirectory(fixed: readonly Readonly<Record<string, unknown>>[] | undefined): Directory {
  const infos = new WeakMap<Family, object>();
  /** The account that a configuration was shown to, by the SID of its connection. */
  const accounts = new Map<string, string>();
  const profiles = (fixed ?? []).flatMap(({ ssoProfileSid }) => (typeof ssoProfileSid === "string" ? [ssoProfileSid] : []));

  const accountOf = (family: Family): Record<string, string> => {
    const named = Object.fromEntries(family.account.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
    // An API key stands in the place of an account, and says nothing of which.
    const account = named["accountSid"]?.startsWith("AC") ? named["accountSid"] : accounts.get(named["ssoProfileSid"] ?? "");
    return { ...(account !== undefined && { account_sid: account }), ...(named["instanceSid"] !== undefined && { flex_instance_sid: named["instanceSid"] }) };
  };

  const configuration = (call: Call, answer: Answer): Answer => {
    const asked = (name: string): string | undefined => readParameter(call, name) || undefined;
    const profile = asked("SSOProfileSid");
    const shown = ((answer.body as any)?.config_list ?? []).flatMap((one: any) => {
      if (!one.active) return profile === undefined ? [one] : [];
      const names = profile === undefined ? (profiles.length > 0 ? profiles : [one.connection_name]) : profiles.length === 0 || profiles.includes(profile) ? [profile] : [];
      return names.map((name) => ({ ...one, connection_name: name }));
    });
    const list = shown.map((one: any) => ({
      ...one,
      account_sid: asked("AccountSid") ?? one.account_sid,
      instance_sid: asked("FlexInstanceSid") ?? one.instance_sid,
      app_type: asked("AppType") ?? one.app_type,
    }));
    for (const { connection_name, account_sid } of list) {
      accounts.delete(connection_name);
      accounts.set(connection_name, account_sid);
    }
    while (accounts.size > kept) accounts.delete(accounts.keys().next().value as string);
    return { ...answer, body: { ...(answer.body as object), config_list: list } };
  };

  const inspect = (ledger: Ledger, call: Call, generate: Generate): Played => {
    const value = String((call.content as any)?.Token ?? "");
    const names = new Set(call.document.chains.flatMap(({ tokens }) => Object.keys(tokens)));
    const token = [...names].map((name) => ledger.find(call.document.path, name, value)).find((found): found is Issued => found !== undefined && found.name === "flexToken");
    if (!token) return { refusal: { input: "flexToken", why: "the token was never issued" }, statuses: [401] };
    const state = ledger.state(token);
    if (state !== "live") return { refusal: { input: "flexToken", why: `the token is ${state}`, ...(state === "expired" && { expired: true }) }, statuses: [401] };
    const account = accountOf(token.family)["account_sid"];
    const asked = readParameter(call, "AccountSid");
    if (account !== undefined && account !== asked) return { refusal: { input: "AccountSid", why: "the token belongs to another account" }, statuses: [404, 401] };
    const answer = generate({});
    const expiration = token.expiresAt === undefined ? {} : { expiration: new Date(token.expiresAt).toISOString() };
    return { answer: { ...answer, body: { ...(answer.body as object), ...infos.get(token.family), account_sid: asked, ...expiration } } };
  };

  return {
    play(ledger, call, generate) {
      if (call.operation.id === "getAuthenticationConfig") return { answer: configuration(call, generate({})) };
      return call.operation.id === "validateToken" ? inspect(ledger, call, generate) : undefined;
    },
    sign(family, body) {
      const info = readAt(body, ["token_info"]);
      if (info === null || typeof info !== "object") return body;
      const signed = { ...info, ...accountOf(family) };
      infos.set(family, signed);
      return writeAt(body, ["token_info"], signed);
    },
  };
}
