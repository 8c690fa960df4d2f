import { authFetch } from "@freshkey/auth-runtime";
import { retry } from "@freshkey/auth-runtime/retry";
import { createSimacanClient } from "@freshkey/simacan";
import fc from "fast-check";
import { frozen, pass } from "./apis.ts";
import { headers } from "./arbitrary.ts";
import { count, figuresOf, judgeError, judgePrototypes, type Figures } from "./judge.ts";

/** An API that answers with any headers: a call gets its answer or a typed error, in a bounded number of tries. */
export async function fuzzHeaders(runs: number, seed: number): Promise<Figures> {
  const figures = figuresOf("headers", runs);
  const said = fc.record({ headers, data: fc.constantFrom(200, 401, 403, 429, 503), token: fc.constantFrom(200, 200, 401, 429), retried: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(said, async (one) => {
      const clock = frozen();
      let sent = 0;
      const fetch = (async (input: unknown) => {
        if ((sent += 1) > 30) count(figures, "broken", "more than 30 requests for three calls");
        const isToken = String(input).includes("/auth/");
        const response = isToken ? Response.json({ access_token: "canary-a", refresh_token: "canary-r", expires_in: 3600 }, { status: one.token }) : Response.json({}, { status: one.data });
        for (const [name, value] of one.headers) response.headers.append(name, value);
        return response;
      }) as typeof globalThis.fetch;
      const client = createSimacanClient({ credentials: { username: "ada", password: "canary-word" }, fetch, clock, ...(one.retried && { retry: retry() }), timeout: 60_000 });
      const calls = [() => client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] } }), () => authFetch(client.session, { fetch, clock })(`${client.session.origins[0]}/x`)];
      for (const call of [...calls, ...calls.slice(0, 1)]) {
        const called = call();
        if (!(await pass(clock, called))) count(figures, "broken", "no end within two hours of virtual time");
        try {
          await called;
        } catch (error) {
          // The platform's own error where the call's time is over.
          if ((error as Error).name !== "TimeoutError") judgeError(figures, error);
        }
      }
      judgePrototypes(figures);
    }),
    { numRuns: runs, seed },
  );
  return figures;
}
