import type { Spec } from "@freshkey-tools/spec";
import { mistakeAt, type Mistake } from "../mistake.ts";
import { below, entries } from "../place.ts";
import { chainsOf } from "../chain/chains.ts";
import { duration } from "../chain/duration.ts";

/** Lifetimes are ISO 8601 durations that do not depend on a calendar. */
export function lifetimeMistakes(spec: Spec): Mistake[] {
  return chainsOf(spec).flatMap((chain) =>
    entries(below(chain.at, "tokens")).flatMap(([, token]) =>
      [below(token, "lifetime"), below(token, "rotation", "grace")].flatMap(({ path, node }): Mistake | [] => {
        if (node === undefined) return [];
        const { seconds, remedy } = duration(node);
        return seconds ? [] : mistakeAt(spec, path, `\`${String(node)}\` is no ISO 8601 duration; ${remedy}`);
      }),
    ),
  );
}
