import { describe, expect, test } from "vitest";
import { readCommandLine } from "../src/cli/options.ts";
import type { AuthMock } from "../src/index.ts";
import { leniencies, type LeniencyName } from "../src/leniency.ts";
import { basic, post, realSpec, start } from "./mock.ts";

const verbatim = (mock: AuthMock, path: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> => fetch(mock.url + path, { ...init, headers });

async function insightsTokens(mock: AuthMock): Promise<{ sst: string; tt: string }> {
  const login = await post(`${mock.url}/gdc/account/login`, { postUserLogin: { login: "ada@example.com", password: "fake", remember: 0, verify_level: 2 } });
  const sst = ((await login.json()) as { userLogin: { token: string } }).userLogin.token;
  const answer = await verbatim(mock, "/gdc/account/token", { "x-gdc-authsst": sst });
  return { sst, tt: ((await answer.json()) as { userToken: { token: string } }).userToken.token };
}

async function flexToken(mock: AuthMock): Promise<string> {
  const found = await verbatim(mock, "/v4/Instances/GO1/Users?Username=user1", basic("AC1", "fake"));
  const { users } = (await found.json()) as { users: { flex_user_sid: string }[] };
  const minted = await post(`${mock.url}/v4/Instances/GO1/Users/${users[0]?.flex_user_sid}/Tokens`, {}, basic("AC1", "fake"));
  return ((await minted.json()) as { access_token: string }).access_token;
}

interface Case {
  readonly spec: string;
  /** What a strict mock answers. A realistic one answers 200. */
  readonly refused: number;
  send(mock: AuthMock): Promise<Response>;
  /** The same, as the document has it. */
  rightly(mock: AuthMock): Promise<Response>;
}

const account = "/gdc/app/account/bootstrap/account";
const configuration = "/v1/Configuration";

/** One row per leniency: the types see to it that none is without. */
const cases: Readonly<Record<LeniencyName, Case>> = {
  doubledSlash: {
    spec: "flex-insights",
    refused: 404,
    send: async (mock) => verbatim(mock, `/${account}`, { "x-gdc-authtt": (await insightsTokens(mock)).tt }),
    rightly: async (mock) => verbatim(mock, account, { "x-gdc-authtt": (await insightsTokens(mock)).tt }),
  },
  schemeCase: {
    spec: "twilio-flex",
    refused: 401,
    send: (mock) => verbatim(mock, configuration, { authorization: basic("AC1", "fake").authorization.replace("Basic", "bAsIc") }),
    rightly: (mock) => verbatim(mock, configuration, basic("AC1", "fake")),
  },
  strayAfterBasic: {
    spec: "twilio-flex",
    refused: 401,
    send: async (mock) => verbatim(mock, configuration, { authorization: `${basic("token", await flexToken(mock)).authorization})` }),
    rightly: async (mock) => verbatim(mock, configuration, basic("token", await flexToken(mock))),
  },
  cookieAttributes: {
    spec: "flex-insights",
    refused: 401,
    send: async (mock) => verbatim(mock, account, { cookie: `GDCAuthTT=${await cookieTt(mock)}; path=/gdc; secure; HttpOnly` }),
    rightly: async (mock) => verbatim(mock, account, { cookie: `GDCAuthTT=${await cookieTt(mock)}` }),
  },
  undefinedText: {
    spec: "twilio-flex",
    refused: 422,
    send: (mock) => verbatim(mock, `${configuration}?UiVersion=undefined`, basic("AC1", "fake")),
    rightly: (mock) => verbatim(mock, `${configuration}?UiVersion=2.0.0`, basic("AC1", "fake")),
  },
  unfitAccept: {
    spec: "flex-insights",
    refused: 406,
    send: async (mock) => verbatim(mock, account, { accept: "application/yaml", "x-gdc-authtt": (await insightsTokens(mock)).tt }),
    rightly: async (mock) => verbatim(mock, account, { accept: "application/json", "x-gdc-authtt": (await insightsTokens(mock)).tt }),
  },
  tokenPlace: {
    spec: "flex-insights",
    refused: 401,
    send: async (mock) => verbatim(mock, account, { cookie: `GDCAuthTT=${(await insightsTokens(mock)).tt}` }),
    rightly: async (mock) => verbatim(mock, account, { "x-gdc-authtt": (await insightsTokens(mock)).tt }),
  },
};

async function cookieTt(mock: AuthMock): Promise<string> {
  const login = await post(`${mock.url}/gdc/account/login`, { postUserLogin: { login: "ada@example.com", password: "fake", remember: 0, verify_level: 0 } });
  const [sst = ""] = login.headers.getSetCookie();
  const answer = await verbatim(mock, "/gdc/account/token", { cookie: sst.split(";")[0] ?? "" });
  return /GDCAuthTT=([^;]+)/.exec(answer.headers.getSetCookie().join())?.[1] ?? "";
}

describe.each(Object.entries(cases))("%s", (name, { spec, refused, send, rightly }) => {
  test(`a realistic mock accepts ${leniencies[name as LeniencyName].accepts.split("; strict")[0]}`, async () => {
    expect((await send(await start(realSpec(spec)))).status).toBe(200);
  });

  test("a strict mock refuses it, and takes what the document says", async () => {
    const mock = await start(realSpec(spec), { leniency: "strict" });
    expect((await send(mock)).status).toBe(refused);
    expect((await rightly(mock)).status).toBe(200);
  });
});

test("strict: a token from a cookie goes back in a cookie, not in a header", async () => {
  const mock = await start(realSpec("flex-insights"), { leniency: "strict" });
  expect((await verbatim(mock, account, { "x-gdc-authtt": await cookieTt(mock) })).status).toBe(401);
  expect(mock.journal.at(-1)?.violations).toEqual([{ side: "request", location: "tt", message: "the tt was given out in a cookie" }]);
  const { sst } = await insightsTokens(mock);
  expect((await verbatim(mock, "/gdc/account/token", { cookie: `GDCAuthSST=${sst}` })).status).toBe(401);
});

test("without any word about it the mock is realistic, and a wrong word is told", async () => {
  expect((await cases.doubledSlash.send(await start(realSpec("flex-insights"), { leniency: "realistic" }))).status).toBe(200);
  await expect(start(realSpec("simacan"), { leniency: "lax" as "strict" })).rejects.toThrow(/leniency is "lax"\. Write "realistic" or "strict"\./);
});

test("the journal shows the headers as they came, not as they were read", async () => {
  const mock = await start(realSpec("twilio-flex"));
  const authorization = `${basic("AC1", "fake").authorization})`;
  expect((await verbatim(mock, configuration, { authorization })).status).toBe(200);
  expect(mock.journal.at(-1)?.request.headers["authorization"]).toBe(authorization);
});

test("two stray characters are one too many", async () => {
  const mock = await start(realSpec("twilio-flex"));
  expect((await verbatim(mock, configuration, { authorization: `${basic("AC1", "fake").authorization}))` })).status).toBe(401);
});

test("on the command line it is --strict", () => {
  expect(readCommandLine(["simacan"])).toMatchObject({ leniency: "realistic" });
  expect(readCommandLine(["simacan", "--strict", "--session-maximum", "PT8H"])).toMatchObject({ leniency: "strict", sessionMaximum: "PT8H" });
});
