import { expect, test } from "vitest";
import { notes, post, start } from "./mock.ts";

const page = "http://localhost:5173";

test("a preflight of an allowed origin is answered with what it asked for", async () => {
  const mock = await start(notes, { allowOrigins: [page] });
  const answer = await fetch(`${mock.url}/login`, {
    method: "OPTIONS",
    headers: { origin: page, "access-control-request-method": "POST", "access-control-request-headers": "content-type,x-own" },
  });
  expect([answer.status, await answer.text()]).toEqual([204, ""]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "access-control-allow-origin": page,
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": "content-type,x-own",
    "access-control-max-age": "600",
    vary: "origin, access-control-request-method, access-control-request-headers",
  });
  expect([mock.journal.length, mock.calls("login")]).toEqual([0, 0]);
});

test("an allowed page may read every header of an answer, Date and the document's own ones too, and no cookie", async () => {
  const mock = await start(notes, { allowOrigins: [page, "https://app.example"] });
  const { headers } = await post(`${mock.url}/login`, { key: "key-1", secret: "fake" }, { origin: page });
  expect([headers.get("access-control-allow-origin"), headers.get("access-control-allow-credentials"), headers.get("vary")]).toEqual([page, "true", "origin"]);
  expect(headers.get("access-control-expose-headers")?.split(", ")).toEqual(expect.arrayContaining(["date", "x-access-token"]));
  mock.respondOnce("listNotes", { status: 429, headers: { "retry-after": "3", "set-cookie": "a=1" } });
  const busy = await fetch(`${mock.url}/notes`, { headers: { origin: "https://app.example" } });
  expect([busy.headers.get("access-control-allow-origin"), busy.headers.get("access-control-expose-headers")]).toEqual(["https://app.example", "retry-after, date"]);
});

test("a server that exposes nothing can be played", async () => {
  const mock = await start(notes, { allowOrigins: [page], exposeHeaders: false });
  const { headers } = await fetch(`${mock.url}/broken`, { headers: { origin: page } });
  expect([headers.get("access-control-allow-origin"), headers.has("access-control-expose-headers")]).toEqual([page, false]);
});

test("other origins get no permission, and an answer for them is never taken for an allowed one", async () => {
  const mock = await start(notes, { allowOrigins: [page] });
  for (const origin of ["http://localhost:5174", "https://localhost:5173", "http://localhost:5173.evil.example", "null"]) {
    const preflight = await fetch(`${mock.url}/broken`, { method: "OPTIONS", headers: { origin, "access-control-request-method": "GET" } });
    const answer = await fetch(`${mock.url}/broken`, { headers: { origin } });
    for (const { headers } of [preflight, answer]) expect([headers.has("access-control-allow-origin"), headers.get("vary")]).toEqual([false, "origin"]);
    expect([preflight.status, answer.status]).toEqual([403, 200]);
  }
  expect((await fetch(`${mock.url}/broken`)).headers.get("vary")).toBe("origin");
});

test("`*` lets every page in, without cookies", async () => {
  const mock = await start(notes, { allowOrigins: "*" });
  const { headers } = await fetch(`${mock.url}/broken`, { headers: { origin: "https://anyone.example" } });
  expect([headers.get("access-control-allow-origin"), headers.has("access-control-allow-credentials"), headers.has("vary")]).toEqual(["*", false, false]);
});

test("a planned answer with permissions of its own goes out as it was planned", async () => {
  const mock = await start(notes, { allowOrigins: [page] });
  mock.respondOnce("listNotes", { status: 200, headers: { "access-control-allow-origin": "https://other.example" } });
  const { headers } = await fetch(`${mock.url}/notes`, { headers: { origin: page } });
  expect([headers.get("access-control-allow-origin"), headers.has("access-control-allow-credentials")]).toEqual(["https://other.example", false]);
});

test("the control API stays closed to other origins, allowed ones included", async () => {
  const mock = await start(notes, { allowOrigins: [page] });
  const preflight = await fetch(`${mock.url}/_mock/advance`, { method: "OPTIONS", headers: { origin: page, "access-control-request-method": "POST" } });
  const steered = await post(`${mock.url}/_mock/advance`, { duration: "PT10M" }, { origin: page });
  for (const { status, headers } of [preflight, steered]) expect([status, headers.has("access-control-allow-origin")]).toEqual([403, false]);
});

test("without allowOrigins there is no CORS at all", async () => {
  const mock = await start(notes);
  const { headers } = await fetch(`${mock.url}/broken`, { headers: { origin: page } });
  expect([...headers.keys()].filter((name) => name.startsWith("access-control") || name === "vary")).toEqual([]);
});

test("what is no origin is told", async () => {
  for (const wrong of ["localhost:5173", "http://localhost:5173/", "http://localhost:5173/app", "*"]) {
    await expect(start(notes, { allowOrigins: [wrong] })).rejects.toThrow(/no origin.*http:\/\/localhost:5173/);
  }
});
