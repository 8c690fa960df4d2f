import type { ArmedFault, Fault } from "../faults/fault.ts";
import { readTime } from "../faults/validate.ts";
import type { MockClock } from "../clock.ts";
import { writeFault } from "./read-fault.ts";
import type { FaultView } from "./shapes.ts";

/** The faults that are armed, wherever they came from. */
export interface Armory {
  /** Throws what `arm` throws. */
  arm(fault: Fault, arm: (fault: Fault) => ArmedFault): ArmedFault & { readonly id: number };
  /** Those that may still touch a call, oldest first. */
  list(): readonly FaultView[];
  /** False when there is none with this id. */
  remove(id: number): boolean;
  /** Tells of those that have touched a call since they were told of. */
  look(): void;
}

interface Held {
  readonly id: number;
  readonly fault: Fault;
  readonly armed: ArmedFault;
  readonly most: number;
  /** By the mock's clock and by its steady one. */
  readonly ends: { readonly at: number; readonly steady: number } | undefined;
  told: number;
}

export function createArmory(clock: MockClock, changed: (fault: FaultView) => void): Armory {
  let held: readonly Held[] = [];
  let ids = 0;

  const isOver = ({ armed, most, ends }: Held): boolean => armed.hits >= most || (ends !== undefined && clock.monotonic() >= ends.steady);
  const view = (one: Held, over = isOver(one)): FaultView => ({ id: one.id, fault: writeFault(one.fault), hits: one.armed.hits, ...(one.ends && { endsAt: one.ends.at }), over });
  const prune = (): void => {
    held = held.filter((one) => !isOver(one));
  };
  const drop = (one: Held): void => {
    one.armed.remove();
    if (!held.includes(one)) return;
    held = held.filter((other) => other !== one);
    changed(view(one, true));
  };

  return {
    arm(fault, arm) {
      const armed = arm(fault);
      prune();
      const { lasts, times = lasts === undefined ? 1 : Number.POSITIVE_INFINITY } = fault;
      const life = lasts === undefined ? undefined : readTime("lasts", lasts);
      const ends = life === undefined ? undefined : { at: clock.now() + life, steady: clock.monotonic() + life };
      const one: Held = { id: ++ids, fault, armed, most: times, ends, told: 0 };
      held = [...held, one];
      changed(view(one));
      return {
        id: one.id,
        get hits() {
          return armed.hits;
        },
        remove: () => drop(one),
      };
    },
    list() {
      prune();
      return held.map((one) => view(one));
    },
    remove(id) {
      prune();
      const one = held.find((other) => other.id === id);
      if (one) drop(one);
      return one !== undefined;
    },
    look() {
      for (const one of held) {
        if (one.armed.hits === one.told) continue;
        one.told = one.armed.hits;
        changed(view(one));
      }
      prune();
    },
  };
}
