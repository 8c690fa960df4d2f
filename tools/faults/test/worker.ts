// A process of its own with a session on a shared store. Its parent tells it when to call, and moves its clock.
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { redisStore } from "@freshkey/auth-runtime/stores/redis";
import type { TokenStore } from "@freshkey/auth-runtime";
import { createSimacanClient } from "@freshkey/simacan";
import type { Order, Setting, Told } from "./processes.ts";
import { runningClock } from "./running-clock.ts";

const { server, folder, socket, shift } = JSON.parse(process.argv[2] as string) as Setting;
const tell = (told: Told): void => void process.send?.(told);
const clock = runningClock(shift);
const kept = folder === undefined ? redisStore(await redis(socket as string), { budget: 5_000 }) : fileStore(folder, { onWarning: (warning) => tell({ warning }) });
const store: TokenStore = {
  ...kept,
  // So that the parent knows when somebody else's intent is watched here.
  load: async (key) => {
    const found = await kept.load(key);
    if (found?.record.intent) tell({ saw: found.record.intent.id });
    return found;
  },
};
const client = createSimacanClient({ credentials: { username: "ada", password: "canary-password" }, server, clock, store, onEvent: ({ type }) => tell({ event: type }) });

async function call(): Promise<string> {
  try {
    const { response } = await client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] } });
    return String(response.status);
  } catch (error) {
    return String(error);
  }
}

async function redis(path: string) {
  const { Redis } = await import("ioredis");
  return new Redis({ path }).on("error", () => {});
}

process.on("message", async ({ id, advance }: Order) => {
  if (advance === undefined) return tell({ id, answer: await call() });
  clock.advance(advance);
  tell({ id, answer: "" });
});
process.on("disconnect", () => process.exit());
tell({ id: 0, answer: "ready" });
