import type { Outgoing } from "../handle.ts";
import { withHeader } from "./answers.ts";
import type { Effect, Effects } from "./effect.ts";
import { readTime } from "./validate.ts";

const none: Outgoing = { status: 0, headers: [], body: "" };

/** Neither made nor sent. */
const unanswered: Effect = { instead: () => none, shape: () => none };

/** Faults of how an answer travels. */
export const wireEffects: Effects<"delay" | "hang" | "drip" | "reset" | "lost" | "truncate" | "huge"> = {
  delay: ({ time }) => ({ wire: { wait: readTime("time", time) } }),
  hang: ({ committed = false }) => ({ ...(committed ? {} : unanswered), wire: { head: "hang" } }),
  drip: ({ bytesPerSecond }) => ({ wire: { bytesPerSecond } }),
  reset: ({ when, bytes = 0 }) => {
    if (when === "before") return { ...unanswered, wire: { head: "reset" } };
    return { wire: when === "during" ? { stop: { after: bytes, then: "reset" } } : { stale: true } };
  },
  lost: () => ({ wire: { head: "reset" } }),
  truncate: ({ bytes, announced = true }) => ({
    wire: { stop: { after: bytes, then: announced ? "close" : "end" } },
    ...(!announced && { shape: (outgoing) => withLength(outgoing, Math.min(bytes, Buffer.byteLength(outgoing.body))) }),
  }),
  huge: ({ bytes, announced = false }) => ({
    wire: { fill: bytes },
    shape: (outgoing) => withLength(outgoing, announced ? Math.max(bytes, Buffer.byteLength(outgoing.body)) : undefined),
  }),
};

function withLength(outgoing: Outgoing, length: number | undefined): Outgoing {
  const bodiless = outgoing.status === 204 || outgoing.status === 304;
  return withHeader(outgoing, "content-length", length === undefined || bodiless ? undefined : String(length));
}
