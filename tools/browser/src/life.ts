import type { Stage } from "./stage.ts";

/** What so many tabs have lived through together. */
export interface Life {
  readonly tabs: number;
  readonly virtualSeconds: number;
  readonly rotations: number;
  readonly spends: number;
  /** Refresh tokens that came twice, or were refused. */
  readonly alarms: number;
  readonly calls: number;
  /** The events out of whose handler calls were made, and how many. */
  readonly inside: Readonly<Record<string, number>>;
  readonly failed: number;
  /** Calls that never got an answer. */
  readonly stuck: number;
  readonly signOuts: number;
}

/** Lets time pass by `step` seconds; in each step each tab makes two calls at once. Half-way all Flex tokens are revoked, and the answer that brings a new one takes a step. */
export async function live(stage: Stage, seconds: number, step: number): Promise<Life> {
  const { mock, actors, spends } = stage;
  const half = step * Math.floor(seconds / step / 2);
  for (let passed = 0; passed < seconds; passed += step) {
    if (passed === half) {
      mock.revokeAll("flexToken");
      mock.fault({ kind: "delay", time: step * 1_000, on: "exchangeFlexToken" });
    }
    await stage.tick(step * 1_000, 2, actors, passed === half);
  }
  const calls = actors.flatMap((actor) => actor.calls);
  return {
    tabs: actors.length,
    virtualSeconds: seconds,
    rotations: spends.rotations,
    spends: spends.sent.length,
    alarms: spends.alarms + spends.sent.length - new Set(spends.sent).size,
    calls: calls.length,
    inside: Object.fromEntries([...Map.groupBy(calls, ({ inside }) => inside)].flatMap(([type, some]) => (type ? [[type, some.length]] : []))),
    failed: calls.filter(({ outcome }) => outcome !== "200").length,
    stuck: actors.reduce((sum, { waiting }) => sum + waiting, 0),
    signOuts: actors.flatMap(({ events }) => events.filter((event) => event.startsWith("signed_out") || event.startsWith("interaction_needed"))).length,
  };
}
