import { findRedis, startRedis, type RedisServer } from "@freshkey-tools/parts/redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import type { TokenStore } from "../../src/index.ts";
import { redisStore } from "../../src/stores/redis.ts";
import { open, type Opened } from "../support/open.ts";
import { failure, times } from "../support/time.ts";
import type { Vendor } from "../support/vendor.ts";
import { clients, kinds } from "./support/clients.ts";
import { filed } from "./support/files.ts";

/** Ten sessions, each with a store that it opened itself, on one vendor. */
function ten(store: () => TokenStore): readonly Opened<Vendor>[] {
  const first = open({ store: store(), clock: systemClock });
  return [first, ...times(9, () => first.again({ store: store() }))];
}

async function shares(store: () => TokenStore): Promise<void> {
  const sessions = ten(store);
  const { api } = sessions[0] as Opened<Vendor>;
  const everybody = () => Promise.all(sessions.map(({ get }) => get()));
  expect((await everybody()).every(({ ok }) => ok)).toBe(true);
  expect(api.count("/password")).toBe(1);
  for (let renewal = 1; renewal <= 3; renewal += 1) {
    api.killAccess();
    expect((await everybody()).every(({ ok }) => ok)).toBe(true);
    expect([api.count("/password"), api.count("/refresh"), api.alarms]).toEqual([1, renewal, 0]);
  }
  await sessions[3]?.session.signOut();
  expect(await failure(sessions[3]?.session.getToken() ?? Promise.resolve())).toMatchObject({ code: "signed_out" });
  api.killAccess();
  const later = await Promise.allSettled(sessions.map(({ get }) => get()));
  // Nobody brings back what was signed out.
  expect(api.count("/refresh")).toBe(3);
  expect(later.some(({ status }) => status === "rejected")).toBe(true);
}

describe("Ten sessions, each with a store of its own on one medium, log in once, renew once, and sign out together", () => {
  test("in a folder", async () => {
    const { again } = filed();
    await shares(again);
  });

  describe.skipIf(!findRedis())("in Redis", () => {
    let server: RedisServer;
    beforeAll(async () => {
      server = await startRedis();
    });
    afterAll(() => server.close());
    test.each(kinds)("with %s", async (kind) => {
      const { client, close } = await clients[kind](server.socket);
      const prefix = `${kind}:`;
      // A busy machine may take longer than a quarter of a second, which is what this test is not about.
      await shares(() => redisStore(client, { prefix, budget: 5_000 })).finally(close);
    });
  });
});
