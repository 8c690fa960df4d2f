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
  const makers = grants.filter((grant) => name in grant.outputs && !path.includes(grant));
  const missing = makers.map((grant) => (grant.needs ?? []).filter((input) => !has(input)));
  const ready = missing.findIndex((inputs) => !inputs.length);
  if (ready >= 0) return { grant: makers[ready] as Grant, purpose: [name, ...missing.slice(0, ready).flat()] };
  for (const [index, grant] of makers.entries()) {
    const step = nextStep((missing[index] as string[])[0] as string, grants, has, [...path, grant]);
    if (step) return step;
  }
  return undefined;
}
