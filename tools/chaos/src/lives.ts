import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createSession } from "@freshkey/auth-runtime";
import { settle, virtualClock } from "./clock.ts";
import { chainOf, credentials, vendorOf } from "./vendor.ts";

export interface Lives {
  readonly lives: number;
  readonly renewals: number;
  readonly alarms: number;
  /** Bytes of heap that one life more costs, after the first tenth. */
  readonly bytesPerLife: number;
  /** Timers at once, at most. */
  readonly timers: number;
  /** Timers left at the end. */
  readonly left: number;
}

/** Lives through that many lives of an access token in virtual time, each renewed by its refresh token. */
export async function liveThrough(lives: number): Promise<Lives> {
  const clock = virtualClock();
  const vendor = vendorOf("strict", clock.now, () => "none");
  const session = createSession(chainOf("strict"), { credentials, clock, fetch: vendor.fetch });
  const gc = exposeGc();
  const samples: { readonly life: number; readonly heap: number }[] = [];
  for (let life = 0; life < lives; life += 1) {
    await session.getToken();
    clock.advance(3_600_000);
    if (life % Math.floor(lives / 20) !== 0) continue;
    await settle();
    gc();
    if (life >= lives / 10) samples.push({ life, heap: process.memoryUsage().heapUsed });
  }
  return { lives, renewals: vendor.logins + vendor.refreshes, alarms: vendor.alarms, bytesPerLife: slope(samples), timers: clock.most, left: clock.waiting };
}

function exposeGc(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

/** Least squares. */
function slope(samples: readonly { readonly life: number; readonly heap: number }[]): number {
  const mean = (pick: (sample: (typeof samples)[number]) => number): number => samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length;
  const [x, y] = [mean(({ life }) => life), mean(({ heap }) => heap)];
  const spread = mean(({ life }) => (life - x) ** 2);
  return mean(({ life, heap }) => (life - x) * (heap - y)) / spread;
}
