import { describe, expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { basic, bearer, post, realSpec, start } from "./mock.ts";

interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: any;
}

/** One request, with the headers and the body as a client was seen to send them. */
async function send(mock: AuthMock, line: string, headers: Record<string, string> = {}, body?: string): Promise<Sent> {
  const [method = "", target = ""] = line.split(" ");
  const answer = await fetch(mock.url + target, { method, headers, ...(body !== undefined && { body }), redirect: "manual" });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: text.startsWith("{") ? JSON.parse(text) : undefined };
}

/** A cookie jar that keeps to `Path` and to cleared cookies, as browsers do. */
function createJar(): { keep(sent: Sent): void; cookiesFor(target: string): Record<string, string> } {
  const kept = new Map<string, { value: string; path: string }>();
  return {
    keep({ headers }) {
      for (const cookie of headers.getSetCookie()) {
        const [pair = "", ...attributes] = cookie.split("; ");
        const [name = "", value = ""] = pair.split("=");
        const path = attributes.find((attribute) => attribute.startsWith("Path="))?.slice(5) ?? "/";
        const expires = attributes.find((attribute) => attribute.startsWith("Expires="))?.slice(8);
        if (expires !== undefined && Date.parse(expires) < Date.now()) kept.delete(name);
        else kept.set(name, { value, path });
      }
    },
    cookiesFor(target) {
      const all = [...kept].filter(([, { path }]) => target === path || target.startsWith(`${path}/`)).map(([name, { value }]) => `${name}=${value}`);
      return all.length > 0 ? { cookie: all.join("; ") } : {};
    },
  };
}

const json = { "content-type": "application/json" };

function complaints(mock: AuthMock): readonly unknown[] {
  return mock.journal.filter(({ status }) => status < 400).flatMap(({ violations }) => violations);
}

describe("gooddata-http-client (Java), on verify_level 2", () => {
  const yaml = { accept: "application/yaml", "user-agent": "GoodData-Java-SDK/3" };

  async function logIn(mock: AuthMock): Promise<{ sst: string; state: string }> {
    const login = await send(
      mock,
      "POST /gdc/account/login",
      { ...yaml, "content-type": "application/json; charset=UTF-8" },
      '{"postUserLogin":{"login":"ada@example.com","password":"fake","remember":0,"verify_level":2}}',
    );
    expect(login.status).toBe(200);
    return { sst: login.body.userLogin.token, state: login.body.userLogin.state };
  }

  async function renew(mock: AuthMock, sst: string): Promise<string> {
    const answer = await send(mock, "GET /gdc/account/token", { ...yaml, "x-gdc-authsst": sst });
    expect(answer.status).toBe(200);
    return answer.body.userToken.token;
  }

  test("it reads the challenges, logs in, exports, renews in between, signs out", async () => {
    const mock = await start(realSpec("flex-insights"));
    const first = await send(mock, "GET /gdc/app/account/bootstrap", yaml);
    expect([first.status, first.headers.get("www-authenticate")]).toEqual([401, expect.stringContaining("cookie=GDCAuthTT")]);
    const { sst, state } = await logIn(mock);
    let tt = await renew(mock, sst);
    // It sends the TT with every request it makes.
    expect((await send(mock, "GET /gdc/app/account/bootstrap", { ...yaml, "x-gdc-authtt": tt })).status).toBe(200);

    const report = '{"result_req":{"format":"csv","report":"/gdc/md/workspace1/obj/slow-2"}}';
    const started = await send(mock, "POST /gdc/exporter/executor", { ...json, "x-gdc-authtt": tt }, report);
    expect(started.status).toBe(201);
    const polled: number[] = [];
    for (const wait of ["PT1S", "PT10M", "PT1S", "PT1S"]) {
      const { status, headers } = await send(mock, `GET ${started.body.uri}`, { "x-gdc-authtt": tt });
      polled.push(status);
      if (status === 401 && headers.get("www-authenticate")?.includes("cookie=GDCAuthTT")) tt = await renew(mock, sst);
      mock.advance(wait);
    }
    expect(polled).toEqual([202, 202, 401, 200]);

    const out = await send(mock, `DELETE ${state}`, { ...yaml, "x-gdc-authsst": sst, "x-gdc-authtt": tt });
    expect([out.status, out.text]).toEqual([204, ""]);
    const after = await send(mock, "GET /gdc/account/token", { ...yaml, "x-gdc-authsst": sst });
    expect([after.status, after.headers.get("www-authenticate")]).toEqual([401, expect.stringContaining("cookie=GDCAuthSST")]);
    expect(complaints(mock)).toEqual([]);
  });
});

describe("gooddata-ui-sdk (api-client-bear), on cookies", () => {
  const own = { accept: "application/json; charset=utf-8", "content-type": "application/json", "x-requested-with": "XMLHttpRequest", "x-gdc-js-pkg": "@gooddata/api-client-bear" };

  test("it logs in without a verify_level, renews on 401, exports, signs out at the logoutUri", async () => {
    const mock = await start(realSpec("flex-insights"));
    const jar = createJar();
    const call = async (line: string, body?: string): Promise<Sent> => {
      const sent = await send(mock, line, { ...own, ...jar.cookiesFor(line.split(" ")[1] ?? "") }, body);
      jar.keep(sent);
      return sent;
    };
    const login = await call("POST /gdc/account/login", '{"postUserLogin":{"login":"ada@example.com","password":"fake","remember":1,"captcha":"","verifyCaptcha":""}}');
    expect([login.status, login.body.userLogin.token]).toEqual([200, undefined]);
    expect((await call("GET /gdc/account/token")).status).toBe(200);
    expect((await call("GET /gdc/app/account/bootstrap")).status).toBe(200);

    mock.advance("PT10M");
    const late = await call("GET /gdc/app/account/bootstrap");
    expect([late.status, late.headers.get("www-authenticate")]).toEqual([401, expect.stringContaining("cookie=GDCAuthTT")]);
    expect((await call("GET /gdc/account/token")).status).toBe(200);

    const started = await call("POST /gdc/app/projects/workspace1/execute/raw", '{"report_req":{"report":"/gdc/md/workspace1/obj/slow-1"}}');
    // It polls where Location or the body's uri points.
    const pending = await call(`GET ${started.body.uri}`);
    expect(pending.status).toBe(202);
    expect((await call(`GET ${pending.headers.get("location")}`)).text).toContain('"Agent"');

    const account = await call("GET /gdc/app/account/bootstrap/account");
    expect((await call(`DELETE ${account.body.accountInfo.logoutUri}`)).status).toBe(204);
    expect((await call("GET /gdc/account/token")).status).toBe(401);
    expect(complaints(mock)).toEqual([]);
    // The long-lived token never left /gdc/account, and the other never left /gdc.
    for (const { path, request } of mock.journal) if (request.headers["cookie"]?.includes("GDCAuthSST")) expect(path).toMatch(/^\/gdc\/account\//);
  });
});

describe("scripts after the vendor's own page", () => {
  test("addresses are joined to //gdc, and the TT of a level 2 login goes into a cookie with attributes", async () => {
    const mock = await start(realSpec("flex-insights"));
    const login = await send(
      mock,
      "POST //gdc/account/login",
      { ...json, accept: "application/json" },
      '{"postUserLogin":{"login":"ada@example.com","password":"fake","remember":0,"verify_level":2}}',
    );
    const token = await send(mock, "GET //gdc/account/token", { ...json, accept: "application/json", "x-gdc-authsst": login.body.userLogin.token });
    const cookie = { cookie: `GDCAuthTT=${token.body.userToken.token}; path=/gdc; secure; HttpOnly` };
    const started = await send(mock, "POST //gdc/app/projects/workspace1/execute/raw", { ...json, ...cookie }, '{"report_req":{"report":"/gdc/md/workspace1/obj/42"}}');
    expect([started.status, (await send(mock, `GET /${started.body.uri}`, cookie)).status]).toEqual([201, 200]);
    expect(complaints(mock)).toEqual([]);
  });
});

describe("ActiveMerchant (Ruby), FlexCharge", () => {
  const logIn = (mock: AuthMock, headers: Record<string, string> = {}): Promise<Sent> =>
    send(mock, "POST /oauth2/token", { ...json, ...headers }, '{"AppKey":"fake-key+/=","AppSecret":"fake-secret+/="}');

  test("it keeps a token until `expires`, sends a stale one with the next login, and asks for orders", async () => {
    const mock = await start(realSpec("flexcharge"), { startAt: Date.UTC(2030, 0, 1) });
    const login = await logIn(mock);
    expect([login.status, login.body.success]).toEqual([200, true]);
    expect(login.body.expires - mock.clock.now()).toBeGreaterThan(590_000);
    const order = (token: string): Promise<Sent> => send(mock, "POST /outcome", { ...json, authorization: `Bearer ${token}` }, '{"orderSessionKey":"00000000-0000-4000-8000-000000000001"}');
    expect((await order(login.body.accessToken)).status).toBe(200);
    mock.advance(login.body.expires - mock.clock.now());
    expect((await order(login.body.accessToken)).status).toBe(401);
    const again = await logIn(mock, bearer(login.body.accessToken));
    expect(again.body.accessToken).not.toBe(login.body.accessToken);
    expect((await order(again.body.accessToken)).status).toBe(200);
    expect(complaints(mock)).toEqual([]);
  });

  test("samples that write `bearer` in lower case work too", async () => {
    const mock = await start(realSpec("flexcharge"));
    const { body } = await logIn(mock);
    expect((await send(mock, "GET /orders/order-1", { authorization: `bearer ${body.accessToken}` })).status).toBe(200);
  });
});

describe("Flex SDK 3.0.0", () => {
  test("all five parameters of the configuration, the stray bracket, UiVersion=undefined, and a look at its token", async () => {
    const mock = await start(realSpec("twilio-flex"));
    const account = "AC00000000000000000000000000000000";
    const five = `AccountSid=${account}&FlexInstanceSid=&RuntimeDomain=&SSOProfileSid=&AppType=SinglePageApp`;
    expect((await send(mock, `GET /v1/Flex/Authentication/Config?${five}`)).status).toBe(200);

    const users = await send(mock, "GET /v4/Instances/GO1/Users?Username=user1", basic(account, "fake"));
    const minted = await post(`${mock.url}/v4/Instances/GO1/Users/${users.body.users[0].flex_user_sid}/Tokens`, {}, basic(account, "fake"));
    const { access_token } = (await minted.json()) as { access_token: string };
    const authorization = `${basic("token", access_token).authorization})`;
    const form = { authorization, "content-type": "application/x-www-form-urlencoded" };
    expect((await send(mock, `POST /v1/Accounts/${account}/Tokens/Info`, form, `Token=${access_token}`)).status).toBe(200);
    expect((await send(mock, "GET /v1/Configuration?UiVersion=undefined", { authorization })).status).toBe(200);
    expect((await send(mock, `GET /v1/Configuration/Public?AccountSid=${account}`)).status).toBe(200);
    expect((await send(mock, "GET /api/v1/Session", { "x-flex-jwe": access_token })).status).toBe(200);

    mock.revoke(access_token);
    const refused = await send(mock, "GET /v1/Configuration?UiVersion=undefined", { authorization });
    // The SDK reads `code`, `message` and `status` of every error.
    expect([refused.status, refused.body]).toMatchObject([401, { code: expect.any(Number), message: expect.any(String), status: 401 }]);
    expect(complaints(mock)).toEqual([]);
  });
});
