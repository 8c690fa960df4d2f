import type { Api } from "../src/index.ts";

/** A request as a correct client sends it; written by hand from the vendors' pages, not read from a transcript. */
export interface Step {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Walk {
  readonly api: Api;
  readonly scene: string;
  readonly steps: readonly Step[];
  readonly values?: Readonly<Record<string, string>>;
}

const json = { "content-type": "application/json" };
const formed = { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" };
const basic = (username: string, password: string) => ({ authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const get = (path: string, headers: Step["headers"]): Step => ({ method: "GET", path, headers });
const post = (path: string, headers: Step["headers"], body: string): Step => ({ method: "POST", path, headers, body });

const login = (password: string, level: number): Step =>
  post("/gdc/account/login", { ...json, accept: "application/json" }, JSON.stringify({ postUserLogin: { login: "jane@example.com", password, remember: 0, verify_level: level } }));
const profile = "/gdc/account/login/0123456789abcdef0123456789abcdef";
const bySst = (sst: string) => get("/gdc/account/token", { "x-gdc-authsst": sst });
const bySstCookie = get("/gdc/account/token", { cookie: "GDCAuthSST=fake-sst-1" });
const report = "/gdc/projects/fakeworkspace0000000000000000000/execute/raw/1234567890?q=fake-q&c=fake-c";
const download = (tt: string) => get(report, { cookie: `GDCAuthTT=${tt}` });

const appToken = post("/oauth2/token", json, JSON.stringify({ AppKey: "fake/app+key==", AppSecret: "fake/app+secret==" }));
const claims = (jti: string) => ({ sub: "fake-app", jti, iss: "Api-Client-Service", iat: "1661157068792", nbf: 1661157068, exp: 1661157668 });
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (jti: string) => `${part({ alg: "HS256", typ: "JWT" })}.${part(claims(jti))}.fake-signature`;
const order = (jti: string) => get("/orders/00000000-0000-4000-8000-000000000001", bearer(jwt(jti)));

const byPassword = (username: string, password: string) => post("/auth/password", formed, String(new URLSearchParams({ username, password })));
const byRefresh = (token: string) => post("/auth/refresh", formed, String(new URLSearchParams({ refresh_token: token })));
const trip = (token: string): Step => ({ method: "PUT", path: "/trips/insertOrUpdate", headers: { ...json, ...bearer(token) }, body: "[]" });

const account = basic("AC00000000000000000000000000000000", "fake-auth-token");
const users = "/v4/Instances/GO00000000000000000000000000000000/Users";
const find = get(`${users}?Username=user1`, account);
const mint = post(`${users}/FU00000000000000000000000000000001/Tokens`, { ...json, ...account }, '{"ttl":3600}');
const jwe = (n: number) => `jwe${n}.fake.fake.fake.fake`;
const configuration = (token: string) => get("/v1/Configuration", basic("token", token));
const sso = { sso_profile_sid: "JQ00000000000000000000000000000000" };
const exchange = { ...sso, code: "fake-code", code_verifier: "fake-verifier", nonce: "fake-nonce", grant_type: "AuthorizationCode" };
const tokens = (body: object) => post("/v1/Flex/OAuth/Tokens", json, JSON.stringify(body));
const renew = (token: string) => tokens({ refresh_token: token, ...sso, grant_type: "RefreshToken" });

export const walks: readonly Walk[] = [
  {
    api: "flex-insights",
    scene: "header mode",
    steps: [
      login("fake-password", 2),
      bySst("fake-sst-1"),
      download("fake-tt-1"),
      download("fake-tt-1"),
      bySst("fake-sst-1"),
      download("fake-tt-2"),
      { method: "DELETE", path: profile, headers: { "x-gdc-authsst": "fake-sst-1", cookie: "GDCAuthTT=fake-tt-2" } },
    ],
  },
  {
    api: "flex-insights",
    scene: "cookie mode",
    steps: [login('fake "quoted" pässword', 0), bySstCookie, download("fake-tt-1"), download("fake-tt-1"), bySstCookie, download("fake-tt-2")],
  },
  {
    api: "flex-insights",
    scene: "a dead SST",
    steps: [login("fake-password", 2), bySst("fake-sst-1"), download("fake-tt-1"), bySst("fake-sst-1"), login("fake-password", 2), bySst("fake-sst-2"), download("fake-tt-2")],
  },
  { api: "flex-insights", scene: "too many logins", steps: [login("fake-wrong-password", 2)] },
  {
    api: "flexcharge",
    scene: "one new token after a 401",
    steps: [appToken, order("fake-1"), order("fake-1"), appToken, order("fake-2")],
  },
  { api: "flexcharge", scene: "the printed sample", steps: [appToken, order("fake-1"), order("fake-1")] },
  {
    api: "simacan",
    scene: "rotation",
    steps: [
      byPassword("fake-user", "fake-password"),
      trip("fake-access-1"),
      trip("fake-access-1"),
      byRefresh("fake-refresh-1"),
      trip("fake-access-2"),
      trip("fake-access-2"),
      byRefresh("fake-refresh-2"),
      trip("fake-access-3"),
      trip("fake-access-3"),
      byRefresh("fake-refresh-3"),
      byPassword("fake-user", "fake-password"),
      trip("fake-access-4"),
    ],
  },
  {
    api: "simacan",
    scene: "form encoding",
    steps: [byPassword("jürgen & söhne+1", "p@ss word+1&2=3%"), trip("fake-access-1"), byRefresh("fake/refresh+token=1&2%3"), trip("fake-access-2")],
  },
  {
    api: "twilio-flex",
    scene: "mint",
    steps: [find, mint, configuration(jwe(1)), configuration(jwe(1)), mint, configuration(jwe(2))],
  },
  { api: "twilio-flex", scene: "x-flex-jwe", steps: [find, mint, get("/api/v1/Session", { "x-flex-jwe": jwe(1) })] },
  { api: "twilio-flex", scene: "a given JWE", steps: [configuration("given.fake.jwe.for.tests")] },
  {
    api: "twilio-flex",
    scene: "token info",
    steps: [post("/v1/Accounts/AC00000000000000000000000000000000/Tokens/Info", { ...formed, ...basic("token", "given.fake.jwe.for.tests") }, "Token=given.fake.jwe.for.tests")],
  },
  {
    api: "twilio-flex",
    scene: "sso",
    values: { codeVerifier: "fake-verifier", nonce: "fake-nonce" },
    steps: [tokens(exchange), configuration(jwe(1)), renew("fake-refresh-1"), configuration(jwe(2)), renew("fake-refresh-2"), configuration(jwe(3))],
  },
];

/** A walk's name in a test's title. */
export function titleOf({ api, scene }: Walk): string {
  return `${api}, ${scene}`;
}

/** Sends the steps one after another and gives the statuses. */
export async function send(url: string, steps: readonly Step[]): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (const { path, ...init } of steps) {
    const answer = await fetch(`${url}${path}`, init);
    await answer.arrayBuffer();
    statuses.push(answer.status);
  }
  return statuses;
}
