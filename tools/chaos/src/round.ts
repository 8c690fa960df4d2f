import type { Fleet, Writer } from "./fleet.ts";

/** What came of the calls of a round, those of killed processes left out. */
export interface Answered {
  readonly calls: number;
  readonly failed: readonly string[];
  /** How many different tokens they had. */
  readonly tokens: number;
  /** ms of virtual time until the last one had its answer. */
  readonly took: number;
}

/** A round in which everybody calls once. */
export interface Round {
  /** One more who calls. */
  join(writer: Writer): void;
  /** Moves time until everybody has an answer. */
  finish(): Promise<Answered>;
}

/** After so much of virtual time without an answer something hangs. */
const patience = 300_000;

export function round(fleet: Fleet, callers: readonly Writer[] = fleet.running()): Round {
  const start = fleet.at();
  const open = new Set<Writer>();
  const failed: string[] = [];
  const tags = new Set<string>();
  let calls = 0;
  const join = (writer: Writer): void => {
    open.add(writer);
    void writer.ask({ do: "call" }).then((done) => {
      open.delete(writer);
      if (!done) return;
      calls += 1;
      if (done.tag) tags.add(done.tag);
      if (done.status !== 200) failed.push(done.error ?? String(done.status));
    });
  };
  for (const writer of callers) join(writer);
  return {
    join,
    async finish() {
      await fleet.step(0);
      for (let turn = 0; [...open].some(({ stopped }) => !stopped); turn += 1) {
        if (fleet.at() - start > patience) throw new Error(`Nobody answers: ${[...open].map(({ name }) => name).join(", ")}`);
        // Short steps for those who look again soon, longer ones for those who wait for the dead.
        await fleet.step(turn < 6 ? 50 : 2_500);
      }
      return { calls, failed, tokens: tags.size, took: fleet.at() - start };
    },
  };
}
