import type { Spec } from "@freshkey-tools/spec";
import { mistakeAtKey, type Mistake } from "../mistake.ts";
import { below, entries } from "../place.ts";
import { chainsOf, fillable, type Chain, type Grant } from "../chain/chains.ts";
import { directInputs, givenNames, schemeTokens } from "../chain/inputs.ts";

/** Every token and value can be had from credentials alone, by some order of grants. */
export function reachableMistakes(spec: Spec): Mistake[] {
  return chainsOf(spec).flatMap((chain) => {
    const all = [...chain.tokens, ...chain.values];
    const had = obtained(chain, givenNames(chain));
    const sourceless = all.filter((name) => !had.has(name) && yielding(chain, name).length === 0);
    // What only lacks something sourceless is no mistake of its own.
    const cured = obtained(chain, [...givenNames(chain), ...sourceless]);
    const reported = new Set<string>();
    return all.flatMap((name): Mistake | [] => {
      if (had.has(name) || reported.has(name)) return [];
      const word = chain.tokens.includes(name) ? "tokens" : "values";
      const place = below(chain.at, word, name);
      if (sourceless.includes(name)) {
        return mistakeAtKey(spec, place.path, `no grant yields \`${name}\`; add it to the \`outputs\` of a grant or write \`given: $credentials.…\``);
      }
      const loop = cured.has(name) ? undefined : cycleFrom(chain, cured, name);
      if (!loop || loop.some(({ name: step }) => reported.has(step))) return [];
      for (const step of loop) reported.add(step.name);
      const told = loop.map(({ grant, name: step, needs }) => `\`${step}\` comes from \`${grant.name}\`, which needs \`${needs}\``).join("; ");
      const what = loop.length === 1 ? "only itself yields it" : "it is a cycle";
      return mistakeAtKey(spec, place.path, `\`${name}\` can never be obtained, ${what}: ${told}; add a grant that yields ${loop.length === 1 ? "it" : "one of them"} from credentials`);
    });
  });
}

/** What can be had, in whatever order the grants must run. */
function obtained(chain: Chain, from: readonly string[]): Set<string> {
  const had = new Set(from);
  for (let before = -1; before !== had.size;) {
    before = had.size;
    for (const grant of chain.grants) {
      if (missing(chain, grant, had).length > 0) continue;
      for (const [name] of entries(below(grant.at, "outputs"))) had.add(name);
    }
  }
  return had;
}

/** Inputs of a grant that cannot be had: its own, and those of the security alternative with the fewest. */
function missing(chain: Chain, grant: Grant, had: ReadonlySet<string>): string[] {
  const lacking = (names: readonly string[]): string[] => [...new Set(names)].filter((name) => !had.has(name));
  const alternatives = grant.operation ? fillable(chain, grant.operation) : [];
  const easiest = alternatives.map((alternative) => lacking(alternative.flatMap((scheme) => schemeTokens(chain, scheme)))).sort((a, b) => a.length - b.length)[0];
  return [...lacking(directInputs(grant)), ...(easiest ?? [])];
}

function yielding(chain: Chain, name: string): Grant[] {
  return chain.grants.filter((grant) => entries(below(grant.at, "outputs")).some(([output]) => output === name));
}

interface Step {
  readonly name: string;
  readonly grant: Grant;
  readonly needs: string;
}

/** The cycle that a name runs into and is part of; undefined when it only leads into one. */
function cycleFrom(chain: Chain, had: ReadonlySet<string>, name: string): Step[] | undefined {
  const path: Step[] = [];
  for (let at = name; ;) {
    const start = path.findIndex((step) => step.name === at);
    if (start >= 0) return start === 0 ? path : undefined;
    const grant = yielding(chain, at)[0];
    const needs = grant && missing(chain, grant, had)[0];
    if (!grant || needs === undefined) return undefined;
    path.push({ name: at, grant, needs });
    at = needs;
  }
}
