import type { Setting } from "./setting.ts";
import type { Process, State } from "./state.ts";

/** The time that matters to a grace, in steps: how long the vendor takes a spent token, and how long it may be sent again. A request takes one step at most. */
export const grace = 3;
export const again = 2;

const quick = new Set(["claim", "send", "settle"]);
const active = (one: Process) => one.grant === "refresh" && (quick.has(one.at) || one.at === "flight");

/** A step of time makes a difference, and nobody who runs is in the middle of something short. */
export function canPass(state: State): boolean {
  const matters = Object.values(state.vendor).some((one) => typeof one === "number") || state.processes.some((one) => active(one) && one.again > 0);
  return matters && !state.processes.some((one) => (quick.has(one.at) && !one.slow) || (one.at === "flight" && one.flown));
}

/** A step of time. What may be sent again for no longer is a reason for a login. */
export function pass(state: State, { without }: Setting): void {
  const { vendor, store, older, processes } = state;
  let over = 0;
  for (const token in vendor) {
    const left = vendor[token];
    if (typeof left === "number") vendor[token] = left > 1 ? left - 1 : "spent";
  }
  for (const { intent } of [store, older])
    if (intent && intent.again > 0) {
      intent.again -= 1;
      if (intent === store.intent && intent.again === 0) over = 1;
    }
  for (const one of processes) {
    if (one.at === "flight") one.flown = true;
    // By then it is too late to begin.
    if (one.at === "send") one.late = true;
    const frozen = one.orphan && one.at === "claim" && without === "counts";
    if (one.again > 0 && !frozen && (one.again -= 1) === 0 && active(one)) over = 1;
  }
  state.reasons += over;
}
