import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generate } from "@freshkey-tools/generate";
import { parseSpec } from "@freshkey-tools/spec";
import { createSession, type Session } from "@freshkey/auth-runtime";
import type { Interaction, SignIn, TokenChain } from "@freshkey/auth-runtime/chain";
import { onTestFinished } from "vitest";
import { transcript, type Api, type Replay } from "../src/index.ts";

/** A business call: which scheme it carries, and which of the chain's servers takes it. */
export interface BusinessCall {
  readonly method: string;
  readonly path: string;
  readonly scheme: string;
  readonly server?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How a generated chain is led through a scene. */
export interface Drive {
  readonly api: Api;
  readonly scene: string;
  /** Export of the generated `chains.ts`. */
  readonly chain: string;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly calls: readonly BusinessCall[];
  readonly signsOut?: boolean;
  /** Export with the sign-in of a person who comes back with the scene's code, and what the client made up for it. */
  readonly signIn?: { readonly name: string; readonly codeVerifier: string; readonly nonce: string };
  /** Codes of the errors that the calls end in. */
  readonly failures?: readonly string[];
}

const trips: BusinessCall = {
  method: "PUT",
  path: "/trips/insertOrUpdate",
  scheme: "bearer",
  server: 1,
  headers: { "content-type": "application/json" },
  body: '{"trips":[{"tripId":"trip-1"}]}',
};
const order: BusinessCall = { method: "GET", path: "/orders/00000000-0000-4000-8000-000000000001", scheme: "bearer" };
const report: BusinessCall = {
  method: "GET",
  path: "/gdc/projects/fakeworkspace0000000000000000000/execute/raw/1234567890?q=fake-q&c=fake-c",
  scheme: "ttCookie",
};
const configuration: BusinessCall = { method: "GET", path: "/v1/Configuration", scheme: "flexBasic" };
const given = (api: Api, scene: string): Readonly<Record<string, string>> => transcript(api, scene).given;
const minting = (): Drive["credentials"] => {
  const { accountSid, authToken, instanceSid, username } = given("twilio-flex", "mint");
  return { accountSid, authToken, instanceSid, username, ttl: 3600 };
};
const insights = (scene: string): Drive["credentials"] => {
  const { login, password } = given("flex-insights", scene);
  return { login, password };
};
const simacan = (scene: string): Drive["credentials"] => {
  const { username, password } = given("simacan", scene);
  return { username, password };
};
const app = (): Drive["credentials"] => {
  const { AppKey, AppSecret } = given("flexcharge", "the printed sample");
  return { appKey: AppKey, appSecret: AppSecret };
};

export const drives: readonly Drive[] = [
  { api: "flex-insights", scene: "header mode", chain: "chain", credentials: insights("header mode"), calls: [report, report], signsOut: true },
  { api: "flex-insights", scene: "cookie mode", chain: "cookiesChain", credentials: insights("cookie mode"), calls: [report, report] },
  { api: "flex-insights", scene: "a dead SST", chain: "chain", credentials: insights("a dead SST"), calls: [report] },
  { api: "flex-insights", scene: "too many logins", chain: "chain", credentials: insights("too many logins"), calls: [report, report], failures: ["rate_limited", "rate_limited"] },
  { api: "flexcharge", scene: "one new token after a 401", chain: "chain", credentials: app(), calls: [order, order] },
  { api: "flexcharge", scene: "the printed sample", chain: "chain", credentials: app(), calls: [order, order] },
  { api: "simacan", scene: "rotation", chain: "chain", credentials: simacan("rotation"), calls: [trips, trips, trips, trips] },
  { api: "simacan", scene: "form encoding", chain: "chain", credentials: simacan("form encoding"), calls: [trips] },
  { api: "twilio-flex", scene: "mint", chain: "mintChain", credentials: minting(), calls: [configuration, configuration] },
  {
    api: "twilio-flex",
    scene: "x-flex-jwe",
    chain: "mintChain",
    credentials: minting(),
    calls: [{ method: "GET", path: "/api/v1/Session", scheme: "flexJwe", server: 2 }],
  },
  { api: "twilio-flex", scene: "a given JWE", chain: "givenChain", credentials: { flexToken: given("twilio-flex", "a given JWE")["jwe"] }, calls: [configuration] },
  {
    api: "twilio-flex",
    scene: "sso",
    chain: "ssoChain",
    credentials: { ssoProfileSid: given("twilio-flex", "sso")["ssoProfileSid"] },
    signIn: { name: "ssoSignIn", codeVerifier: "fake-verifier", nonce: "fake-nonce" },
    // The renewed token is refused as well: that 401 is the caller's, and the next call renews again.
    calls: [configuration, configuration],
    failures: ["Error: GET /v1/Configuration: 401"],
  },
];

const root = new URL("../../../", import.meta.url);

/** The text of an API's spec. */
export function specText(api: Api): string {
  return readFileSync(new URL(`specs/${api}.openapi.yaml`, root), "utf8");
}

/** What the generator makes of a spec's text: its chains, and the file that a mock can be started from. */
export async function generated(api: Api, text: string): Promise<{ readonly file: string; readonly chains: Readonly<Record<string, TokenChain>> }> {
  // Inside the package, so that the generated imports resolve.
  const results = fileURLToPath(new URL("../test-results/", import.meta.url));
  mkdirSync(results, { recursive: true });
  const folder = mkdtempSync(join(results, `${api}-`));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, `${api}.openapi.yaml`);
  writeFileSync(file, text);
  // The zod schemas beside them say nothing about tokens.
  for (const [name, code] of Object.entries(await generate(parseSpec(file, text)))) if (/\/generated\/[^/]+$/.test(name)) writeFileSync(join(folder, basename(name)), code);
  const chains = (await import(pathToFileURL(join(folder, "chains.ts")).href)) as Record<string, TokenChain>;
  return { file, chains };
}

/** The chain of somebody who has just signed in: where no refresh token is left, the code is exchanged. */
export function withCode(chain: TokenChain, { grant: { body, ...grant } }: SignIn<any, any>, interaction: Partial<Interaction>): TokenChain {
  const exchange = { ...grant, body: (inputs: object) => (body as (inputs: object) => unknown)({ ...inputs, interaction }) };
  return { ...chain, grants: [...chain.grants, exchange as TokenChain["grants"][number]] };
}

/** Leads a chain through its scene, on the vendor's real URLs, and gives what the calls failed with. */
export async function drive({ calls, credentials, signsOut }: Drive, chain: TokenChain, { fetch }: Replay): Promise<readonly unknown[]> {
  const session = createSession(chain, { credentials, fetch });
  const failures: unknown[] = [];
  const attempt = async (step: () => Promise<unknown>): Promise<void> => {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  };
  for (const call of calls) await attempt(() => send(session, call, fetch));
  if (signsOut) await attempt(() => session.signOut());
  return failures;
}

async function send(session: Session, { method, path, scheme, server = 0, headers, body }: BusinessCall, fetch: Replay["fetch"]): Promise<void> {
  for (const isLast of [false, true]) {
    const token = await session.getToken({ scheme });
    const [name, value] = token.header();
    const answer = await fetch(`${session.servers[server]}${path}`, { method, headers: { ...headers, [name]: value }, ...(body && { body }) });
    await answer.arrayBuffer();
    if (answer.ok) return;
    if (answer.status === 401) await session.reject(token);
    if (answer.status !== 401 || isLast) throw new Error(`${method} ${path}: ${answer.status}`);
  }
}
