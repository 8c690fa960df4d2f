import fc from "fast-check";

/**
 * One thing that happens to a server. `of` picks among the tokens known so far, dead ones and those of an earlier run included;
 * -1: the one that the step before it picked.
 */
export type Step =
  | { readonly does: "log in"; readonly way: number; readonly account: number; readonly secret: "right" | "wrong" | "locked" }
  | { readonly does: "use" | "renew" | "race" | "sign out" | "revoke"; readonly of: number }
  /** An access token where a refresh token belongs, or the other way round. */
  | { readonly does: "misuse"; readonly of: number }
  | { readonly does: "use nonsense"; readonly way: number }
  | { readonly does: "renew nonsense"; readonly way: number }
  | { readonly does: "revoke all"; readonly way: number; readonly name: "access" | "refresh" | undefined }
  | { readonly does: "advance"; readonly ms: number }
  /** To the moment at which a token dies, or its grace ends, and what is `off` from it. */
  | { readonly does: "advance to"; readonly what: "death" | "end of grace"; readonly of: number; readonly off: number }
  | { readonly does: "restart" };

const nat = fc.nat(1_000);
const way = fc.nat(4);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant("log in" as const),
      way,
      account: fc.nat(1),
      secret: fc.constantFrom("right" as const, "right" as const, "right" as const, "wrong" as const, "wrong" as const, "locked" as const),
    }),
  },
  { weight: 8, arbitrary: fc.record({ does: fc.constant("renew" as const), of: nat }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant("use" as const), of: nat }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom("race" as const, "sign out" as const, "revoke" as const), of: nat }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("misuse" as const), of: nat }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom("use nonsense" as const, "renew nonsense" as const), way }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("revoke all" as const), way, name: fc.constantFrom("access" as const, "refresh" as const, undefined) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("advance" as const), ms: fc.constantFrom(1, 999, 10_000, 29_999, 30_000, 599_000, 3_600_000, 7_200_000, 86_400_000) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("advance to" as const), what: fc.constantFrom("death" as const, "end of grace" as const), of: nat, off: fc.constantFrom(-1, 0, 1) }) },
  { weight: 1, arbitrary: fc.constant({ does: "restart" as const }) },
);

/** What matters most happens to the millisecond: a use or a second use at the very end of a life or of a grace. */
const atTheEdge: fc.Arbitrary<readonly Step[]> = fc
  .record({
    of: nat,
    off: fc.constantFrom(-1, 0, 1),
    what: fc.constantFrom("death" as const, "end of grace" as const),
    first: fc.constantFrom("renew" as const, "use" as const),
    then: fc.constantFrom("renew" as const, "use" as const),
  })
  .map(({ of, off, what, first, then }) => [
    { does: first, of },
    { does: "advance to", what, of: -1, off },
    { does: then, of: -1 },
    // A second use in time must not have moved the end.
    { does: "advance to", what, of: -1, off: 1 },
    { does: then, of: -1 },
  ]);

/** The same failing login several times in a row, else the gate would hardly ever shut. */
const row: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 12, arbitrary: step.map((one) => [one]) },
  { weight: 2, arbitrary: atTheEdge },
  {
    weight: 1,
    arbitrary: fc
      .record({ way, account: fc.nat(1), times: fc.integer({ min: 2, max: 6 }) })
      .map(({ times, ...login }) => Array.from({ length: times }, (): Step => ({ does: "log in", secret: "wrong", ...login }))),
  },
);

export const sequence: fc.Arbitrary<readonly Step[]> = fc
  .array(row, { minLength: 4, maxLength: 20, size: "max" })
  .map((rows) => [{ does: "log in", way: 0, account: 0, secret: "right" } as const, ...rows.flat()]);
