import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { realSpec } from "./mock.ts";

const require = createRequire(import.meta.url);
const cli = join(dirname(require.resolve("@stoplight/prism-cli/package.json")), "dist/index.js");
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function serve(spec: string): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [cli, "mock", "-h", "127.0.0.1", "-p", String(port), spec], { stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  await new Promise<void>((done, fail) => {
    let seen = "";
    const read = (chunk: Buffer): void => {
      seen += chunk.toString();
      if (seen.includes("Prism is listening")) done();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => fail(new Error(`prism ended with ${code}: ${seen}`)));
  });
  return `http://127.0.0.1:${port}`;
}

const json = { method: "POST", headers: { "content-type": "application/json" } };
const requests: readonly [name: string, path: string, init: RequestInit, status: number, member: string][] = [
  ["flex-insights", "/gdc/account/login", { ...json, body: '{"postUserLogin":{"login":"ada","password":"fake","remember":0,"verify_level":2}}' }, 200, "userLogin"],
  ["flexcharge", "/oauth2/token", { ...json, body: '{"AppKey":"key-1","AppSecret":"fake"}' }, 200, "accessToken"],
  ["simacan", "/auth/password", { method: "POST", body: new URLSearchParams({ username: "ada", password: "fake" }) }, 200, "access_token"],
  ["twilio-flex", "/v4/Instances/GO1/Users?Username=user1", { headers: { authorization: `Basic ${btoa("AC1:fake")}` } }, 200, "users"],
];

test.each(requests)("plain `prism mock` serves the document of %s", { timeout: 60_000 }, async (name, path, init, status, member) => {
  const answer = await fetch((await serve(realSpec(name))) + path, init);
  expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([status, expect.arrayContaining([member])]);
});
