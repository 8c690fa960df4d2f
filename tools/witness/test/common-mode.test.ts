import { startAuthMock } from "@freshkey/auth-mock";
import { createSession } from "@freshkey/auth-runtime";
import { describe, expect, onTestFinished, test } from "vitest";
import { replay, transcript, type Api } from "../src/index.ts";
import { drive, drives, generated, specText, withCode, type Drive } from "./clients.ts";

describe.each(drives)("$api, $scene", (one) => {
  test("the chain generated from the spec sends what the vendor's page says", async () => {
    const { chains } = await generated(one.api, specText(one.api));
    const { codeVerifier, nonce } = one.signIn ?? {};
    const witness = await replay(transcript(one.api, one.scene), codeVerifier !== undefined && nonce !== undefined ? { values: { codeVerifier, nonce } } : {});
    onTestFinished(witness.close);
    const failures = await drive(one, chainOf(chains, one), witness);
    expect(witness.done()).toEqual([]);
    expect(failures.map(codeOf)).toEqual(one.failures ?? []);
  });
});

/**
 * One mistake in a spec: every pair is replaced wherever it stands, so request, answer, chain and mock agree on it.
 * (Where the mock has knowledge of its own, as of `Username`, it would object by itself.)
 */
interface Mistake {
  readonly api: Api;
  readonly scene: string;
  readonly what: string;
  readonly edits: readonly (readonly [from: string | RegExp, to: string])[];
  /** What the witness must say first. */
  readonly names: RegExp;
}

const mistakes: readonly Mistake[] = [
  { api: "flexcharge", scene: "the printed sample", what: "appKey for AppKey", edits: [["AppKey", "appKey"]], names: /body is "\{"appKey"/ },
  {
    api: "flexcharge",
    scene: "the printed sample",
    what: "client_id and client_secret, as the page's second sample has them",
    edits: [
      ["AppKey", "client_id"],
      ["AppSecret", "client_secret"],
    ],
    names: /body is "\{"client_id"/,
  },
  { api: "flexcharge", scene: "the printed sample", what: "another path", edits: [["/oauth2/token:", "/oauth/token:"]], names: /\/oauth\/token, the vendor's page says/ },
  { api: "flexcharge", scene: "the printed sample", what: "another host", edits: [["api.flexfactor.io", "api.flexfactor.com"]], names: /flexfactor\.com/ },
  {
    api: "flexcharge",
    scene: "the printed sample",
    what: "a form where JSON is asked for",
    edits: [[/(operationId: createToken\n[^]*?)application\/json/, "$1application/x-www-form-urlencoded"]],
    names: /header content-type is/,
  },
  {
    api: "flexcharge",
    scene: "the printed sample",
    what: "access_token for accessToken in the answer",
    edits: [
      ["accessToken: access-example", "access_token: access-example"],
      ["body#/accessToken", "body#/access_token"],
      [/^        accessToken:$(?=\n {10}(?!lifetime))/m, "        access_token:"],
    ],
    names: /never came/,
  },
  { api: "flex-insights", scene: "header mode", what: "another member around the login", edits: [["postUserLogin", "userLoginPost"]], names: /body is "\{"userLoginPost"/ },
  { api: "flex-insights", scene: "header mode", what: "verify_level 1 for 2", edits: [["verify_level: 2", "verify_level: 1"]], names: /"verify_level":1/ },
  { api: "flex-insights", scene: "header mode", what: "another header for the SST", edits: [["X-GDC-AuthSST", "X-GDC-SST"]], names: /header x-gdc-authsst is missing/ },
  { api: "flex-insights", scene: "header mode", what: "the SST's header spelled as a cookie's", edits: [["name: GDCAuthTT", "name: GDCTT"]], names: /header cookie is "GDCTT=/ },
  { api: "flex-insights", scene: "header mode", what: "another path for the token", edits: [["/gdc/account/token:", "/gdc/account/tokens:"]], names: /\/gdc\/account\/tokens, the vendor's page says/ },
  { api: "flex-insights", scene: "cookie mode", what: "verify_level 1 for 0", edits: [["verify_level: 0", "verify_level: 1"]], names: /"verify_level":1/ },
  {
    api: "flex-insights",
    scene: "cookie mode",
    what: "another cookie for the SST",
    edits: [["GDCAuthSST", "GDCSST"]],
    names: /GET \/gdc\/account\/token never came/,
  },
  {
    api: "simacan",
    scene: "rotation",
    what: "user for username",
    edits: [
      ["username: $credentials", "user: $credentials"],
      [/required: \[username, password\]\n {6}properties:\n {8}username:/, "required: [user, password]\n      properties:\n        user:"],
    ],
    names: /body is "user=fake-user/,
  },
  {
    api: "simacan",
    scene: "rotation",
    what: "token for refresh_token in the form",
    edits: [
      ["refresh_token: $tokens", "token: $tokens"],
      [/required: \[refresh_token\]\n {6}properties:\n {8}refresh_token:/, "required: [token]\n      properties:\n        token:"],
    ],
    names: /body is "token=fake-refresh-1"/,
  },
  {
    api: "simacan",
    scene: "rotation",
    what: "JSON where a form is asked for",
    edits: [["application/x-www-form-urlencoded", "application/json"]],
    names: /header content-type is "application\/json"/,
  },
  { api: "simacan", scene: "rotation", what: "another path for the refresh", edits: [["/auth/refresh:", "/auth/token:"]], names: /\/auth\/token, the vendor's page says/ },
  {
    api: "simacan",
    scene: "rotation",
    what: "a refresh token that is thought to stay",
    edits: [
      [/( {12}refreshToken: \$response\.body#\/refresh_token\n)( {10}refusedBy:\n {12}401: refreshToken)/, "$2"],
      [/ {10}rotation: strict\n/, ""],
    ],
    names: /body is "refresh_token=fake-refresh-1", the vendor's page says "refresh_token=fake-refresh-2"/,
  },
  {
    api: "twilio-flex",
    scene: "mint",
    what: "time_to_live for ttl",
    edits: [
      ["ttl: $credentials", "time_to_live: $credentials"],
      [/^        ttl:/m, "        time_to_live:"],
    ],
    names: /body is "\{"time_to_live":3600\}"/,
  },
  {
    api: "twilio-flex",
    scene: "mint",
    what: "the account's SID and token in each other's place",
    edits: [["username: $credentials.accountSid\n          password: $credentials.authToken", "username: $credentials.authToken\n          password: $credentials.accountSid"]],
    names: /header authorization is/,
  },
  { api: "twilio-flex", scene: "mint", what: "another Basic user name before the JWE", edits: [["username: token", "username: jwe"]], names: /header authorization is/ },
  { api: "twilio-flex", scene: "x-flex-jwe", what: "another header for the JWE", edits: [["name: x-flex-jwe", "name: x-twilio-jwe"]], names: /header x-flex-jwe is missing/ },
  { api: "twilio-flex", scene: "mint", what: "v3 for v4", edits: [["/v4/Instances", "/v3/Instances"]], names: /\/v3\/Instances\/.*the vendor's page says/ },
];

describe.each(mistakes)("$api: $what", ({ api, scene, edits, names }) => {
  const one = drives.find((each) => each.api === api && each.scene === scene) as Drive;

  test("spec, client and mock agree on the mistake, the witness does not", async () => {
    const { file, chains } = await generated(api, edited(specText(api), edits));
    const chain = chainOf(chains, one);

    const mock = await startAuthMock({ spec: file });
    onTestFinished(mock.close);
    const scheme = one.calls[0]?.scheme ?? "";
    const session = createSession(chain, { credentials: one.credentials, server: mock.url });
    await session.reject(await session.getToken({ scheme }));
    expect((await session.getToken({ scheme })).reveal()).not.toBe("");

    const witness = await replay(transcript(api, scene));
    onTestFinished(witness.close);
    await drive(one, chain, witness);
    const messages = witness.done().map(({ message }) => message);
    expect(messages[0]).toMatch(names);
    expect(messages[0]).toMatch(new RegExp(`^transcripts/${api}\\.http:\\d+: `));
  });
});

function codeOf(failure: unknown): string {
  return (failure as { readonly code?: string }).code ?? String(failure);
}

function chainOf(chains: Readonly<Record<string, unknown>>, { api, scene, chain, signIn }: Drive): Parameters<typeof drive>[1] {
  const exported = (name: string): unknown => {
    if (!chains[name]) throw new Error(`chains.ts exports no ${name}`);
    return chains[name];
  };
  const found = exported(chain) as Parameters<typeof drive>[1];
  const { code = "" } = transcript(api, scene).given;
  return signIn ? withCode(found, exported(signIn.name) as Parameters<typeof withCode>[1], { ...signIn, code }) : found;
}

function edited(text: string, edits: Mistake["edits"]): string {
  return edits.reduce((before, [from, to]) => {
    const pattern = typeof from === "string" ? undefined : new RegExp(from, from.flags.includes("g") ? from.flags : `${from.flags}g`);
    const after = pattern ? before.replace(pattern, to) : before.replaceAll(String(from), () => to);
    if (after === before) throw new Error(`the spec has no ${String(from)} to make a mistake of`);
    return after;
  }, text);
}
