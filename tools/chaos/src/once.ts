import { fleetOf } from "./fleet.ts";
import { round } from "./round.ts";
import { openStage } from "./stage.ts";
import type { Place } from "./writer/talk.ts";

export interface Once {
  readonly processes: number;
  readonly expiries: number;
  readonly logins: number;
  readonly renewals: number;
  readonly calls: number;
  readonly failed: number;
  readonly alarms: number;
  /** Rounds in which not everybody had the same token. */
  readonly apart: number;
  /** Times the store failed somebody. */
  readonly degraded: number;
  readonly printed: number;
}

/** Processes on one store; their token dies again and again, and all of them call at once. */
export async function oncePerExpiry(kind: Place["kind"], processes: number, expiries: number, tell: (done: number) => void = () => {}): Promise<Once> {
  const stage = await openStage(kind);
  const fleet = fleetOf(
    stage,
    Array.from({ length: processes }, () => 0),
  );
  try {
    await Promise.all(fleet.slots.map((_, slot) => fleet.start(slot)));
    const figures = { calls: 0, failed: 0, apart: 0 };
    for (let expiry = 0; expiry <= expiries; expiry += 1) {
      if (expiry > 0) await fleet.step(3_600_000);
      const { calls, failed, tokens } = await round(fleet).finish();
      figures.calls += calls;
      figures.failed += failed.length;
      if (tokens !== 1) figures.apart += 1;
      stage.count();
      if (expiry % 100 === 99) tell(expiry + 1);
    }
    const { logins, refreshes, alarms } = stage.count();
    return { processes, expiries, logins, renewals: refreshes, alarms, ...figures, degraded: fleet.seen().degraded, printed: fleet.printed.length };
  } finally {
    await fleet.close();
    await stage.close();
  }
}
