import type { MockClock } from "../clock.ts";
import type { Memory } from "../decide.ts";
import type { Outgoing } from "../handle.ts";
import type { Route } from "../prism.ts";
import type { Incoming } from "../request.ts";
import { createDelivery, type Wire } from "./delivery.ts";
import { effectOf, type Effect } from "./effect.ts";
import type { ArmedFault, Fault } from "./fault.ts";
import { createChance } from "./chance.ts";
import { readTime, validate } from "./validate.ts";

/** What armed faults do to one call, all together. */
export interface Touch {
  /** The kinds, in the order in which they were armed. */
  readonly names: readonly string[];
  readonly instead: Outgoing | undefined;
  memory(memory: Memory): Memory;
  shape(outgoing: Outgoing): Outgoing;
}

export interface Faults {
  /** Throws a `RangeError` that says what to write. */
  arm(fault: Fault, operationIds: ReadonlySet<string>): ArmedFault;
  /** Takes what touches this call. */
  touch(route: Partial<Route>, incoming: Incoming): Touch;
  /** Ends what hangs. */
  close(): void;
}

interface Armed {
  readonly fault: Fault;
  readonly effect: Effect;
  /** Counts the call, and says whether it is touched. */
  take(): boolean;
}

const untouched: Touch = { names: [], instead: undefined, memory: (memory) => memory, shape: (outgoing) => outgoing };

export function createFaults(clock: MockClock): Faults {
  let all: readonly Armed[] = [];
  const closing = new AbortController();

  return {
    arm(fault, operationIds) {
      validate(fault, operationIds);
      const { lasts, times = lasts === undefined ? 1 : Number.POSITIVE_INFINITY, after = 0, chance = 1, seed = 1 } = fault;
      const until = lasts === undefined ? Number.POSITIVE_INFINITY : clock.monotonic() + readTime("lasts", lasts);
      const draw = createChance(seed);
      let seen = 0;
      let hits = 0;
      const remove = (): void => {
        all = all.filter((other) => other !== armed);
      };
      const armed: Armed = {
        fault,
        effect: effectOf(fault),
        take() {
          if (hits >= times || clock.monotonic() >= until) {
            remove();
            return false;
          }
          seen += 1;
          if (seen <= after || draw() >= chance) return false;
          hits += 1;
          return true;
        },
      };
      all = [...all, armed];
      return {
        get hits() {
          return hits;
        },
        remove,
      };
    },
    touch(route, incoming) {
      if (all.length === 0) return untouched;
      const taken: Armed[] = [];
      for (const armed of all) {
        // Two answers cannot both be given: the later fault waits for its next call.
        if (armed.effect.instead && taken.some(({ effect }) => effect.instead)) continue;
        if (isAimedAt(armed.fault, route) && armed.take()) taken.push(armed);
      }
      if (taken.length === 0) return untouched;
      const effects = taken.map(({ effect }) => effect);
      return {
        names: taken.map(({ fault }) => fault.kind),
        instead: effects.find(({ instead }) => instead)?.instead?.(incoming),
        memory: (memory) => effects.reduce((before, effect) => effect.memory?.(before) ?? before, memory),
        shape(outgoing) {
          const shaped = effects.reduce((before, effect) => effect.shape?.(before) ?? before, outgoing);
          const wires = effects.flatMap(({ wire }) => wire ?? []);
          if (wires.length === 0) return shaped;
          const bodiless = incoming.method === "HEAD" || [204, 205, 304].includes(shaped.status);
          return { ...shaped, delivery: createDelivery(together(wires), shaped, bodiless, clock, closing.signal) };
        },
      };
    },
    close: () => closing.abort(),
  };
}

function isAimedAt(fault: Fault, { document, operation }: Partial<Route>): boolean {
  const { kind, on = kind === "earlyDeath" ? "token" : kind === "staleReplica" ? "data" : "any" } = fault;
  if (kind === "storm" && !operation?.security.length) return false;
  if (on === "any") return true;
  if (!operation) return false;
  const issues = document?.chains.some(({ grants }) => grants.some(({ operationId }) => operationId === operation.id)) === true;
  return on === "token" ? issues : on === "data" ? !issues : on === operation.id;
}

/** Waits add up; of everything else the fault that was armed first has its way. */
function together(wires: readonly Wire[]): Wire {
  const waits = wires.flatMap(({ wait }) => wait ?? []);
  const merged: Wire = Object.assign({}, ...wires.toReversed());
  return waits.length > 0 ? { ...merged, wait: waits.reduce((sum, wait) => sum + wait) } : merged;
}
