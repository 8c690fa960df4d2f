import type { Demo } from "../src/demo.ts";

/** What the other side has seen of grants, whoever plays it. */
export interface Ledger {
  /** Grants that were given, and those that were refused, by their Flex name. */
  readonly given: Readonly<Record<"AuthorizationCode" | "RefreshToken", number>>;
  readonly refused: number;
  /** Alarms: how often a code or a token that came again cost a whole sign-in. */
  readonly alarms: number;
  /** Every refresh token that was spent, in that order. */
  readonly spent: readonly string[];
  /** Every code, verifier and token that went over the wire. */
  readonly secrets: readonly string[];
}

interface Heard {
  readonly given: Record<"AuthorizationCode" | "RefreshToken", number>;
  refused: number;
  alarms: number;
  readonly spent: string[];
  readonly secrets: string[];
}

const secret = /^(access_token|refresh_token|id_token|code|code_verifier)$/;
const secretsOf = (object: unknown): string[] => Object.entries((object ?? {}) as object).flatMap(([name, value]) => (secret.test(name) && typeof value === "string" ? [value] : []));

/** Listens from now on. */
export function keepLedger({ bridge, mock }: Pick<Demo, "bridge" | "mock">): () => Ledger {
  const heard: Heard = { given: { AuthorizationCode: 0, RefreshToken: 0 }, refused: 0, alarms: 0, spent: [], secrets: [] };
  bridge?.provider.on("grant.success", ({ body, oidc: { params = {} } }) => {
    const isRefresh = params["grant_type"] === "refresh_token";
    heard.given[isRefresh ? "RefreshToken" : "AuthorizationCode"] += 1;
    if (isRefresh) heard.spent.push(String(params["refresh_token"]));
    heard.secrets.push(...secretsOf(params), ...secretsOf(body));
  });
  bridge?.provider.on("grant.error", () => void (heard.refused += 1));
  bridge?.provider.on("grant.revoked", () => void (heard.alarms += 1));
  return () => {
    if (!mock) return heard;
    const read: Heard = { given: { AuthorizationCode: 0, RefreshToken: 0 }, refused: 0, alarms: mock.tokens().filter(({ state }) => state === "revoked").length, spent: [], secrets: [] };
    for (const { operationId, status, request, response } of mock.journal) {
      if (operationId !== "exchangeFlexToken") continue;
      const [asked, got] = [JSON.parse(String(request.body)), JSON.parse(String(response.body))];
      if (status === 200) read.given[asked.grant_type as "RefreshToken"] += 1;
      else read.refused += 1;
      if (asked.refresh_token) read.spent.push(asked.refresh_token);
      read.secrets.push(...secretsOf(asked), ...secretsOf(got));
    }
    return read;
  };
}
