import type { TokenStore } from "@freshkey/auth-runtime";
import fc from "fast-check";
import { apis, frozen, pass, start } from "./apis.ts";
import { secretText, strange, strangeNumber } from "./arbitrary.ts";
import { count, figuresOf, judgeError, judgeLife, judgePrototypes, type Figures } from "./judge.ts";

const api = apis[0] as (typeof apis)[number];
const tokenRecord = fc.record({ value: fc.oneof(secretText, strange), expiresAt: strangeNumber, generation: strangeNumber }, { requiredKeys: [] });
const record: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        schema: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, strange),
        writer: fc.oneof(fc.constant("w"), strange),
        epoch: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, strange),
        tokens: fc.oneof({ weight: 6, arbitrary: fc.record({ accessToken: fc.oneof(tokenRecord, strange), refreshToken: fc.oneof(tokenRecord, strange) }, { requiredKeys: [] }) }, strange),
        values: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, strange),
        intent: fc.oneof(
          fc.constant(undefined),
          fc.record({ id: fc.constant("i"), grant: fc.constant("POST /auth/refresh"), spends: fc.oneof(fc.constant("refreshToken"), strange), left: strangeNumber }, { requiredKeys: [] }),
          strange,
        ),
        gate: fc.oneof(
          fc.constant(undefined),
          fc.record({ salt: strange, closed: fc.dictionary(fc.string(), fc.oneof(fc.record({ id: strange, left: strangeNumber, delay: strangeNumber }), strange)) }, { requiredKeys: [] }),
          strange,
        ),
      },
      { requiredKeys: [] },
    ),
  },
  strange,
);

/** A store that holds anything: the session goes on with what is sound, or ends in a typed error. */
export async function fuzzRecords(runs: number, seed: number): Promise<Figures> {
  const figures = figuresOf("stored records", runs);
  await fc.assert(
    fc.asyncProperty(record, fc.option(strangeNumber, { nil: undefined }), async (found, age) => {
      const clock = frozen();
      let held: { version: string; record: any } = { version: "v0", record: found };
      let calls = 0;
      const step = (): void => void (calls += 1);
      const store: TokenStore = {
        load: async () => (step(), { ...held, ...(age !== undefined && { age: age as number }) }),
        swap: async (_, expected, next) => {
          step();
          if (expected !== held.version) return false;
          held = { version: `v${calls}`, record: structuredClone(next) };
          return held.version;
        },
      };
      const fetch = (async () => Response.json({ access_token: "canary-a", refresh_token: "canary-r", expires_in: 3600 })) as typeof globalThis.fetch;
      const session = api.open({ fetch, clock, store });
      for (let call = 0; call < 2; call += 1) {
        const asked = session.getToken();
        if (!(await pass(clock, asked))) count(figures, "broken", "no end within two hours of virtual time");
        try {
          const token = await asked;
          judgeLife(figures, token.expiresAt === undefined ? undefined : Math.min(token.expiresAt - start, 3.1e11));
          const [, value] = token.header();
          if (/[^\t\x20-\x7e]/.test(value)) count(figures, "broken", "a header that no request can carry");
        } catch (error) {
          if (String((error as Error).message).startsWith("stored records, ")) throw error;
          judgeError(figures, error);
        }
      }
      judgePrototypes(figures);
    }),
    { numRuns: runs, seed },
  );
  return figures;
}
