import type { Point, Report } from "./talk.ts";

/** Says something, and waits until it is on its way: who is killed after that has said it. */
export const say = (report: Report): Promise<void> => new Promise((done) => process.send?.(report, undefined, undefined, () => done()));

let armed: Point | undefined;
let release: (() => void) | undefined;
/** What the swap at hand writes. */
let writing: "intent" | "tokens" | undefined;

export function arm(point: Point | undefined): void {
  armed = point;
  release?.();
  release = undefined;
}

export function writes(what: typeof writing): void {
  writing = what;
}

/** Stays here if that is what it was told. */
export async function hold(where: "linked" | "answered"): Promise<void> {
  const point: string = where === "answered" ? where : `${writing ?? "nothing"} linked`;
  if (point !== armed) return;
  const held = new Promise<void>((done) => {
    release = done;
  });
  await say({ say: "at", point: armed });
  await held;
}
