import { findRedis, startRedis, type RedisServer } from "@freshkey-tools/parts/redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redisStore, type RedisClient } from "../../src/stores/redis.ts";
import { storeContract } from "../../src/testing/index.ts";
import { clients, kinds } from "./support/clients.ts";

describe.skipIf(!findRedis()).each(kinds)("redisStore keeps the contract of stores, with %s", (kind) => {
  let server: RedisServer;
  let dead: RedisServer;
  const open: { readonly client: RedisClient; readonly close: () => void }[] = [];
  const shared: RedisClient[] = [];
  let lost: RedisClient | undefined;
  const connected = async (socket: string) => {
    const one = await clients[kind](socket);
    open.push(one);
    return one.client;
  };
  beforeAll(async () => {
    [server, dead] = await Promise.all([startRedis(), startRedis()]);
    shared.push(await connected(server.socket), await connected(server.socket));
    lost = await connected(dead.socket);
    await dead.kill();
  });
  afterAll(async () => {
    for (const { close } of open) close();
    await Promise.all([server.close(), dead.close()]);
  });

  let turn = 0;
  // 200 calls at once are more than a busy machine may answer in a quarter of a second.
  const opened = () => redisStore(shared[(turn += 1) % 2] as RedisClient, { budget: 10_000 });
  for (const { name, run } of storeContract(opened, { shared: true, broken: () => redisStore(lost as RedisClient) })) test(name, run);

  test("It can tell the age, and be watched", async () => {
    const store = opened();
    await store.swap("k", undefined, { schema: 1, writer: "a", epoch: 0, tokens: {}, values: {} }, {});
    expect(typeof (await store.load("k"))?.age).toBe("number");
    expect(store.watch).toBeTypeOf("function");
  });
});
