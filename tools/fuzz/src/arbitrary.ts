import fc from "fast-check";
import { canary } from "./judge.ts";
import { start } from "./apis.ts";

/** A text that is a secret of somebody's. */
export const secretText: fc.Arbitrary<string> = fc
  .oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("\r\nx-evil: 1", "\u0000", ";", "é", "\u2028", "\ud800", " ", "a".repeat(20_000)))
  .map((tail) => `${canary}${tail}`);

/** A number where a life or an instant should stand, of the usual mistakes. */
export const strangeNumber: fc.Arbitrary<unknown> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -1, 1e20, start, start / 1000, start + 600_000, 1620157668792, Number.MAX_SAFE_INTEGER, "3600", "3600abc", "-5", "1e9", "", "0x10", "Infinity", null, true),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.integer({ min: -4e12, max: 4e12 }).map((ms) => new Date(ms).toISOString().replace("Z", "")),
);

export const strange: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: secretText },
  { weight: 3, arbitrary: strangeNumber },
  { weight: 2, arbitrary: fc.jsonValue() },
  fc.constant({ [canary]: [canary] }),
);

/** A good answer with some of its members replaced, taken out or doubled. */
function mutated(good: object): fc.Arbitrary<string> {
  const paths = pathsOf(good);
  const change = fc.record({ path: fc.constantFrom(...(paths.length > 0 ? paths : [["x"]])), value: fc.option(strange, { nil: undefined }) });
  return fc.array(change, { maxLength: 4 }).map((changes) => JSON.stringify(changes.reduce((at, { path, value }) => put(at, path, structuredClone(value)), structuredClone(good) as unknown)));
}

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== "object") return [path];
  return [...(path.length > 0 ? [path] : []), ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))];
}

function put(at: any, [step = "", ...rest]: readonly string[], value: unknown): unknown {
  if (at === null || typeof at !== "object") return at;
  if (rest.length > 0) at[step] = put(at[step], rest, value);
  else if (value === undefined) delete at[step];
  else at[step] = value;
  return at;
}

/** A body as no good server would send it. */
export function body(good: object): fc.Arbitrary<string> {
  const whole = JSON.stringify(good);
  return fc.oneof(
    { weight: 6, arbitrary: mutated(good) },
    fc.nat(whole.length).map((length) => whole.slice(0, length)),
    fc.json(),
    secretText,
    fc.constantFrom(
      "",
      "null",
      "[]",
      "\ufeff{}",
      `<html>${canary}</html>`,
      `{"__proto__":{"polluted":"${canary}"},"constructor":{"prototype":{"polluted":1}}}`,
      `${whole.slice(0, -1)},"__proto__":{"polluted":1}}`,
      whole.repeat(2),
      " ".repeat(70_000) + whole,
    ),
  );
}

const token = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.~=;, "\\\té') });
const headerText = fc.oneof(fc.string({ unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code)) }), token).map((text) => text.trim());

/** Values of the headers that a session reads. */
export const headers: fc.Arbitrary<readonly (readonly [name: string, value: string])[]> = fc.array(
  fc.oneof(
    fc.tuple(fc.constant("retry-after"), fc.oneof(headerText, fc.constantFrom("5", "-5", "1e12", "soon", "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 15 07:28:00 GMT", "9".repeat(400)))),
    fc.tuple(fc.constant("www-authenticate"), fc.oneof(headerText, fc.constantFrom(`Bearer error="${canary}"`, "Negotiate", ',;=" ,', 'GoodData realm="x" cookie=GDCAuthTT'))),
    fc.tuple(
      fc.constant("set-cookie"),
      fc.oneof(
        headerText,
        token.map((value) => `GDCAuthTT=${value}; Path=/gdc`),
        token.map((value) => `GDCAuthSST=${value}`),
        fc.constantFrom("GDCAuthTT=", "GDCAuthTT", "=x", ";;;", "GDCAuthSST=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", `NotGDCAuthTT=${canary}`, `GDCAuthTT=${canary}`, `GDCAuthSST=${canary}`),
      ),
    ),
    fc.tuple(
      fc.constant("date"),
      fc.oneof(
        headerText,
        fc.constantFrom("Thu, 01 Jan 2026 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "tomorrow", "275760-09-13"),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      ),
    ),
  ),
  { maxLength: 4 },
);

export const contentType: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 8, arbitrary: fc.constant("application/json") },
  fc.constantFrom("text/html", "text/plain", "application/problem+json", "Application/JSON; charset=utf-8", undefined),
);

export const status: fc.Arbitrary<number> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(200) },
  fc.constantFrom(201, 204, 205, 302, 304, 307, 400, 401, 403, 404, 409, 429, 500, 502, 503, 599),
  fc.integer({ min: 200, max: 599 }),
);
