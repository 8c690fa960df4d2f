import type { AuthMock, Exchange } from "@freshkey/auth-mock";

/** What the mock's journal says about refresh tokens. */
export interface Spends {
  /** The refresh token of each request that brought one, oldest first. */
  readonly sent: readonly string[];
  /** Requests that were answered with new tokens. */
  readonly rotations: number;
  /** Requests that were refused: a token that was spent before, above all. */
  readonly alarms: number;
  /** Reads what is new. The journal keeps the last thousand exchanges only. */
  look(): void;
}

export function watchSpends(mock: AuthMock): Spends {
  const seen = new WeakSet<Exchange>();
  const sent: string[] = [];
  let [rotations, alarms] = [0, 0];
  return {
    sent,
    get rotations() {
      return rotations;
    },
    get alarms() {
      return alarms;
    },
    look() {
      for (const exchange of mock.journal) {
        if (exchange.operationId !== "exchangeFlexToken" || seen.has(exchange)) continue;
        seen.add(exchange);
        const { refresh_token: token } = JSON.parse(exchange.request.body) as { readonly refresh_token?: string };
        if (token === undefined) continue;
        sent.push(token);
        if (exchange.status === 200) rotations += 1;
        else alarms += 1;
      }
    },
  };
}
