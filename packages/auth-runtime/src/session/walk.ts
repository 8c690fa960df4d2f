import type { Grant } from "../chain/types.ts";

/** The grant to run now, and which names it must yield at least one of. */
export interface Step {
  readonly grant: Grant;
  readonly purpose: readonly string[];
}

/**
 * The nearest usable grant whose inputs are all held; if there is none, the one that yields the first missing input, never through itself.
 * A grant that is preferred over a nearer one may as well yield what the nearer one lacks.
 */
export function nextStep(name: string, grants: readonly Grant[], has: (name: string) => boolean, path: readonly Grant[] = []): Step | undefined {
  const purpose = [name];
  const lacking: (readonly [grant: Grant, input: string])[] = [];
  for (const grant of grants) {
    if (!grant.outputs[name] || path.includes(grant)) continue;
    const missing = (grant.needs ?? []).filter((input) => !has(input));
    if (!missing[0]) return { grant, purpose };
    purpose.push(...missing);
    lacking.push([grant, missing[0]]);
  }
  for (const [grant, input] of lacking) {
    const step = nextStep(input, grants, has, [...path, grant]);
    if (step) return step;
  }
  return undefined;
}
