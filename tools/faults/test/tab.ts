// What runs in a tab: a session on the store that the address names. The test tells it when to call, and moves its clock.
import { indexedDbStore } from "@freshkey/auth-runtime/stores/indexeddb";
import { memoryStore, type TokenStore } from "@freshkey/auth-runtime";
import { createSimacanClient } from "@freshkey/simacan";
import { runningClock } from "./running-clock.ts";

/** A tab, as the test sees it. */
export interface Tab {
  /** The status of one authorised call, or its error. */
  call(): Promise<string>;
  advance(ms: number): void;
  /** The intents of others that it has met. */
  readonly saw: string[];
}

const { searchParams } = new URL(location.href);
const clock = runningClock();
const kept: TokenStore = searchParams.get("store") === "memory" ? memoryStore() : indexedDbStore("tokens", { budget: 20_000 });
const saw: string[] = [];
const store: TokenStore = {
  ...kept,
  load: async (key) => {
    const found = await kept.load(key);
    if (found?.record.intent) saw.push(found.record.intent.id);
    return found;
  },
};
const client = createSimacanClient({ credentials: { username: "ada", password: "canary-password" }, server: searchParams.get("server") as string, clock, store });
const call = () =>
  client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] } }).then(
    ({ response }) => String(response.status),
    (error: unknown) => String(error),
  );
const tab: Tab = { call, advance: clock.advance, saw };
Object.assign(globalThis, { tab });
