import { startMock } from "@freshkey-tools/contract";
import type { AuthMock, PlannedResponse } from "@freshkey/auth-mock";
import type { ExportOptions, Report } from "@freshkey/flex-insights/report";
import { createFlexInsightsClient, type FlexInsightsClient } from "../../src/index.ts";

const credentials = { login: "ada@example.com", password: "fake-password" };
export const workspace = "workspace0000000000000000example";
export const file = '"Date","Agent","Handled"\r\n"2026-01-31","Ada","12"\r\n\r\n';

interface Waiter {
  /** Every wait that was asked for, ms. */
  readonly waits: number[];
  readonly clock: NonNullable<ExportOptions["clock"]>;
}

/** A clock that lets time pass as soon as somebody waits between polls, but not for the `timeout` of all of them. `each` is called at every wait. */
export function hurried(mock: AuthMock, each: (polls: number) => void = () => {}, timeout = 3_600_000): Waiter {
  const waits: number[] = [];
  return {
    waits,
    clock: {
      ...mock.clock,
      after(ms, callback) {
        if (ms === timeout) return mock.clock.after(ms, callback);
        waits.push(ms);
        const cancel = mock.clock.after(ms, callback);
        each(waits.length);
        queueMicrotask(() => mock.advance(ms));
        return cancel;
      },
    },
  };
}

export async function opened(): Promise<{ readonly mock: AuthMock; readonly client: FlexInsightsClient }> {
  const mock = await startMock("flex-insights", { credentials: [credentials] });
  return { mock, client: createFlexInsightsClient({ credentials, server: mock.url, clock: mock.clock }) };
}

export async function textOf(report: Report): Promise<string> {
  return await new Response(report.bytes).text();
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export function polled(mock: AuthMock, ...planned: readonly PlannedResponse[]): void {
  for (const answer of planned) mock.respondOnce("downloadRawReport", answer);
}

export const pending: PlannedResponse = { status: 202, body: {} };
export const csv = (body: string): PlannedResponse => ({ status: 200, headers: { "content-type": "text/csv" }, body });

/** A client of a server that gives tokens and then these answers for the file, one after another. */
export function answering(...answers: readonly Response[]): FlexInsightsClient {
  const left = [...answers];
  return clientOn("https://insights.example", "/gdc/file", () => left.shift() ?? new Response(null, { status: 500 }));
}

/** A client of a server without a mock: it gives tokens and the address of a file. */
export function clientOn(server: string, uri: string, fileOf: (url: string) => Response): FlexInsightsClient {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = String(input);
    if (url.endsWith("/login")) return Response.json({ userLogin: { profile: "/gdc/account/profile/1", state: "/gdc/account/login/1", token: "fake-sst" } });
    if (url.endsWith("/token")) return Response.json({ userToken: { token: "fake-tt" } });
    return init?.method === "POST" ? Response.json({ uri }, { status: 201 }) : fileOf(url);
  };
  return createFlexInsightsClient({ credentials, server, fetch });
}
