import type { components } from "@freshkey/twilio-flex";
import { clientId } from "./provider.ts";

/** An answer of the bridge. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly location?: string;
}

/** A request, as far as the bridge looks at it. */
export interface Question {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** The one connection of the one account. */
const profile = "JQ00000000000000000000000000000000";
const account = "AC00000000000000000000000000000000";

const refusal = (status: number, code: number, message: string): Answer => ({ status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } });
const malformed = refusal(400, 45004, "Validation failed");
const refused = refusal(401, 45003, "Authorization failed");

/** Each operation of the Flex wire that a sign-in needs, said in the words of OpenID Connect. It judges nothing that the provider can judge. */
export const bridge: Readonly<Record<string, (question: Question, provider: string) => Answer | Promise<Answer>>> = {
  "GET /v1/Flex/Authentication/Config": ({ url }) => ({
    status: 200,
    body: {
      config_list: [{ account_sid: account, instance_sid: url.searchParams.get("FlexInstanceSid") ?? "", connection_name: profile, client_id: clientId, active: true, app_type: "SinglePageApp" }],
    } satisfies components["schemas"]["AuthenticationConfig"],
  }),

  "GET /v1/Flex/Authorize": ({ url }, provider) => {
    const { searchParams: flex } = url;
    if (flex.get("ssoProfileSid") !== profile) return malformed;
    const named = { redirect_uri: "redirectUrl", code_challenge: "codeChallenge", state: "state", nonce: "nonce" };
    const openid = Object.entries(named).flatMap(([name, own]) => (flex.has(own) ? [[name, flex.get(own) as string]] : []));
    // Flex says nothing of method and scope. Without consent no provider gives a refresh token.
    const fixed = [
      ["client_id", clientId],
      ["response_type", "code"],
      ["code_challenge_method", "S256"],
      ["scope", "openid offline_access"],
      ["prompt", "consent"],
    ];
    return { status: 302, location: `${provider}/auth?${new URLSearchParams([...fixed, ...openid])}` };
  },

  "POST /v1/Flex/OAuth/Tokens": async ({ body }, provider) => {
    const flex = objectOf(body);
    if (flex["sso_profile_sid"] !== profile) return malformed;
    const text = (name: string): string => String(flex[name] ?? "");
    const grants: Readonly<Record<string, Record<string, string>>> = {
      AuthorizationCode: { grant_type: "authorization_code", code: text("code"), code_verifier: text("code_verifier") },
      RefreshToken: { grant_type: "refresh_token", refresh_token: text("refresh_token") },
    };
    const grant = grants[text("grant_type")];
    if (!grant) return malformed;
    const response = await fetch(`${provider}/token`, { method: "POST", body: new URLSearchParams({ ...grant, client_id: clientId }) });
    const answer = objectOf(await response.text());
    if (!response.ok) return answer["error"] === "invalid_grant" ? refused : response.status < 500 ? malformed : { status: 502 };
    const { sub, nonce } = claimsOf(answer["id_token"]);
    // The one thing that OpenID Connect leaves to the client, and Flex does on its side.
    if ("nonce" in flex && nonce !== flex["nonce"]) return refused;
    return {
      status: 200,
      body: {
        access_token: String(answer["access_token"]),
        refresh_token: String(answer["refresh_token"]),
        token_info: { account_sid: account, expiration: new Date(Date.now() + Number(answer["expires_in"]) * 1000).toISOString(), flex_user_sid: String(sub), identity: String(sub) },
      } satisfies components["schemas"]["FlexTokens"],
    };
  },

  "GET /v1/Configuration": async ({ authorization = "" }, provider) => {
    const [, token = ""] = /^token:(.+)$/.exec(Buffer.from(authorization.replace(/^Basic /, ""), "base64").toString()) ?? [];
    const { ok } = await fetch(`${provider}/me`, { headers: { authorization: `Bearer ${token}` } });
    return ok ? { status: 200, body: { account_sid: account } } : refusal(401, 20101, "Invalid Access Token");
  },
};

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Its signature is not looked at: it comes from the provider itself, by no detour (OpenID Connect Core 3.1.3.7). */
function claimsOf(token: unknown): Readonly<Record<string, unknown>> {
  return objectOf(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString());
}
