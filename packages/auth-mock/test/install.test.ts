import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postForm } from "./mock.ts";

const run = promisify(execFile);
const home = fileURLToPath(new URL("../", import.meta.url));
const pnpm = fileURLToPath(new URL("../../../node_modules/.bin/pnpm", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "auth-mock-install-"));
  await run(pnpm, ["pack", "--pack-destination", folder], { cwd: home });
  const tarball = (await readdir(folder)).find((file) => file.endsWith(".tgz")) ?? "";
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  // There is nothing else to fetch.
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(folder, tarball)], { cwd: folder });
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

test("an install brings this package alone, and runs no script", async () => {
  const { packages } = JSON.parse(await readFile(join(folder, "package-lock.json"), "utf8")) as { packages: Record<string, { hasInstallScript?: boolean }> };
  expect(Object.keys(packages)).toEqual(["", "node_modules/@freshkey/auth-mock"]);
  expect(Object.values(packages).filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
});

test("it takes less than 4 MB on disk, and carries the licences of what is inside", async () => {
  const place = join(folder, "node_modules");
  const files = (await readdir(place, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4_000_000);
  const licences = await readFile(join(place, "@freshkey/auth-mock/dist/THIRD-PARTY-LICENSES.txt"), "utf8");
  for (const name of ["@stoplight/prism-http", "@stoplight/http-spec", "ajv", "yaml", "selfsigned", "lodash"]) expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
  expect(licences).not.toContain("@scarf/scarf");
});

test("its command starts, plays a bundled document and takes a login, also over TLS", async () => {
  const main = join(folder, "node_modules/@freshkey/auth-mock/dist/cli/main.js");
  for (const flags of [[], ["--tls"]]) {
    const child = spawn(process.execPath, [main, "simacan", "--port", "0", "--json", ...flags], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<number | null>((done) => child.once("close", done));
    const line = await Promise.race([new Promise<string>((done) => child.stdout.once("data", (chunk: Buffer) => done(chunk.toString()))), ended.then(() => Promise.reject(new Error(said)))]);
    const { url, ca } = JSON.parse(line) as { url: string; ca?: string };
    if (ca === undefined) expect((await postForm(`${url}/auth/password`, { username: "ada", password: "fake" })).status).toBe(200);
    else expect(url).toMatch(/^https:/);
    child.kill("SIGTERM");
    expect([await ended, said]).toEqual([0, ""]);
  }
});

test("on Node 20 its command is one line that says what to do, and exit 1", async () => {
  const [program, ...args] = await olderNode();
  const ended = await run(program, [...args, join(folder, "node_modules/@freshkey/auth-mock/dist/cli/main.js"), "simacan"], { cwd: folder }).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^auth-mock: The mock needs Node 24\.21 or newer.* This is 20\.[\d.]+: install a newer one[^\n]+\n$/) });
}, 60_000);

/** Scripts of pnpm see the tools' own Node first; without an older one beside it, npm has one. */
async function olderNode(): Promise<readonly [program: string, ...args: string[]]> {
  for (const path of [...(process.env["PATH"] ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"]) {
    const { stdout } = await run(join(path, "node"), ["--version"]).catch(() => ({ stdout: "" }));
    if (stdout.startsWith("v20.")) return [join(path, "node")];
  }
  return ["npx", "--yes", "--package", "node@20.20.2", "--", "node"];
}

test("its types and modules name nothing that is not there", async () => {
  const dist = join(folder, "node_modules/@freshkey/auth-mock/dist");
  const files = (await readdir(dist, { recursive: true })).filter((file) => /\.(js|d\.ts)$/.test(file) && !file.startsWith("vendor") && !file.startsWith("specs"));
  expect(files.length).toBeGreaterThan(50);
  for (const file of files) {
    const named = [...(await readFile(join(dist, file), "utf8")).matchAll(/^(?:import|export) [^"]*?from "([^"]+)"|import\("([^"]+)"\)/gm)].map(([, one, other]) => one ?? other ?? "");
    const strange = named.filter((name) => !/^(\.|node:|#vendor\/)/.test(name));
    expect([file, strange]).toEqual([file, []]);
    if (file.endsWith(".d.ts")) expect([file, named.filter((name) => name.startsWith("#"))]).toEqual([file, []]);
  }
});
