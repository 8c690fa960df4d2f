import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { redisStore } from "@freshkey/auth-runtime/stores/redis";
import { NotHereError, same, type Check } from "../check.ts";
import { advance, anew, counts, mockClock } from "../mock.ts";
import { place } from "../place.ts";
import { simacan } from "../subjects.ts";

/** What needs files, processes and sockets. */
export const processChecks: readonly Check[] = [
  { name: "fileStore: a session finds the tokens of an earlier one", run: () => inFolder(files) },
  { name: "fileStore: two processes, one login, one renewal", run: () => inFolder(twoProcesses) },
  { name: "redisStore: two sessions, one login, one renewal", run: inRedis },
];

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "freshkey-store-"));
  try {
    await work(join(folder, "tokens"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function files(folder: string): Promise<void> {
  await anew();
  const clock = await mockClock();
  for (let turn = 0; turn < 2; turn += 1) same((await simacan.open({ clock, store: fileStore(folder) }).call()).status, 200, "status");
  await advance(clock, simacan.life);
  for (let turn = 0; turn < 2; turn += 1) same((await simacan.open({ clock, store: fileStore(folder) }).call()).status, 200, "status");
  same([(await readdir(folder)).length, await counts(simacan.data)], [1, { createTokens: 1, refreshTokens: 1 }], "records, token requests");
}

/** Each is this runtime once more, with a program of its own. */
async function twoProcesses(folder: string): Promise<void> {
  await anew();
  const clock = await mockClock();
  const both = (): Promise<readonly string[]> => Promise.all([another(folder, clock.ahead), another(folder, clock.ahead)]);
  same(await both(), ["10", "10"], "answers");
  same(await counts(simacan.data), { createTokens: 1 }, "token requests");
  await advance(clock, simacan.life);
  same(await both(), ["10", "10"], "answers");
  same(await counts(), { createTokens: 1, refreshTokens: 1, [simacan.data]: 40 }, "requests");
}

async function another(folder: string, ahead: number): Promise<string> {
  const [program = "", ...flags] = place.self ?? [];
  const child = spawn(program, [...flags, "neighbour.js", folder, String(ahead)], { stdio: ["ignore", "pipe", "pipe"] });
  let [told, wrong] = ["", ""];
  child.stdout.on("data", (chunk) => (told += String(chunk)));
  child.stderr.on("data", (chunk) => (wrong += String(chunk)));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  return code === 0 ? told.trim() : `ended with ${String(code)}: ${wrong.slice(0, 200)}`;
}

async function inRedis(): Promise<void> {
  if (place.redis === undefined) throw new NotHereError("no redis-server on this machine");
  // Only in the project that this runs in: no package of ours brings a client of Redis.
  const name = "@redis/client";
  const { createClient } = await import(name);
  const client = createClient({ socket: { path: place.redis } });
  await client.connect();
  try {
    await anew();
    const clock = await mockClock();
    const store = redisStore(client, { prefix: `${crypto.randomUUID()}:`, budget: 2_000 });
    const both = [simacan.open({ clock, store }), simacan.open({ clock, store })];
    await Promise.all(both.map(({ call }) => call()));
    await advance(clock, simacan.life);
    await Promise.all(both.map(({ call }) => call()));
    same(await counts(simacan.data), { createTokens: 1, refreshTokens: 1 }, "token requests");
  } finally {
    client.destroy();
  }
}
