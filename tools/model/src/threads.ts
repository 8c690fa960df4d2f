import { Worker } from "node:worker_threads";
import type { Done, Job } from "./job.ts";

/** Runs jobs on a few threads; each is told as it is done. */
export function onThreads(count: number, jobs: readonly Job[], tell: (done: Done) => void): Promise<void> {
  const left = [...jobs];
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL("./thread.ts", import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 3000 } });
      const next = () => {
        const job = left.shift();
        if (job) worker.postMessage(job);
        else void worker.terminate().then(() => resolve());
      };
      worker.on("message", (done: Done) => {
        tell(done);
        next();
      });
      worker.on("error", reject);
      next();
    });
  return Promise.all(Array.from({ length: count }, one)).then(() => {});
}
