import { expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { post, realSpec, start } from "./mock.ts";

const spec = realSpec("flex-insights");

interface Held {
  readonly sst: string;
  readonly tt: { readonly "x-gdc-authtt": string };
}

async function renew(mock: AuthMock, sst: string): Promise<Held> {
  const answer = await fetch(`${mock.url}/gdc/account/token`, { headers: { "x-gdc-authsst": sst } });
  expect(answer.status).toBe(200);
  return { sst, tt: { "x-gdc-authtt": ((await answer.json()) as { userToken: { token: string } }).userToken.token } };
}

async function logIn(mock: AuthMock, login = "ada@example.com"): Promise<Held> {
  const answer = await post(`${mock.url}/gdc/account/login`, { postUserLogin: { login, password: "fake", remember: 0, verify_level: 2 } });
  return renew(mock, ((await answer.json()) as { userLogin: { token: string } }).userLogin.token);
}

async function begin(mock: AuthMock, { tt }: Held, report: string): Promise<string> {
  const answer = await post(`${mock.url}/gdc/app/projects/workspace1/execute/raw`, { report_req: { report: `/gdc/md/workspace1/obj/${report}` } }, tt);
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { uri: string }).uri;
}

async function beginFormatted(mock: AuthMock, { tt }: Held, report: string): Promise<string> {
  const answer = await post(`${mock.url}/gdc/exporter/executor`, { result_req: { format: "csv", report: `/gdc/md/workspace1/obj/${report}` } }, tt);
  expect(answer.status).toBe(201);
  const { uri } = (await answer.json()) as { uri: string };
  expect(answer.headers.get("location")).toBe(uri);
  return uri;
}

const poll = (mock: AuthMock, { tt }: Held, uri: string): Promise<Response> => fetch(mock.url + uri, { headers: tt });

async function statuses(mock: AuthMock, held: Held, uri: string, times: number): Promise<number[]> {
  const all: number[] = [];
  for (let count = 0; count < times; count += 1) all.push((await poll(mock, held, uri)).status);
  return all;
}

test("every export has an address of its own, in the workspace of the call", async () => {
  const mock = await start(spec);
  const held = await logIn(mock);
  const [one, two] = [await begin(mock, held, "42"), await begin(mock, held, "42")];
  expect(one).toMatch(/^\/gdc\/projects\/workspace1\/execute\/raw\/export-[\w-]{16}\?q=query-example&c=check-example$/);
  expect(one).not.toBe(two);
  const file = await poll(mock, held, one);
  expect([file.status, file.headers.get("content-type"), await file.text()]).toEqual([200, "text/csv", '"Date","Agent","Handled"\r\n"2026-01-31","Ada","12"\r\n']);
});

test("a slow report is computed while it is polled three times, then it is there", async () => {
  const mock = await start(spec);
  const held = await logIn(mock);
  const uri = await begin(mock, held, "slow/42");
  const pending = await poll(mock, held, uri);
  expect([pending.status, pending.headers.get("retry-after"), pending.headers.get("location"), await pending.json()]).toEqual([202, "1", uri, { uri }]);
  expect(await statuses(mock, held, uri, 4)).toEqual([202, 202, 200, 200]);
  expect(mock.journal.flatMap(({ violations }) => violations)).toEqual([]);
});

test("slow-1 is polled once, and the exporter says Refresh", async () => {
  const mock = await start(spec);
  const held = await logIn(mock);
  const uri = await beginFormatted(mock, held, "slow-1/42");
  const pending = await poll(mock, held, uri);
  expect([pending.status, pending.headers.get("refresh"), await pending.text()]).toEqual([202, "1", ""]);
  expect(await statuses(mock, held, uri, 2)).toEqual([200, 200]);
});

test("a TT that dies between polls costs a 401, and the export goes on with the next one", async () => {
  const mock = await start(spec);
  const held = await logIn(mock);
  const uri = await begin(mock, held, "slow/42");
  expect(await statuses(mock, held, uri, 2)).toEqual([202, 202]);
  mock.advance("PT10M");
  expect(await statuses(mock, held, uri, 2)).toEqual([401, 401]);
  expect(await statuses(mock, await renew(mock, held.sst), uri, 2)).toEqual([202, 200]);
});

test("the export is the account's: a new login of it goes on, another account finds nothing", async () => {
  const mock = await start(spec);
  const uri = await beginFormatted(mock, await logIn(mock), "slow-1/42");
  expect(await statuses(mock, await logIn(mock, "bob@example.com"), uri, 1)).toEqual([410]);
  expect(await statuses(mock, await logIn(mock), uri, 2)).toEqual([202, 200]);
});

test("an empty report is 204, a lost one 410, a failed one 500, each as the document has it", async () => {
  const mock = await start(spec);
  const held = await logIn(mock);
  expect(await statuses(mock, held, await beginFormatted(mock, held, "slow-2/empty"), 3)).toEqual([202, 202, 204]);
  expect(await statuses(mock, held, await beginFormatted(mock, held, "gone"), 1)).toEqual([410]);
  expect(await statuses(mock, held, await beginFormatted(mock, held, "failed"), 1)).toEqual([500]);
  expect(mock.journal.flatMap(({ violations }) => violations).filter(({ side }) => side === "response")).toEqual([]);
});

test("where the document has no 204, an empty report is an empty file", async () => {
  const mock = await start(spec);
  const held = await logIn(mock);
  const file = await poll(mock, held, await begin(mock, held, "empty"));
  expect([file.status, await file.text()]).toEqual([200, ""]);
  expect(await statuses(mock, held, await begin(mock, held, "gone"), 1)).toEqual([410]);
});

test("an hour later the file is gone", async () => {
  const mock = await start(spec);
  const held = await logIn(mock);
  const uri = await beginFormatted(mock, held, "42");
  mock.advance("PT59M");
  expect(await statuses(mock, await renew(mock, held.sst), uri, 1)).toEqual([200]);
  mock.advance("PT1M");
  expect(await statuses(mock, await renew(mock, held.sst), uri, 1)).toEqual([410]);
});

test("an export that nobody began was never there; the document's own example always is", async () => {
  const mock = await start(spec);
  const held = await logIn(mock);
  expect(await statuses(mock, held, "/gdc/exporter/result/workspace1/made-up", 1)).toEqual([410]);
  expect(await statuses(mock, held, "/gdc/exporter/result/workspace0000000000000000example/result-example", 1)).toEqual([200]);
});
