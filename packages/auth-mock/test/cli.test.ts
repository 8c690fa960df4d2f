import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import { get } from "node:https";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import { requireNode } from "../src/start.ts";
import { basic, notes, postForm, start } from "./mock.ts";

const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
/** Where the command writes what is temporary. */
const temporary = mkdtempSync(join(tmpdir(), "auth-mock-cli-"));
afterAll(() => rmSync(temporary, { recursive: true }));
const running: (() => void)[] = [];

afterEach(() => {
  for (const end of running.splice(0)) end();
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command; `line` is its first line, `ended` what it leaves. */
function command(...args: string[]): { child: ChildProcess; line: () => Promise<string>; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ["--conditions=@freshkey/source", main, ...args], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, TMPDIR: temporary } });
  running.push(() => child.kill("SIGKILL"));
  let [stdout, stderr] = ["", ""];
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const line = new Promise<string>((done) => {
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes("\n")) done(stdout.slice(0, stdout.indexOf("\n")));
    });
  });
  const ended = new Promise<Ended>((done) => child.once("close", (code) => done({ code, stdout, stderr })));
  return { child, ended, line: () => Promise.race([line, ended.then(({ stderr: why }) => Promise.reject(new Error(`ended before its first line: ${why}`)))]) };
}

async function ready(...args: string[]): Promise<{ url: string; specs: string[]; control: string; ca?: string; end: (signal: NodeJS.Signals) => Promise<Ended> }> {
  const { child, line, ended } = command(...args, "--port", "0", "--json");
  const end = (signal: NodeJS.Signals): Promise<Ended> => {
    child.kill(signal);
    return ended;
  };
  return { ...(JSON.parse(await line()) as { url: string; specs: string[]; control: string; ca?: string }), end };
}

async function refusal(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await command(...args).ended;
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^auth-mock: [^\n]+\n$/);
  return stderr;
}

async function serveText(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  running.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("two bundled specs run on one port, and SIGTERM exits 0", async () => {
  const mock = await ready("simacan", "twilio-flex");
  expect(mock).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), specs: ["simacan", "twilio-flex"], control: `${mock.url}/_mock` });
  expect(await (await fetch(`${mock.control}/ready`)).json()).toMatchObject({ ready: true, specs: ["simacan.openapi.yaml", "twilio-flex.openapi.yaml"] });
  expect((await postForm(`${mock.url}/auth/password`, { username: "ada", password: "fake" })).status).toBe(200);
  expect((await fetch(`${mock.url}/v4/Instances/GO1/Users?Username=user1`, { headers: basic("AC1", "fake") })).status).toBe(200);
  expect(await mock.end("SIGTERM")).toMatchObject({ code: 0, stderr: "" });
});

test("every document of the repository is bundled", async () => {
  const { code, stdout } = await command("--help").ended;
  const names = readdirSync(new URL("../../../specs", import.meta.url)).flatMap((file) => (file.endsWith(".openapi.yaml") ? file.replace(".openapi.yaml", "") : []));
  expect([code, names.length]).toEqual([0, 4]);
  for (const name of names) expect(stdout).toContain(name);
});

test("without --json a short message says where it is and how it is steered; SIGINT exits 0, with a client still connected", async () => {
  const { child, line, ended } = command(fileURLToPath(notes), "--port", "0");
  const [url = ""] = /http:\S+/.exec(await line()) ?? [];
  const answer = await fetch(`${url}/_mock/openapi.yaml`);
  expect(await answer.text()).toContain("openapi: 3.1.0");
  child.kill("SIGINT");
  const { code, stdout } = await ended;
  expect([code, stdout.trim().split("\n").length, stdout.includes(`${url}/_mock`)]).toEqual([0, 2, true]);
});

test("a document is taken from a URL, and nothing of it stays on the disk or in a message", async () => {
  const seen: (string | undefined)[] = [];
  const host = await serveText((request, response) => {
    seen.push(request.headers.authorization);
    response.end(readFileSync(notes));
  });
  const mock = await ready(`http://ada:fake-secret@${host}/api/notes.openapi.yaml?key=fake-key`);
  expect((await fetch(`${mock.url}/broken`)).status).toBe(200);
  expect([mock.specs, seen]).toEqual([[`http://${host}/api/notes.openapi.yaml`], [basic("ada", "fake-secret").authorization]]);
  const { stdout, stderr } = await mock.end("SIGTERM");
  expect([readdirSync(temporary), stdout + stderr]).toEqual([[], expect.not.stringMatching(/fake-(secret|key)/)]);
});

test("a URL that has no document is told without its secrets", async () => {
  const host = await serveText((_request, response) => void response.writeHead(404).end());
  const said = await refusal(`http://ada:fake-secret@${host}/api.yaml?key=fake-key`);
  expect(said).toContain(`http://${host}/api.yaml: answers 404`);
  expect(said).not.toMatch(/fake-(secret|key)/);
  expect(await refusal("http://127.0.0.1:1/api.yaml")).toContain("http://127.0.0.1:1/api.yaml: cannot be reached");
});

test("a mistake on the command line is one line that says what to do, and exit 1", async () => {
  expect(await refusal()).toContain("Name at least one spec: a bundled one (flex-insights, ");
  expect(await refusal("simcan")).toMatch(/no bundled spec and no file called "simcan".* flexcharge, simacan/);
  expect(await refusal("./nowhere.openapi.yaml")).toContain("./nowhere.openapi.yaml: cannot be read (ENOENT)");
  expect(await refusal("simacan", "--prot", "1")).toContain("Unknown option '--prot'. `auth-mock --help` shows");
  expect(await refusal("simacan", "--port")).toContain("--help");
  expect(await refusal("simacan", "--port", "70000")).toContain("up to 65535");
  expect(await refusal("simacan", "--allow-host", "http://mock/")).toContain("Write it without scheme");
  expect(await refusal("simacan", "--allow-origin", "localhost:5173")).toContain("Write scheme, host and port");
});

test("with --tls the start line carries what clients are to trust, and --tls-cert writes it to a file", async () => {
  const file = join(temporary, "ca.pem");
  const mock = await ready("simacan", "--tls-cert", file, "--allow-host", "mock.internal");
  expect([mock.url, mock.control]).toEqual([expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/), `${mock.url}/_mock`]);
  expect([mock.ca, readFileSync(file, "utf8")]).toEqual([expect.stringMatching(/^-----BEGIN CERTIFICATE-----/), mock.ca]);
  rmSync(file);
  // As a client in another process does: by an environment variable, or by a list of its own.
  const status = await new Promise((done, fail) => {
    get(`${mock.url}/_mock/ready`, { ca: mock.ca, headers: { host: "mock.internal" }, servername: "mock.internal", agent: false }, (answer) => done(answer.resume().statusCode)).on("error", fail);
  });
  expect(status).toBe(200);
  expect(await mock.end("SIGTERM")).toMatchObject({ code: 0, stderr: "" });
});

test("a certificate that cannot be written is told, and nothing keeps running", async () => {
  expect(await refusal("simacan", "--port", "0", "--tls-cert", join(temporary, "nowhere/ca.pem"))).toContain('ca.pem" cannot be written (ENOENT)');
});

test("--allow-origin lets pages call, --expose-nothing hides the headers from them", async () => {
  const origin = "http://localhost:5173";
  const mock = await ready("simacan", "--allow-origin", "https://app.example", "--allow-origin", origin, "--expose-nothing");
  const { headers } = await fetch(`${mock.url}/auth/password`, { method: "POST", headers: { origin }, body: new URLSearchParams({ username: "ada", password: "fake" }) });
  expect([headers.get("access-control-allow-origin"), headers.has("access-control-expose-headers")]).toEqual([origin, false]);
  const open = await ready("simacan", "--allow-origin", "*");
  const answer = await fetch(`${open.url}/nowhere`, { headers: { origin } });
  expect([answer.headers.get("access-control-allow-origin"), answer.headers.get("access-control-expose-headers")]).toEqual(["*", "date"]);
});

test("a port that is taken is told", async () => {
  const { url } = await start(notes);
  expect(await refusal("simacan", "--port", new URL(url).port)).toContain("is taken. Choose another, or 0");
});

test("on an older Node it says what to do, and the manifest asks for the same", () => {
  expect(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))).toHaveProperty("engines.node", ">=24.21");
  for (const version of ["18.20.0", "22.99.0", "24.20.9"]) expect(() => requireNode(version)).toThrow(/needs Node 24\.21 or newer.*install a newer one/);
  for (const version of ["24.21.0", "25.0.0"]) expect(() => requireNode(version)).not.toThrow();
});
