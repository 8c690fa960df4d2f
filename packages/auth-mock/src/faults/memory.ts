import { openGate } from "../login-gate.ts";
import type { Effects } from "./effect.ts";
import { asOf } from "./history.ts";
import { readTime } from "./validate.ts";

/** Faults of what the server knows. */
export const memoryEffects: Effects<"earlyDeath" | "storm" | "staleReplica"> = {
  earlyDeath: ({ life, token: name }) => ({
    memory: (memory) => ({
      ...memory,
      ledger: {
        ...memory.ledger,
        issue: (token) => {
          const death = memory.now() + readTime("life", life);
          const dies = name === undefined || name === token.name;
          return memory.ledger.issue(dies ? { ...token, expiresAt: Math.min(death, token.expiresAt ?? death) } : token);
        },
      },
    }),
  }),
  storm: () => ({
    memory: (memory) => ({
      ...memory,
      accepts: (_, credentials) => Object.keys(credentials).length === 0,
      // Nobody's mistake: it counts for no account.
      gate: openGate,
      ledger: { ...memory.ledger, find: () => undefined },
    }),
  }),
  staleReplica: ({ lag }) => ({ memory: (memory) => ({ ...memory, ledger: asOf(memory.ledger, memory.now, readTime("lag", lag)) }) }),
};
