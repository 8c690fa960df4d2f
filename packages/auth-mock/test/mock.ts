import { fileURLToPath } from "node:url";
import { afterEach } from "vitest";
import { startAuthMock, type AuthMock, type AuthMockOptions } from "../src/index.ts";

/** A real document: the very one that its client is made from. */
export function realSpec(name: string): string {
  return fileURLToPath(new URL(`../../../specs/${name}.openapi.yaml`, import.meta.url));
}

export const notes: URL = new URL("fixtures/notes.openapi.yaml", import.meta.url);

const running: AuthMock[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

/** Starts a mock that ends with the test. */
export async function start(spec: AuthMockOptions["spec"], options: Omit<AuthMockOptions, "spec"> = {}): Promise<AuthMock> {
  const mock = await startAuthMock({ spec, ...options });
  running.push(mock);
  return mock;
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
}

export function postForm(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: "POST", body: new URLSearchParams(fields) });
}

export function basic(username: string, password: string): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

export function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}
