import { parseExpression, type TokenSource } from "@freshkey-tools/spec";
import type { Chain } from "./chain.ts";
import { arrow, literal, object, quote } from "./code.ts";
import { below, known, stop, type Place } from "./mistake.ts";
import type { Code } from "./print.ts";

const duration = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds of an ISO 8601 duration. Months and years have no fixed length, so they are refused. */
export function seconds(place: Place, text: unknown): number {
  const match = duration.exec(String(text));
  if (!match) return stop(place, `\`${String(text)}\` is no duration; write one such as PT10M, PT1H or P14D (weeks, days, hours, minutes, seconds)`);
  const [weeks = 0, days = 0, hours = 0, minutes = 0, rest = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + rest;
}

/** The chain's `tokens`. */
export function tokenRules(chain: Chain): Code {
  const rules = Object.entries(chain.source.tokens).map(([name, token]) => [name, tokenRule(chain, below(chain.place, "tokens", name), token ?? {})] as const);
  return object(Object.fromEntries(rules), { broken: rules.length > 1 });
}

function tokenRule(chain: Chain, place: Place, { lifetime, rotation = "none", renew, given }: TokenSource): Code {
  return object({
    lifetime: lifetime === undefined ? undefined : String(seconds(below(place, "lifetime"), lifetime)),
    rotation: rotationRule(below(place, "rotation"), rotation),
    renew: renew === "onRefusal" ? quote(renew) : undefined,
    given: given === undefined ? undefined : givenRule(chain, below(place, "given"), given),
  });
}

function rotationRule(place: Place, rotation: TokenSource["rotation"]): Code | undefined {
  if (rotation === "none") return undefined;
  if (rotation === "strict") return quote(rotation);
  if (typeof rotation === "object") return literal({ grace: seconds(below(place, "grace"), rotation.grace) });
  return stop(place, `unknown rotation \`${String(rotation)}\`; write none, strict or { grace: PT30S }`);
}

/** The chain's `values`; undefined when it has none. */
export function valueRules(chain: Chain): Code | undefined {
  const values = Object.entries(chain.source.values ?? {});
  if (values.length === 0) return undefined;
  return object(
    Object.fromEntries(
      values.map(([name, value]) => {
        const given = value?.given;
        return [name, object({ given: given === undefined ? undefined : givenRule(chain, below(chain.place, "values", name, "given"), given) })];
      }),
    ),
  );
}

function givenRule(chain: Chain, place: Place, text: string): Code {
  const from = parseExpression(text);
  if (from?.kind !== "credentials") return stop(place, `\`${text}\` names no credential; write $credentials.<name>`);
  return arrow("credentials", `credentials.${known(place, "credential", from.name, chain.credentials)}`);
}
