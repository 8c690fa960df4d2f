import { createHash, randomBytes } from "node:crypto";
import type { AuthMock } from "../src/index.ts";
import { basic, post, realSpec } from "./mock.ts";

export const flex: string = realSpec("twilio-flex");
export const profile = "JQ00000000000000000000000000000000";
export const account = "AC00000000000000000000000000000000";
export const instance = "GO00000000000000000000000000000000";
export const callback = "https://app.example.com/callback";

/** What a browser makes up before it sends a person away. */
export interface Secrets {
  readonly verifier: string;
  readonly challenge: string;
  readonly nonce: string;
  readonly state: string;
}

export function makeSecrets(): Secrets {
  const verifier = randomBytes(48).toString("base64url");
  return { verifier, challenge: challengeOf(verifier), nonce: randomBytes(24).toString("base64url"), state: randomBytes(16).toString("base64url") };
}

export function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

type Members = Readonly<Record<string, unknown>>;

function without(members: Members): Record<string, string> {
  return Object.fromEntries(Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

/** The address that a person is sent to. */
export function pageOf(mock: AuthMock, { nonce, challenge, state }: Secrets, changes: Members = {}): string {
  const query = without({ redirectUrl: callback, nonce, codeChallenge: challenge, state, ssoProfileSid: profile, ...changes });
  return `${mock.url}/v1/Flex/Authorize?${new URLSearchParams(query)}`;
}

/** Goes there by hand: the redirect is not followed. */
export async function visit(address: string): Promise<{ status: number; back: URL | undefined; body: string; headers: Headers }> {
  const answer = await fetch(address, { redirect: "manual" });
  const location = answer.headers.get("location");
  return { status: answer.status, back: location === null ? undefined : new URL(location), body: await answer.text(), headers: answer.headers };
}

export interface Tokens {
  readonly status: number;
  readonly access: string;
  readonly refresh: string;
  readonly info: Record<string, any>;
  readonly body: any;
}

async function tokensOf(answer: Response): Promise<Tokens> {
  const body: any = await answer.json();
  return { status: answer.status, access: body.access_token, refresh: body.refresh_token, info: body.token_info, body };
}

export async function exchange(mock: AuthMock, body: Members): Promise<Tokens> {
  return tokensOf(await post(`${mock.url}/v1/Flex/OAuth/Tokens`, body));
}

export function codeBody(code: string, { verifier, nonce }: Secrets, changes: Members = {}): Members {
  return { sso_profile_sid: profile, code, code_verifier: verifier, nonce, grant_type: "AuthorizationCode", ...changes };
}

export function renew(mock: AuthMock, refresh: string, changes: Members = {}): Promise<Tokens> {
  return exchange(mock, { refresh_token: refresh, sso_profile_sid: profile, grant_type: "RefreshToken", ...changes });
}

/** A code for these secrets. */
export async function codeFor(mock: AuthMock, secrets: Secrets, changes: Members = {}): Promise<string> {
  return (await visit(pageOf(mock, secrets, changes))).back?.searchParams.get("code") ?? "";
}

/** The whole way, once. */
export async function signIn(mock: AuthMock): Promise<Tokens> {
  const secrets = makeSecrets();
  return exchange(mock, codeBody(await codeFor(mock, secrets), secrets));
}

export async function configure(mock: AuthMock, access: string): Promise<number> {
  return (await fetch(`${mock.url}/v1/Configuration`, { headers: basic("token", access) })).status;
}

/** What the mock said about the last request. */
export function told(mock: AuthMock): string | undefined {
  return mock.journal.at(-1)?.violations[0]?.message;
}

export async function infoOf(mock: AuthMock, token: string, { bearer = token, of = account }: { bearer?: string; of?: string } = {}): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${mock.url}/v1/Accounts/${of}/Tokens/Info`, { method: "POST", headers: basic("token", bearer), body: new URLSearchParams({ Token: token }) });
  return { status: answer.status, body: await answer.json() };
}
