import { createHash, randomBytes } from "node:crypto";
import type { AuthMock } from "../../src/index.ts";
import { basic, bearer } from "../mock.ts";
import type { Asked, Change } from "./asked.ts";

type Schemes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a caller of one API has to know beside its document. */
export interface Api {
  readonly name: string;
  /** Logs in: the headers that fill each security scheme, and what an operation's example needs to be true. */
  enter(mock: AuthMock): Promise<{ readonly schemes: Schemes; readonly truths: Readonly<Record<string, Change>> }>;
  /** Ways to come to a status by what the request says, beside those that are tried with every operation. */
  /** The operation that begins what this one downloads. */
  readonly exports?: Readonly<Record<string, string>>;
  readonly everywhere?: readonly Change[];
  readonly ways: Readonly<Record<string, readonly Change[]>>;
}

const call = async (mock: AuthMock, path: string, init: RequestInit = {}): Promise<any> => (await mock.fetch(`http://mock.example${path}`, init)).json();
const json = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});
const inPath =
  (path: Readonly<Record<string, string>>): Change =>
  (asked) => ({ ...asked, path: { ...asked.path, ...path } });
const inBody =
  (body: Readonly<Record<string, unknown>>): Change =>
  (asked) => ({ ...asked, body: { ...asked.body, ...body } });
const withHeaders =
  (headers: Readonly<Record<string, string>>): Change =>
  (asked) => ({ ...asked, headers: { ...asked.headers, ...headers } });

const simacan: Api = {
  name: "simacan",
  async enter(mock) {
    const tokens = await call(mock, "/auth/password", { method: "POST", body: new URLSearchParams({ username: "ada", password: "fake" }) });
    return { schemes: { bearer: bearer(tokens.access_token) }, truths: { refreshTokens: inBody({ refresh_token: tokens.refresh_token }) } };
  },
  ways: { createTokens: [inBody({ password: "wrong" }), inBody({ password: "locked" })] },
};

const flexcharge: Api = {
  name: "flexcharge",
  async enter(mock) {
    const { accessToken } = await call(mock, "/oauth2/token", json("POST", { AppKey: "key-1", AppSecret: "fake" }));
    return { schemes: { bearer: bearer(accessToken) }, truths: {} };
  },
  ways: { createToken: [inBody({ AppSecret: "wrong" })] },
};

const flexInsights: Api = {
  name: "flex-insights",
  async enter(mock) {
    const accept = { accept: "application/json" };
    const { userLogin } = await call(mock, "/gdc/account/login", json("POST", { postUserLogin: { login: "ada@example.com", password: "fake", remember: 0, verify_level: 2 } }, accept));
    const sst = { "x-gdc-authsst": userLogin.token as string };
    const { userToken } = await call(mock, "/gdc/account/token", { headers: { ...sst, ...accept } });
    return { schemes: { sst, ttHeader: { "x-gdc-authtt": userToken.token } }, truths: { logout: inPath({ profileId: userLogin.state.split("/").at(-1) }) } };
  },
  exports: { downloadExport: "exportReport", downloadRawReport: "executeRawReport" },
  ways: {
    login: ["wrong", "locked"].map((password): Change => inBody({ postUserLogin: { login: "bob@example.com", password, remember: 0, verify_level: 2 } })),
    logout: [inPath({ profileId: "another" })],
    downloadExport: [inPath({ resultId: "unheard-of" })],
  },
};

const instance = "GO00000000000000000000000000000000";
const twilioFlex: Api = {
  name: "twilio-flex",
  async enter(mock) {
    const account = basic("AC00000000000000000000000000000000", "fake");
    const FlexUserSid = `FU${createHash("sha256").update(`${instance}/user1`).digest("hex").slice(0, 32)}`;
    const { access_token } = await call(mock, `/v4/Instances/${instance}/Users/${FlexUserSid}/Tokens`, json("POST", {}, account));
    // A person signs in and comes back with a code.
    const verifier = randomBytes(48).toString("base64url");
    const query = {
      redirectUrl: "https://app.example.com/callback",
      nonce: "nonce-of-a-test",
      codeChallenge: createHash("sha256").update(verifier).digest("base64url"),
      state: "state-of-a-test",
      ssoProfileSid: "JQ00000000000000000000000000000000",
    };
    const sent = await mock.fetch(`http://mock.example/v1/Flex/Authorize?${new URLSearchParams(query)}`, { redirect: "manual" });
    const code = new URL(sent.headers.get("location") ?? "").searchParams.get("code");
    const known = inPath({ InstanceSid: instance, FlexUserSid });
    return {
      schemes: { account, flexBasic: basic("token", access_token), flexJwe: { "x-flex-jwe": access_token } },
      truths: {
        createUserToken: known,
        fetchUser: known,
        validateToken: (asked) => inBody({ Token: access_token })(inPath({ AccountSid: "AC00000000000000000000000000000000" })(asked)),
        exchangeFlexToken: inBody({ code, code_verifier: verifier, nonce: query.nonce, sso_profile_sid: query.ssoProfileSid }),
      },
    };
  },
  everywhere: [withHeaders(basic("AC00000000000000000000000000000009", "locked"))],
  ways: {
    createUserToken: [inPath({ FlexUserSid: "FU00000000000000000000000000000009" })],
    fetchUser: [inPath({ FlexUserSid: "FU00000000000000000000000000000009" })],
    validateToken: [inPath({ AccountSid: "AC00000000000000000000000000000009" })],
    listUsers: [(asked) => ({ ...asked, query: { Username: "user1" } })],
    // The second time the user is there.
    provisionUser: [inBody({ username: "somebody" }), inBody({ username: "somebody" })],
  },
};

export const apis: readonly Api[] = [simacan, flexcharge, flexInsights, twilioFlex];

/** Ways to come to a status that are tried with every operation. */
export const spoiled: readonly Change[] = [
  (asked): Asked => ({ ...asked, headers: {} }),
  (asked) => ({ ...asked, headers: Object.fromEntries(Object.entries(asked.headers).map(([name, value]) => [name, `${value.slice(0, 8)}-not-this-one`])) }),
  (asked) => ({ ...asked, body: asked.body === undefined ? undefined : {} }),
  (asked) => ({ ...asked, body: asked.body === undefined ? undefined : '{"cut":' }),
  (asked) => ({ ...asked, query: {} }),
  (asked) => ({ ...asked, query: Object.fromEntries(Object.keys(asked.query).map((name) => [name, ""])) }),
];
