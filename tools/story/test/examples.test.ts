import { execFile } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const run = promisify(execFile);
const packages = fileURLToPath(new URL("../../../packages/", import.meta.url));

interface Example {
  readonly file: string;
  readonly code: string;
}

/** Every `@example` in the sources that people import from. */
function examples(): Example[] {
  const files = globSync("{auth-runtime,flex-insights,flexcharge,simacan,twilio-flex}/src/**/*.ts", { cwd: packages }).filter((file) => !file.includes("generated"));
  return files
    .sort()
    .flatMap((file) => [...readFileSync(packages + file, "utf8").matchAll(/@example\n((?: \* .*\n)+)/g)].map(([, lines = ""]) => ({ file, code: lines.replace(/^ \* /gm, "").split(/^@/m)[0] ?? "" })));
}

/** What the examples take for granted. */
const prelude = `
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import createClient from "openapi-fetch";
import { authFetch, authMiddleware, createApiClient, createSession, defineTokenChain, memoryStore, staticSession, withSecondary, type TokenChain } from "@freshkey/auth-runtime";
import { describeSession } from "@freshkey/auth-runtime/describe";
import { pause, retry, retryAfter } from "@freshkey/auth-runtime/retry";
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { indexedDbStore } from "@freshkey/auth-runtime/stores/indexeddb";
import { redisStore, type RedisClient } from "@freshkey/auth-runtime/stores/redis";
import { storeContract, testClock } from "@freshkey/auth-runtime/testing";
import { exportReport } from "@freshkey/flex-insights/report";
import { report, throwing } from "@freshkey/auth-runtime/validate";
import { createFlexInsightsClient, createFlexInsightsSession } from "@freshkey/flex-insights";
import { createFlexChargeClient, createFlexChargeSession, type paths as FlexChargePaths } from "@freshkey/flexcharge";
import { dataOf } from "@freshkey/flexcharge/errors";
import { orders } from "@freshkey/flexcharge/orders";
import { capture, evaluate, minor, refund, type Payment } from "@freshkey/flexcharge/payments";
import { schemas } from "@freshkey/flexcharge/schemas";
import { createSimacanClient, createSimacanSession } from "@freshkey/simacan";
import { createTwilioFlexClient, createTwilioFlexSession } from "@freshkey/twilio-flex";
import { createSsoSignIn } from "@freshkey/twilio-flex/sso";
import { listUsers, openUsers, provisionUser } from "@freshkey/twilio-flex/users";

globalThis.fetch = async () => Response.json({ access_token: "a", refresh_token: "r", expires_in: 60 });
const log = console;
const [login, password, username, appKey, appSecret, accountSid, authToken, instanceSid, token, orderId] = ["ada", "fake", "ada", "key", "fake", "AC", "fake", "GO", "a", "1"];
const workspace = "w1";
const folder = mkdtempSync(join(tmpdir(), "examples-"));
const homedir = (): string => folder;
const stub = globalThis.fetch;
const Redis = class {} as unknown as new (url: string | undefined) => RedisClient;
const test = (_name: string, _run: () => Promise<void>): void => {};
const baseUrl = "https://api.example.com";
const rule = { bearer: { token: "accessToken", header: (value: string) => ["authorization", value] as const } };
interface TokenPaths {
  "/token": { post: { parameters: {}; requestBody: { content: { "application/json": { key: string } } }; responses: { 200: { headers: {}; content: { "application/json": { access_token: string } } } } } };
}
const chain: TokenChain<{ username: string; password: string }> = {
  name: "test", servers: [{ production: baseUrl }], credentials: ["username", "password"], principal: ["username"], tokens: { accessToken: {} }, schemes: rule,
  grants: [{ method: "POST", path: "/token", credentials: ["password"], outputs: { accessToken: ({ body }) => body.access_token } }],
};
const operations = { "GET /orders/{orderId}": { security: [["bearer"]] } } as const;
const servers = chain.servers;
const session = createSession(chain, { credentials: { username, password } });
const client = createApiClient<FlexChargePaths>({ session, operations, servers });
const flexcharge = createFlexChargeClient({ credentials: { appKey, appSecret } });
declare const payment: Payment;
declare const transaction: Payment["transaction"];
const [primary, secondary] = ["fake-1", "fake-2"];
const { signal } = new AbortController();
const flex = createTwilioFlexClient({ credentials: { accountSid, authToken, instanceSid } });
const insights = createFlexInsightsClient({ credentials: { login, password } });
let done = 0;
`;

/** Examples that need a vendor who answers: they are type-checked here, and run in the README of their package. */
const isTask = (file: string): boolean => /flex-insights\/src\/report|flexcharge\/src\/(errors|payments|orders)|twilio-flex\/src\/(sso|users)/.test(file);

test("every example in the sources type-checks and runs", async () => {
  const all = examples();
  expect(all.length).toBeGreaterThan(15);
  const folder = fileURLToPath(new URL("../test-results/examples/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const blocks = all.map(({ file, code }) => {
    const paths = file.includes("define.ts") ? "TokenPaths" : "FlexChargePaths";
    const needs =
      file.startsWith("auth-runtime") && code.includes("createFlexCharge")
        ? "const credentials = { appKey, appSecret };"
        : code.includes("credentials,")
          ? "const credentials = { username, password };"
          : "";
    return `// ${file}\n${isTask(file) ? "void" : "await"} (async () => {${isTask(file) ? "\nif (done >= 0) return;" : ""}\n${needs}\n${code.replace(/^import .*\n/gm, "").replaceAll("<paths", `<${paths}`)}\n})();\ndone += 1;`;
  });
  writeFileSync(`${folder}/program.ts`, `${prelude}\n${blocks.join("\n\n")}\nconsole.log(done);\n`);
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({
      extends: "../../../../tsconfig.base.json",
      compilerOptions: { noEmit: true, types: ["node"], skipLibCheck: true, isolatedDeclarations: false, declaration: false, noUnusedLocals: false },
      files: ["program.ts"],
    }),
  );
  const checked = await run("tsc", ["-p", folder]).then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  );
  expect(checked).toBe("");
  const { stdout } = await run(process.execPath, ["--conditions=@freshkey/source", `${folder}/program.ts`]);
  expect(Number(stdout.trimEnd().split("\n").at(-1))).toBe(all.length);
});
