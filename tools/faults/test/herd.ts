// One of many that start at once: a thread with a session of its own on a shared store. It asks for one token, and nothing but that keeps it alive.
import { parentPort, workerData } from "node:worker_threads";
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { createSimacanSession } from "@freshkey/simacan";
import type { Setting } from "./processes.ts";

const { server, folder } = workerData as Setting;
const session = createSimacanSession({ credentials: { username: "ada", password: "canary-password" }, server, store: fileStore(folder as string) });
parentPort?.once("message", async () => {
  const outcome = await session.getToken().then(
    () => "token",
    (error: unknown) => String(error),
  );
  parentPort?.postMessage(outcome);
});
parentPort?.postMessage("ready");
