import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { describe, expect, test } from "vitest";
import { replay, transcript, type Mismatch } from "../src/index.ts";
import { send, titleOf, walks, type Step, type Walk } from "./walks.ts";

/** Number of the first line of a scene's nth request (from 0) that matches; found in the raw text, without the parser. */
function lineOf({ api, scene }: Walk, nth: number, wanted: RegExp): number {
  const lines = readFileSync(new URL(`../transcripts/${api}.http`, import.meta.url), "utf8").split("\n");
  const start = lines.indexOf(`=== ${scene}`);
  const starts = lines.flatMap((line, at) => (at > start && /^> [A-Z]+ \{\{/.test(line) ? [at] : []));
  const at = lines.findIndex((line, index) => index >= (starts[nth] ?? Infinity) && wanted.test(line));
  if (at < 0) throw new Error(`no ${String(wanted)}`);
  return at + 1;
}

async function judged(walk: Walk, steps: readonly Step[]): Promise<{ statuses: readonly number[]; found: readonly Mismatch[] }> {
  const witness = await replay(transcript(walk.api, walk.scene), walk.values ? { values: walk.values } : {});
  const statuses = await send(witness.url, steps);
  const found = witness.done();
  await witness.close();
  return { statuses, found };
}

const isToken = ({ path }: Step): boolean => /account\/(login|token)$|oauth2\/token$|\/auth\/(password|refresh)$|Users\?|Tokens(\/Info)?$/.test(path);
const requests = walks.flatMap((walk) => walk.steps.flatMap((step, at) => (isToken(step) ? [{ walk, step, at, title: `${titleOf(walk)}, request ${at + 1}` }] : [])));

const renamed = (body: string): string => body.replace(/([A-Za-z])([a-z_]*)("?[:=])/, (_, first: string, rest: string, end: string) => `X${first}${rest}${end}`);

describe.each(requests)("$title", ({ walk, step, at }) => {
  const before = walk.steps.slice(0, at);
  const red = async (changed: readonly Step[], line: number): Promise<void> => {
    const { statuses, found } = await judged(walk, [...before, ...changed]);
    expect(statuses.at(-1)).toBe(599);
    expect(found.map((each) => each.line)).toEqual([line]);
    expect(found[0]?.message).toMatch(new RegExp(`^transcripts/${walk.api}\\.http:${line}: `));
  };

  const { body } = step;
  if (body !== undefined) {
    test("a wrong field name is shown at the body's line", async () => {
      expect(renamed(body)).not.toBe(body);
      await red([{ ...step, body: renamed(body) }], lineOf(walk, at, /^>$/) + 1);
    });
  }

  test.each(Object.keys(step.headers))("a wrong %s header is shown at its line", async (name) => {
    await red([{ ...step, headers: { ...step.headers, [name]: `${step.headers[name]})` } }], lineOf(walk, at, new RegExp(`^> ${name}:`)));
  });

  // fetch never leaves out accept or content-type: the test below does.
  test.each(Object.keys(step.headers).filter((name) => !/^(accept|content-type)$/.test(name)))("a missing %s header is shown at its line", async (name) => {
    const { [name]: _, ...headers } = step.headers;
    await red([{ ...step, headers }], lineOf(walk, at, new RegExp(`^> ${name}:`)));
  });

  test("a secret in a header of its own is shown at the request's line", async () => {
    const { secrets, given } = transcript(walk.api, walk.scene);
    const [secret] = secrets.map(({ text }) => text.replace("{{password}}", given["password"] ?? ""));
    await red([{ ...step, headers: { ...step.headers, "x-debug": encodeURIComponent(`seen ${secret}`) } }], lineOf(walk, at, /^> /));
  });

  test.each(["authorization", "cookie"].filter((name) => !(name in step.headers)))("a stray %s header is shown at the line that forbids it", async (name) => {
    await red([{ ...step, headers: { ...step.headers, [name]: "undefined" } }], lineOf(walk, at, new RegExp(`^! .*\\b${name}\\b`)));
  });

  test("another method is shown at the request's line", async () => {
    await red([{ ...step, method: step.method === "GET" ? "DELETE" : "PUT" }], lineOf(walk, at, /^> /));
  });

  test("the request after it, sent too early, is shown at its line", async () => {
    await red([walk.steps[at + 1] ?? { method: "GET", path: "/elsewhere", headers: {} }], lineOf(walk, at, /^> /));
  });

  test("when it never comes, its line says so", async () => {
    const { found } = await judged(walk, before);
    expect(found[0]?.line).toBe(lineOf(walk, at, /^> /));
    expect(found[0]?.message).toContain("never came");
    expect(found).toHaveLength(walk.steps.length - at);
  });
});

test("one request too many is shown", async () => {
  for (const walk of walks) {
    const last = walk.steps.at(-1);
    const { statuses, found } = await judged(walk, [...walk.steps, ...(last ? [last] : [])]);
    expect(statuses.at(-1)).toBe(599);
    expect(found.map(({ message }) => message).join()).toContain("one request too many");
  }
});

/** Sends headers as they are: twice, or not at all. */
function rawly(url: string, { method, path, body }: Step, headers: readonly string[]): Promise<number | undefined> {
  return new Promise((answered, failed) => {
    const sent = httpRequest(`${url}${path}`, { method, headers: [...headers, "host", "127.0.0.1"] }, (response) => {
      response.resume().on("end", () => answered(response.statusCode));
    });
    sent.once("error", failed).end(body);
  });
}

describe("what only a raw client can send", () => {
  const walk = walks.find(({ scene }) => scene === "header mode") as Walk;
  const [login, token] = walk.steps as [Step, Step];
  test.each(["accept", "content-type"])("a missing %s header is shown at its line", async (missing) => {
    const witness = await replay(transcript(walk.api, walk.scene));
    const headers = Object.entries(login.headers).filter(([name]) => name !== missing);
    expect(await rawly(witness.url, login, headers.flat())).toBe(599);
    expect(witness.done()).toMatchObject([{ line: lineOf(walk, 0, new RegExp(`^> ${missing}:`)) }]);
    expect(witness.done()[0]?.message).toContain(`header ${missing} is missing`);
    await witness.close();
  });

  test("a body where none belongs is shown at the request's line", async () => {
    const witness = await replay(transcript(walk.api, walk.scene));
    await send(witness.url, [login]);
    const headers = [...Object.entries(token.headers).flat(), "content-length", "2"];
    expect(await rawly(witness.url, { ...token, body: "{}" }, headers)).toBe(599);
    expect(witness.done()).toMatchObject([{ line: lineOf(walk, 1, /^> /) }]);
    await witness.close();
  });

  test("a header that comes twice is shown at its line", async () => {
    const witness = await replay(transcript(walk.api, walk.scene));
    await send(witness.url, [login]);
    expect(await rawly(witness.url, token, ["x-gdc-authsst", "fake-sst-1", "X-GDC-AuthSST", "fake-sst-1"])).toBe(599);
    expect(witness.done()).toMatchObject([{ line: lineOf(walk, 1, /^> x-gdc-authsst:/) }]);
    await witness.close();
  });
});

const named = (api: string, scene: string): Walk => {
  const walk = walks.find((each) => each.api === api && each.scene === scene);
  if (!walk) throw new Error("no such walk");
  return walk;
};
const planted = async (walk: Walk, at: number, change: (step: Step) => Step): Promise<string> => {
  const step = walk.steps[at];
  if (!step) throw new Error("no such step");
  const { found } = await judged(walk, [...walk.steps.slice(0, at), change(step)]);
  return found.map(({ message }) => message).join("\n");
};

describe("mistakes that have been made against these APIs", () => {
  test("FlexCharge: client_id in place of AppKey", async () => {
    const walk = named("flexcharge", "the printed sample");
    const said = await planted(walk, 0, (step) => ({ ...step, body: step.body?.replace("AppKey", "client_id") ?? "" }));
    expect(said).toContain(`body is "{"client_id":"fake/app+key==`);
    expect(said).toContain(`the vendor's page says "{"AppKey":"fake/app+key==`);
  });

  test("FlexCharge: a token per call", async () => {
    const walk = named("flexcharge", "the printed sample");
    const said = await planted(walk, 2, () => walk.steps[0] as Step);
    expect(said).toContain("the request is POST /oauth2/token, the vendor's page says GET /orders/");
  });

  test("FlexCharge: the load balancer's cookie sent back", async () => {
    const walk = named("flexcharge", "one new token after a 401");
    const said = await planted(walk, 1, (step) => ({ ...step, headers: { ...step.headers, cookie: "AWSALB=fake-balancer" } }));
    expect(said).toContain("header cookie has no place in this request");
  });

  test("Simacan: an old refresh token spent again", async () => {
    const said = await planted(named("simacan", "rotation"), 6, (step) => ({ ...step, body: "refresh_token=fake-refresh-1" }));
    expect(said).toContain(`body is "refresh_token=fake-refresh-1", the vendor's page says "refresh_token=fake-refresh-2"`);
  });

  test("Simacan: the password where a refresh would do", async () => {
    const walk = named("simacan", "rotation");
    expect(await planted(walk, 3, () => walk.steps[0] as Step)).toContain("POST /auth/password, the vendor's page says POST /auth/refresh");
  });

  test("Simacan: %20 where a form says +", async () => {
    const said = await planted(named("simacan", "form encoding"), 0, (step) => ({ ...step, body: step.body?.replaceAll("+%26+", "%20%26%20") ?? "" }));
    expect(said).toContain("body is");
  });

  test("Simacan: a refresh token in the body of a business call", async () => {
    const said = await planted(named("simacan", "rotation"), 1, (step) => ({ ...step, body: '["fake-refresh-1"]' }));
    expect(said).toContain("the body carries the secret of line");
  });

  test("Flex Insights: the SST on a business call", async () => {
    const walk = named("flex-insights", "cookie mode");
    const both = "GDCAuthSST=fake-sst-1; GDCAuthTT=fake-tt-1";
    expect(await planted(walk, 2, (step) => ({ ...step, headers: { cookie: both } }))).toContain(`header cookie is "${both}"`);
    const hidden = await planted(walk, 2, (step) => ({ ...step, headers: { ...step.headers, "x-other": btoa("user:fake-sst-1") } }));
    expect(hidden).toContain("header x-other carries the secret of line");
  });

  test("Flex Insights: cookie attributes sent along", async () => {
    const cookie = "GDCAuthTT=fake-tt-1; path=/gdc; secure; HttpOnly";
    expect(await planted(named("flex-insights", "header mode"), 2, (step) => ({ ...step, headers: { cookie } }))).toContain("header cookie is");
  });

  test("Twilio Flex: the SDK's stray bracket and its undefined UiVersion", async () => {
    const walk = named("twilio-flex", "a given JWE");
    const bracket = await planted(walk, 0, (step) => ({ ...step, headers: { authorization: `${step.headers["authorization"]})` } }));
    expect(bracket).toContain("header authorization is");
    const version = await planted(walk, 0, (step) => ({ ...step, path: `${step.path}?UiVersion=undefined` }));
    expect(version).toContain("the request is GET /v1/Configuration?UiVersion=undefined, the vendor's page says GET /v1/Configuration");
  });

  test("Twilio Flex: ttl 36006, read with its line number", async () => {
    expect(await planted(named("twilio-flex", "mint"), 1, (step) => ({ ...step, body: '{"ttl":36006}' }))).toContain(`says "{"ttl":3600}"`);
  });
});
