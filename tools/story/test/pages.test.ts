import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import { createSimacanSession } from "@freshkey/simacan";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = fileURLToPath(new URL("../test-results/pages", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Where the pages' code goes when it names no server. */
const servers = [
  { url: "https://analytics.ytica.com", spec: "flex-insights" },
  { url: "https://api-sandbox.flexfactor.io/v1", spec: "flexcharge" },
  { url: "https://auth-service.services.simacan.com/api/v1", spec: "simacan" },
  { url: "https://planning-receive-api.services.simacan.com", spec: "simacan" },
  { url: "https://flex-api.twilio.com", spec: "twilio-flex" },
  { url: "https://flex.twilio.com", spec: "twilio-flex" },
];

const examplePaths = `export interface paths {
  "/token": { post: { requestBody: { content: { "application/json": { key: string } } }; responses: { 200: { content: { "application/json": { access_token: string; expires_in: number } } } } } };
  "/orders": { get: { responses: { 200: { content: { "application/json": string[] } } } } };
}
`;

const blocks = ["README.md", "packages/auth-runtime/README.md"].flatMap((page) =>
  [...read(page).matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ""], index) => ({ page, number: index + 1, code, file: join(folder, `${page.replace(/\W/g, "-")}-${index + 1}.ts`) })),
);
const isSession = (code: string): boolean => code.startsWith("interface Session");

const mocks: Record<string, AuthMock> = {};

beforeAll(async () => {
  for (const spec of new Set(servers.map((server) => server.spec))) mocks[spec] = await startAuthMock({ spec: join(root, `specs/${spec}.openapi.yaml`) });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "openapi.ts"), examplePaths);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: "../../tsconfig.json", include: ["*.ts"] }));
  for (const { code, file } of blocks) writeFileSync(file, isSession(code) ? sameSession(code) : `${code}\nexport {};\n`);
}, 60_000);
afterAll(() => Promise.all(Object.values(mocks).map((mock) => mock.close())));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** The page's interface must be the real one, both ways. */
function sameSession(code: string): string {
  return `import type { AccessToken, Session as Real } from "@freshkey/auth-runtime";\n${code}
export const there = (session: Session): Real => session;
export const back = (session: Real): Session => session;\n`;
}

const answers: number[] = [];

async function toMocks(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
  const url = String(input);
  if (url === "https://api.example.com/token") return Response.json({ access_token: "access-example-not-a-secret", expires_in: 600 });
  if (url === "https://api.example.com/orders") return Response.json(["order-1"], { status: new Headers(init?.headers).get("authorization") ? 200 : 401 });
  const server = servers.find((one) => url.startsWith(`${one.url}/`));
  const mock = server && mocks[server.spec];
  if (!mock) throw new Error(`A page calls ${url}: no mock stands for it.`);
  const response = await mock.fetch(mock.url + url.slice(server.url.length), init);
  answers.push(response.status);
  return response;
}

describe("The code on the pages", () => {
  test("type-checks", () => {
    const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
    expect(run(process.execPath, [tsc, "-p", folder])).toBe("");
  }, 60_000);

  test.each(blocks.filter(({ code }) => !isSession(code)))(
    "runs: $page, block $number",
    async ({ file }) => {
      vi.stubGlobal("fetch", toMocks);
      for (const name of ["INSIGHTS_PASSWORD", "FLEXCHARGE_SECRET", "SIMACAN_PASSWORD", "TWILIO_AUTH_TOKEN", "EXAMPLE_KEY"]) vi.stubEnv(name, "example-not-a-secret");
      answers.length = 0;
      await import(file);
      expect(answers.filter((status) => status >= 300)).toEqual([]);
    },
    60_000,
  );

  test("has a store in it that two sessions can share: one login for both", async () => {
    const { file = "" } = blocks.find(({ code }) => code.includes("sqliteStore")) ?? {};
    const { sqliteStore } = (await import(file)) as { sqliteStore: (path: string) => ReturnType<typeof import("@freshkey/auth-runtime").memoryStore> };
    const mock = mocks["simacan"] as AuthMock;
    const [store, before] = [sqliteStore(":memory:"), mock.calls("createTokens")];
    const open = () => createSimacanSession({ credentials: { username: "ada", password: "example-not-a-secret" }, server: mock.url, store });
    const tokens = await Promise.all([open(), open(), open()].map((session) => session.getToken()));
    expect(new Set(tokens.map((token) => token.reveal())).size).toBe(1);
    expect(mock.calls("createTokens") - before).toBe(1);
  }, 60_000);
});

test("CONTRIBUTING names each file of the runtime once, and no other", () => {
  const source = join(root, "packages/auth-runtime/src");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.startsWith("platform"));
  const page = read("CONTRIBUTING.md").split("## How a call flows")[1]?.split("\n## ")[0] ?? "";
  const named = [...page.matchAll(/`([\w/-]+\.ts)`/g)].map(([, name = ""]) => name).filter((name) => !/^packages\/|^generated\//.test(name));
  expect(named.sort()).toEqual(files.map((name) => name.replaceAll("\\", "/")).sort());
});

describe("The tables of the runtime's page name all there is, and no more:", () => {
  const source = "packages/auth-runtime/src";
  test.each([
    ["codes of errors", "## Errors", `${source}/errors.ts`, "export type AuthErrorCode"],
    ["types of events", "## Events", `${source}/session/events.ts`, "readonly type"],
    ["reasons of a store", "## Stores", `${source}/stores/error.ts`, "export type StoreErrorReason"],
  ])("%s", (_, chapter, file, declared) => {
    const union = read(file).split(declared)[1]?.split(";")[0] ?? "";
    const members = [...union.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
    const page = read("packages/auth-runtime/README.md").split(`${chapter}\n`)[1]?.split("\n## ")[0] ?? "";
    const rows = [...page.matchAll(/^\| ((?:`[a-z_]+`(?:, )?)+) \|(?!.*\n\|---)/gm)].flatMap(([, cell = ""]) => cell.replaceAll("`", "").split(", "));
    expect(rows.sort()).toEqual(members.sort());
  });
});

function run(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: "utf8" });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}
