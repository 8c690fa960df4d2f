// One thread of many that start at once: sessions with stores of their own on one folder. It asks for one token each, and nothing but that keeps it alive.
import { parentPort, workerData } from "node:worker_threads";
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { createSimacanSession } from "@freshkey/simacan";

const { server, folder, sessions } = workerData as { readonly server: string; readonly folder: string; readonly sessions: number };
const herd = Array.from({ length: sessions }, () => createSimacanSession({ credentials: { username: "ada", password: "canary-password" }, server, store: fileStore(folder) }));
parentPort?.once("message", async () => {
  const outcomes = await Promise.allSettled(herd.map((session) => session.getToken()));
  const [failed] = outcomes.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
  parentPort?.postMessage(failed ?? `${outcomes.length} tokens`);
});
parentPort?.postMessage("ready");
