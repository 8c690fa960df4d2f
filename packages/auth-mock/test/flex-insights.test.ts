import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { post, realSpec, start } from "./mock.ts";

const spec = realSpec("flex-insights");

function logIn(mock: AuthMock, verify_level: number): Promise<Response> {
  return post(`${mock.url}/gdc/account/login`, { postUserLogin: { login: "ada@example.com", password: "fake", remember: 0, verify_level } });
}

async function sstOf(mock: AuthMock): Promise<string> {
  return ((await (await logIn(mock, 2)).json()) as { userLogin: { token: string } }).userLogin.token;
}

async function ttOf(mock: AuthMock, sst: string): Promise<string> {
  const answer = await fetch(`${mock.url}/gdc/account/token`, { headers: { "x-gdc-authsst": sst } });
  return ((await answer.json()) as { userToken: { token: string } }).userToken.token;
}

function startReport(mock: AuthMock, headers: Record<string, string>): Promise<Response> {
  return post(`${mock.url}/gdc/app/projects/workspace1/execute/raw`, { report_req: { report: "/gdc/md/workspace1/obj/1" } }, headers);
}

test("with verify_level 2 the tokens come in bodies and no cookie is set", async () => {
  const mock = await start(spec);
  const login = await logIn(mock, 2);
  expect(login.headers.getSetCookie()).toEqual([]);
  const tt = await ttOf(mock, ((await login.json()) as { userLogin: { token: string } }).userLogin.token);
  expect((await startReport(mock, { "x-gdc-authtt": tt })).status).toBe(201);
  expect((await startReport(mock, { cookie: `other=1; GDCAuthTT=${tt}` })).status).toBe(201);
});

test("with verify_level 0 the tokens come in cookies, one header each, and none in a body", async () => {
  const mock = await start(spec);
  const login = await logIn(mock, 0);
  const [sst = "", tt = "", ...more] = login.headers.getSetCookie();
  expect(more).toEqual([]);
  expect(sst).toMatch(/^GDCAuthSST=sst-1-[\w-]+; Path=\/gdc\/account; Secure; HttpOnly$/);
  expect(tt).toMatch(/^GDCAuthTT=; Path=\/gdc; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure; HttpOnly$/);
  expect(await login.text()).not.toContain("token");

  const answer = await fetch(`${mock.url}/gdc/account/token`, { headers: { cookie: sst.split(";")[0] ?? "" } });
  const [cookie = ""] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^GDCAuthTT=tt-1-[\w-]+; Path=\/gdc; Secure; HttpOnly$/);
  expect(await answer.text()).not.toContain("tt-1");
  expect((await startReport(mock, { cookie: cookie.split(";")[0] ?? "" })).status).toBe(201);
});

test("the long-lived SST is never accepted on a business path", async () => {
  const mock = await start(spec);
  const sst = await sstOf(mock);
  expect((await startReport(mock, { "x-gdc-authtt": sst })).status).toBe(401);
  expect((await startReport(mock, { "x-gdc-authsst": sst })).status).toBe(401);
  expect((await startReport(mock, { cookie: `GDCAuthSST=${sst}` })).status).toBe(401);
});

test("a cookie outside its path counts as not sent, and the journal says so", async () => {
  const mock = await start(spec);
  const held = (await logIn(mock, 0)).headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const answer = await fetch(`${mock.url}/gdc/account/token`, { headers: { cookie: held } });
  const tt = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  expect(mock.journal.at(-1)?.violations).toEqual([]);
  expect((await startReport(mock, { cookie: `${tt}; ${held}` })).status).toBe(201);
  expect(mock.journal.at(-1)?.violations).toEqual([{ side: "request", location: "cookie.GDCAuthSST", message: "this cookie goes to /gdc/account only" }]);
});

test("a cookie is no token outside the path that its document gives it", async () => {
  const text = readFileSync(spec, "utf8").replaceAll("path: /gdc\n", "path: /gdc/md\n");
  const file = join(mkdtempSync(join(tmpdir(), "auth-mock-")), "narrow.openapi.yaml");
  writeFileSync(file, text);
  onTestFinished(() => rmSync(dirname(file), { recursive: true }));
  const mock = await start(file);
  const cookie = `GDCAuthTT=${await ttOf(mock, await sstOf(mock))}`;
  const identifiers = await post(`${mock.url}/gdc/md/workspace1/identifiers`, { identifierToUri: [] }, { cookie });
  expect([identifiers.status, (await startReport(mock, { cookie })).status]).toEqual([200, 401]);
});

test("the long-lived SST is refused at every operation that does not ask for it", async () => {
  const mock = await start(spec);
  const sst = await sstOf(mock);
  const everywhere = { "x-gdc-authsst": sst, "x-gdc-authtt": sst, cookie: `GDCAuthSST=${sst}; GDCAuthTT=${sst}` };
  for (const path of ["/gdc/app/account/bootstrap", "/gdc/app/account/bootstrap/account", "/gdc/exporter/result/w/1", "/gdc/projects/w/execute/raw/1"]) {
    expect((await fetch(mock.url + path, { headers: everywhere })).status).toBe(401);
  }
});

test("a cookie whose name only ends alike is another cookie", async () => {
  const mock = await start(spec);
  const tt = await ttOf(mock, await sstOf(mock));
  expect((await startReport(mock, { cookie: `XGDCAuthTT=${tt}` })).status).toBe(401);
});

test("a refused call gets a page for people, called JSON where JSON was asked for, and a challenge that names the missing link", async () => {
  const mock = await start(spec);
  const answer = await startReport(mock, { accept: "application/json" });
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([401, "application/json", expect.stringMatching(/^<html>/)]);
  expect(answer.headers.get("www-authenticate")).toContain("cookie=GDCAuthTT");
  expect((await startReport(mock, { accept: "*/*" })).headers.get("content-type")).toBe("text/html");
  const token = await fetch(`${mock.url}/gdc/account/token`);
  expect(token.headers.get("www-authenticate")).toContain("cookie=GDCAuthSST");
});

test("renewing a TT leaves the older one alive until its own end", async () => {
  const mock = await start(spec);
  const sst = await sstOf(mock);
  const older = await ttOf(mock, sst);
  mock.advance("PT5M");
  const newer = await ttOf(mock, sst);
  mock.advance("PT5M");
  expect((await startReport(mock, { "x-gdc-authtt": older })).status).toBe(401);
  expect((await startReport(mock, { "x-gdc-authtt": newer })).status).toBe(201);
});

test("a sign-out ends the family, and only at the path that the login gave", async () => {
  const mock = await start(spec);
  const login = (await (await logIn(mock, 2)).json()) as { userLogin: { token: string; state: string } };
  const sst = login.userLogin.token;
  const headers = { "x-gdc-authsst": sst, "x-gdc-authtt": await ttOf(mock, sst) };
  expect((await fetch(`${mock.url}/gdc/account/login/somebody-else`, { method: "DELETE", headers })).status).toBe(404);
  expect((await startReport(mock, headers)).status).toBe(201);
  expect((await fetch(mock.url + login.userLogin.state, { method: "DELETE", headers })).status).toBe(204);
  expect((await startReport(mock, headers)).status).toBe(401);
  expect((await fetch(`${mock.url}/gdc/account/token`, { headers })).status).toBe(401);
});

test("a login that no chain describes gets no token", async () => {
  const mock = await start(spec);
  expect((await logIn(mock, 1)).status).toBe(400);
  expect(mock.tokens()).toEqual([]);
});
