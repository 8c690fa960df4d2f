import type { Memory } from "../decide.ts";
import type { Outgoing } from "../handle.ts";
import type { Incoming } from "../request.ts";
import { answerEffects } from "./answers.ts";
import type { Wire } from "./delivery.ts";
import type { FaultKind } from "./fault.ts";
import { memoryEffects } from "./memory.ts";
import { wireEffects } from "./wire.ts";

/** What a fault does to one call. The parts take effect in this order. */
export interface Effect {
  /** Answers in place of the mock, which then commits nothing. */
  readonly instead?: (incoming: Incoming) => Outgoing;
  /** What the mock remembers while it decides this call. */
  readonly memory?: (memory: Memory) => Memory;
  readonly shape?: (outgoing: Outgoing) => Outgoing;
  readonly wire?: Wire;
}

export type Effects<Kinds extends FaultKind["kind"]> = {
  readonly [Kind in Kinds]: (fault: Extract<FaultKind, { readonly kind: Kind }>) => Effect;
};

const effects: Effects<FaultKind["kind"]> = { ...answerEffects, ...memoryEffects, ...wireEffects };

export function effectOf(fault: FaultKind): Effect {
  return (effects[fault.kind] as (fault: FaultKind) => Effect)(fault);
}
