import { parentPort } from "node:worker_threads";
import { run, type Job } from "./job.ts";

parentPort?.on("message", (job: Job) => {
  void run(job).then((done) => parentPort?.postMessage(done));
});
