import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { basic, bearer, notes, post, postForm, realSpec, start } from "./mock.ts";

const folder = mkdtempSync(join(tmpdir(), "auth-mock-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The fixture with one text replaced. */
async function startChanged(before: string, after: string): Promise<AuthMock> {
  const text = readFileSync(notes, "utf8");
  expect(text).toContain(before);
  const file = join(folder, "changed.openapi.yaml");
  writeFileSync(file, text.replace(before, after));
  return start(file);
}

test("GoodData: each challenge names the cookie of the missing link", async () => {
  const mock = await start(realSpec("flex-insights"));
  const login = await post(`${mock.url}/gdc/account/login`, { postUserLogin: { login: "ada", password: "wrong", remember: 0, verify_level: 2 } });
  expect([login.status, login.headers.get("www-authenticate"), await login.json()]).toEqual([
    401,
    'GoodData realm="GoodData API"',
    { parameters: [], component: "Account::Login::AuthShare", message: "Bad Login or Password!" },
  ]);
  const sst = await fetch(`${mock.url}/gdc/account/token`, { headers: { "x-gdc-authsst": "made-up" } });
  expect([sst.status, sst.headers.get("www-authenticate"), await sst.json()]).toEqual([
    401,
    'GoodData realm="GoodData API" cookie=GDCAuthSST',
    { parameters: [], component: "Account::Token", message: "/gdc/account/login" },
  ]);
  const tt = await fetch(`${mock.url}/gdc/app/account/bootstrap`, { headers: { "x-gdc-authtt": "made-up" } });
  expect([tt.status, tt.headers.get("www-authenticate")]).toEqual([401, 'GoodData realm="GoodData API" cookie=GDCAuthTT']);
  expect(await tt.text()).toMatch(/^<html>/);
  const out = await fetch(`${mock.url}/gdc/account/login/1`, { method: "DELETE" });
  expect([out.status, out.headers.get("www-authenticate")]).toEqual([401, 'GoodData realm="GoodData API" cookie=GDCAuthTT']);
});

test("FlexCharge: a model state names the members that are missing, and only them", async () => {
  const mock = await start(realSpec("flexcharge"));
  const mint = async (body: object): Promise<unknown> => {
    const answer = await post(`${mock.url}/oauth2/token`, body);
    expect(answer.status).toBe(400);
    return ((await answer.json()) as { errors: unknown }).errors;
  };
  const key = { AppKey: ["The AppKey field is required."] };
  const secret = { AppSecret: ["The AppSecret field is required."] };
  expect(await mint({ AppKey: "key-1" })).toEqual(secret);
  expect(await mint({ AppSecret: "fake" })).toEqual(key);
  expect(await mint({ client_id: "key-1", client_secret: "fake" })).toEqual({ ...key, ...secret });
  const { accessToken } = (await (await post(`${mock.url}/oauth2/token`, { AppKey: "key-1", AppSecret: "fake" })).json()) as { accessToken: string };
  const evaluated = await post(`${mock.url}/evaluate`, {}, bearer(accessToken));
  expect([evaluated.status, await evaluated.json()]).toMatchObject([400, { title: "One or more validation errors occurred.", errors: { OrderId: ["The OrderId field is required."] } }]);
});

test("Simacan: a form is refused in the words of OAuth, a token without a word", async () => {
  const mock = await start(realSpec("simacan"));
  const form = await postForm(`${mock.url}/auth/refresh`, {});
  expect([form.status, await form.json()]).toMatchObject([400, { error: "invalid_request" }]);
  const refused = await postForm(`${mock.url}/auth/refresh`, { refresh_token: "made-up" });
  expect([refused.status, await refused.text()]).toEqual([401, ""]);
});

test("Twilio: every refusal has its code", async () => {
  const mock = await start(realSpec("twilio-flex"), { credentials: [{ accountSid: "AC1", authToken: "fake", instanceSid: "GO1", username: "user1" }] });
  const codeOf = async (path: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const answer = await fetch(mock.url + path, { headers });
    const body = (await answer.json()) as { code: number; status: number };
    expect(body.status).toBe(answer.status);
    return body.code;
  };
  const users = "/v4/Instances/GO1/Users?Username=user1";
  expect(await codeOf(users)).toBe(20003);
  expect(await codeOf(users, basic("AC1", "typo"))).toBe(20003);
  expect(await codeOf("/v4/Instances/GO1/Users/FU00000000000000000000000000000009", basic("AC1", "fake"))).toBe(20404);
  expect(await codeOf("/v1/Configuration", basic("token", "made-up"))).toBe(20101);
  const found = await fetch(mock.url + users, { headers: basic("AC1", "fake") });
  const sid = ((await found.json()) as { users: { flex_user_sid: string }[] }).users[0]?.flex_user_sid;
  const minted = await post(`${mock.url}/v4/Instances/GO1/Users/${sid}/Tokens`, {}, basic("AC1", "fake"));
  const { access_token } = (await minted.json()) as { access_token: string };
  mock.advance("PT1H");
  expect(await codeOf("/v1/Configuration", basic("token", access_token))).toBe(20104);
  expect(await codeOf(users, basic("AC1", "locked"))).toBe(20429);
});

const refusal = `"401": { description: Refused. }
        "429":`;
const examples = `"401":
          description: Refused.
          content:
            application/json:
              schema: { type: object }
              examples:
                first: { value: { code: 1 } }
                missing: { value: { code: 2 } }
                invalid: { value: { code: 3 } }
                expired: { value: { code: 4 } }
        "429":`;

test("of several examples of a refusal the one is taken that is named after its reason", async () => {
  const mock = await startChanged(refusal, examples);
  const { headers } = await post(`${mock.url}/login`, { key: "key-1", secret: "fake" });
  const access = headers.get("x-access-token") ?? "";
  const list = async (token: Record<string, string>): Promise<unknown> => (await fetch(`${mock.url}/notes`, { headers: token })).json();
  expect(await list({})).toEqual({ code: 2 });
  expect(await list(bearer("made-up"))).toEqual({ code: 3 });
  mock.advance("PT1M");
  expect(await list(bearer(access))).toEqual({ code: 4 });
});

test("a body goes out under the wrong name where the document says that the vendor does so", async () => {
  const page = '"401":\n          description: Refused.\n          content: { text/html: { x-sent-as: application/json, schema: { type: string }, example: <h1>Refused</h1> } }\n        "429":';
  const mock = await startChanged(refusal, page);
  const list = async (accept: string): Promise<unknown[]> => {
    const answer = await fetch(`${mock.url}/notes`, { headers: { accept } });
    return [answer.status, answer.headers.get("content-type"), await answer.text()];
  };
  expect(await list("application/json")).toEqual([401, "application/json", "<h1>Refused</h1>"]);
  expect(await list("*/*")).toEqual([401, "text/html", "<h1>Refused</h1>"]);
});
