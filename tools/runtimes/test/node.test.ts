import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findRedis, startRedis, type RedisServer } from "@freshkey-tools/parts/redis";
import type { AuthMock } from "@freshkey/auth-mock";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Column } from "../src/column.ts";
import { playBinary, startMock } from "../src/play.ts";
import { makeScratch, type Scratch } from "../src/scratch.ts";

vi.setConfig({ testTimeout: 170_000, hookTimeout: 170_000 });

let mock: AuthMock;
let redis: RedisServer | undefined;
let scratch: Scratch;
beforeAll(async () => {
  [mock, redis, scratch] = await Promise.all([startMock(), findRedis() === undefined ? undefined : startRedis(), makeScratch()]);
});
afterAll(() => Promise.all([mock?.close(), redis?.close(), scratch?.remove()]));

const play = (): Promise<Column> => playBinary(process.execPath, [], scratch, mock, redis?.socket);
const not = ({ cells }: Column, ...results: readonly string[]): readonly string[] => cells.filter(({ result }) => !results.includes(result)).map(({ check, why }) => `${check}: ${why}`);

test("the packages, packed and installed as a user gets them, keep every check on the Node at hand", async () => {
  const column = await play();
  expect(column.broken).toBe(undefined);
  expect(not(column, ...(redis ? ["ok"] : ["ok", "n/a"]))).toEqual([]);
  expect(column.cells.length).toBeGreaterThan(50);
});

test("a package whose renewals after a 401 are turned off is seen: those cells fail, others stay", async () => {
  const file = join(scratch.folder, "node_modules/@freshkey/auth-runtime/dist/session/session.js");
  const sound = readFileSync(file, "utf8");
  const broken = sound.replace("mine.refused = true;", "");
  expect(broken).not.toBe(sound);
  cpSync(file, `${file}.sound`);
  try {
    writeFileSync(file, broken);
    const column = await play();
    const failed = column.cells.filter(({ result }) => result === "failed").map(({ check }) => check);
    const named = ["simacan", "flexcharge", "flex-insights", "flex-insights in cookies", "twilio-flex"];
    expect(failed).toEqual(expect.arrayContaining(named.map((name) => `${name}: a 401 costs one renewal and one replay`)));
    expect(failed.filter((check) => check.includes("a login, then data"))).toEqual([]);
  } finally {
    cpSync(`${file}.sound`, file);
    rmSync(`${file}.sound`);
  }
});

test("a package that does not even import is a failed column, not a missing one", async () => {
  const file = join(scratch.folder, "node_modules/@freshkey/simacan/dist/index.js");
  const sound = readFileSync(file, "utf8");
  try {
    writeFileSync(file, `${sound}\nthrow new Error("does not import");`);
    expect(await play()).toMatchObject({ broken: expect.stringContaining("does not import"), cells: [] });
  } finally {
    writeFileSync(file, sound);
  }
});
