import { setTimeout as pause } from "node:timers/promises";
import type { AuthMock } from "@freshkey/auth-mock";
import { same, type Check } from "./program/check.ts";

const hour = 3_600_000;

/** What happens between requests of a Worker: each is a world of its own there, with its own sockets and timers. */
export function crossings(ask: (path: string) => Promise<any>, port: number, mock: AuthMock): readonly Check[] {
  const tokens = (): readonly number[] => [mock.calls("createTokens"), mock.calls("refreshTokens")];
  const added = async (work: () => Promise<unknown>): Promise<readonly number[]> => {
    const before = tokens();
    await work();
    return tokens().map((count, index) => count - (before[index] ?? 0));
  };
  const many = async (path: string): Promise<void> => same(await Promise.all(Array.from({ length: 20 }, () => ask(path))), Array(20).fill(200), "statuses");
  const advance = async (ms: number): Promise<void> => {
    mock.advance(ms);
    await ask(`/ahead?ms=${mock.clock.now() - Date.now()}`);
  };
  const isSoon = async (holds: () => Promise<boolean>, what: string): Promise<void> => {
    for (let turn = 0; !(await holds()); turn += 1) {
      if (turn > 500) throw new Error(`${what} never came`);
      await pause(10);
    }
  };
  /** A caller that has gone before its answer. */
  const leaver = async (path: string): Promise<void> => {
    const gone = new AbortController();
    const left = fetch(`http://127.0.0.1:${port}${path}`, { signal: gone.signal }).catch(() => {});
    await pause(300);
    gone.abort();
    await left;
  };
  return [
    {
      name: "Workers: clients made while the module loads",
      run: async () => same(await ask("/early"), [200, 200, 200, 200, 200], "statuses"),
    },
    {
      name: "Workers: one session for all requests, 20 at once: one login, one renewal",
      async run() {
        await advance(0);
        same(await added(() => many("/common")), [1, 0], "logins and renewals");
        await advance(hour);
        same(await added(() => many("/common")), [0, 1], "logins and renewals");
      },
    },
    {
      name: "Workers: a session for each request on one memoryStore, 20 at once: one login, one renewal",
      async run() {
        await advance(0);
        same(await added(() => many("/own")), [1, 0], "logins and renewals");
        await advance(hour);
        same(await added(() => many("/own")), [0, 1], "logins and renewals");
      },
    },
    {
      name: "Workers: a renewal ahead of time outlives its request by waitUntil",
      async run() {
        await advance(2 * hour);
        await ask("/common");
        await advance(hour - 120_000);
        mock.fault({ kind: "delay", time: 500, on: "refreshTokens" });
        const isNew = async (): Promise<boolean> => {
          same(await ask("/common"), 200, "status");
          return mock.journal.at(-1)?.request.headers["authorization"] === `Bearer ${mock.tokens("accessToken").at(-1)?.value}`;
        };
        same(await added(() => isSoon(isNew, "the new token")), [0, 1], "logins and renewals");
      },
    },
    {
      name: "Workers: one session for all requests: who leaves in the middle of a renewal keeps nobody waiting",
      async run() {
        await advance(hour);
        mock.fault({ kind: "delay", time: 1_000, on: "refreshTokens" });
        const left = leaver("/common");
        await pause(100);
        same(await ask("/common"), 200, "status of one who waited");
        await left;
        same(await ask("/common"), 200, "status of one who came later");
      },
    },
  ];
}
