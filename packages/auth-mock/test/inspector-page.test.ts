import { request } from "node:http";
import { beforeAll, expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { builtPage } from "./built-page.ts";
import { notes, start } from "./mock.ts";

let size = 0;
beforeAll(async () => {
  size = await builtPage();
});

/** With headers and paths that `fetch` would not let pass. */
function ask(mock: AuthMock, path: string, headers: Record<string, string> = {}, method: string = "GET"): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((done, fail) => {
    const call = request({ host: "127.0.0.1", port: new URL(mock.url).port, path, method, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    call.once("error", fail).end();
  });
}

test("the page has at most 20,000 bytes after gzip, all in", () => {
  console.log(`inspector: ${size} bytes after gzip`);
  expect(size).toBeGreaterThan(5_000);
  expect(size).toBeLessThanOrEqual(20_000);
});

test("the page is served with a policy that allows its own files only, and these never change", async () => {
  const mock = await start(notes);
  const page = await ask(mock, "/_mock/");
  expect([page.status, page.headers["content-type"], page.headers["cache-control"]]).toEqual([200, "text/html; charset=utf-8", "no-store"]);
  const policy = String(page.headers["content-security-policy"]);
  expect(policy.split("; ")).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]));
  expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
  const files = [...page.text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, file]) => file ?? "");
  expect(files).toEqual([
    expect.stringMatching(/^inspector\/icon\.[0-9a-f]{10}\.svg$/),
    expect.stringMatching(/^inspector\/style\.[0-9a-f]{10}\.css$/),
    expect.stringMatching(/^inspector\/app\.[0-9a-f]{10}\.js$/),
  ]);
  for (const file of files) {
    const { status, headers, text } = await ask(mock, `/_mock/${file}`);
    expect([file, status, headers["cache-control"], headers["x-content-type-options"]]).toEqual([file, 200, "public, max-age=31536000, immutable", "nosniff"]);
    // The name of a namespace and links to explanations are no addresses that a page calls.
    expect(text.replaceAll("http://www.w3.org/", "")).not.toMatch(/https?:\/\/(?!other\.example)/);
  }
  expect(page.text).not.toMatch(/<script>|<style|style=|\son\w+=|https?:/);
  expect((await ask(mock, "/_mock/inspector/licences.txt")).text).toContain("Permission is hereby granted");
  expect(mock.journal).toEqual([]);
});

test("the page has no other file, and is not written to", async () => {
  const mock = await start(notes);
  for (const path of ["inspector/", "inspector/app.js", "inspector/constructor", "inspector/../ready", "inspector/%2e%2e/ready", "inspector/index.html/x"])
    expect([path, (await ask(mock, `/_mock/${path}`)).status]).toEqual([path, 404]);
  expect([(await ask(mock, "/_mock/", {}, "POST")).status, (await ask(mock, "/_mock/inspector/licences.txt", {}, "DELETE")).status]).toEqual([405, 405]);
  const head = await ask(mock, "/_mock/", {}, "HEAD");
  expect([head.status, head.text]).toEqual([200, ""]);
});

test("a link on another page leads to the inspector, and to nothing else", async () => {
  const mock = await start(notes);
  const visit = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
  expect((await ask(mock, "/_mock/", visit)).status).toBe(200);
  for (const path of ["/_mock/tokens?secrets=show", "/_mock/events", "/_mock/journal", "/_mock/accounts"]) expect([path, (await ask(mock, path, visit)).status]).toEqual([path, 403]);
  for (const headers of [{ ...visit, "sec-fetch-dest": "iframe" }, { ...visit, "sec-fetch-mode": "no-cors" }, { ...visit, origin: "https://evil.example" }, { origin: "data:x" }]) {
    expect([headers, (await ask(mock, "/_mock/", headers)).status]).toEqual([headers, 403]);
  }
  const short = await ask(mock, "/_mock", { accept: "text/html,*/*", "sec-fetch-site": "none" });
  expect([short.status, short.headers["location"]]).toEqual([307, "/_mock/"]);
  expect((await ask(mock, "/_mock")).status).toBe(404);
});
