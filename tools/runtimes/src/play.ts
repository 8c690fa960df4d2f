import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import { columnOf, type Column } from "./column.ts";
import { playProcess } from "./processes.ts";
import type { Scratch } from "./scratch.ts";
import { fetchRuntime, startRuntime, type Runtime } from "./runtimes.ts";
import { playWorker } from "./workers.ts";

const apis = ["simacan", "flexcharge", "flex-insights", "twilio-flex"];
const password = "fake-right-secret";

/** The mock of all four APIs, which takes one secret only. */
export function startMock(): Promise<AuthMock> {
  return startAuthMock({
    spec: apis.map((name) => new URL(`../../../specs/${name}.openapi.yaml`, import.meta.url)),
    credentials: [
      { username: "ada", password },
      { appKey: "fake/key+1==", appSecret: password },
      { login: "ada@example.com", password },
      { ssoProfileSid: "JQ00000000000000000000000000000000" },
      { accountSid: "AC00000000000000000000000000000000", authToken: password, instanceSid: "GO00000000000000000000000000000000", username: "user1" },
    ],
  });
}

/** Plays the program of a project on one runtime. What cannot be fetched or started is said, not thrown. */
export async function playOn(runtime: Runtime, scratch: Scratch, mock: AuthMock, redis?: string): Promise<Column> {
  let binary: string;
  try {
    binary = fetchRuntime(runtime);
    startRuntime(binary);
  } catch (error) {
    return { missing: (error as Error).message, cells: [] };
  }
  return playBinary(binary, runtime.flags, scratch, mock, redis);
}

/** The same with a binary that is there. Without flags it takes no program, but serves one. */
export async function playBinary(binary: string, flags: readonly string[] | undefined, scratch: Scratch, mock: AuthMock, redis?: string): Promise<Column> {
  const self = flags && [binary, ...flags];
  await scratch.write({ server: mock.url, nowhere: await closedPort(), ...(self && { self }), ...(redis !== undefined && { redis }) });
  if (self) return playProcess(self, scratch.folder);
  try {
    await scratch.bundle();
  } catch (error) {
    return columnOf(undefined, [], (error as Error).message);
  }
  return playWorker(binary, scratch.folder, mock);
}

/** An address that nobody listens at. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}
