import { join } from "node:path";
import { specsFolder } from "@freshkey-tools/spec";
import { startAuthMock, type AuthMock, type AuthMockOptions } from "@freshkey/auth-mock";
import { onTestFinished } from "vitest";

/** The file of an API's spec. */
export function specFile(api: string): string {
  return join(specsFolder, `${api}.openapi.yaml`);
}

/** Starts a mock of an API that ends with the test. */
export async function startMock(api: string, options: Omit<AuthMockOptions, "spec"> = {}): Promise<AuthMock> {
  const mock = await startAuthMock({ spec: specFile(api), ...options });
  onTestFinished(() => mock.close());
  return mock;
}
