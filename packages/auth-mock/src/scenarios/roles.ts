import type { Chain, Grant } from "../chains.ts";
import type { SpecDocument } from "../document.ts";
import type { Counted, Need } from "./scenario.ts";

/** What the operations of a document are to one chain. */
export interface Roles {
  /** The token that calls carry. */
  readonly access: string;
  /** Tokens that buy the next ones. */
  readonly refresh: ReadonlySet<string>;
  /** Tokens that work once. */
  readonly strict: ReadonlySet<string>;
  /** ms that a token of that name lives. */
  lifetime(name: string): number | undefined;
  /** Operations by role. */
  readonly operations: Readonly<Record<"login" | "refresh" | "lookup" | "signOut" | "renew", readonly string[]>>;
  countedAs(operationId: string | undefined): readonly Counted[];
  has(need: Exclude<Need, "body">): boolean;
}

/** Reads from a chain what each operation is. */
export function rolesOf(document: SpecDocument, chain: Chain): Roles {
  const grants = chain.grants.filter(({ interactive }) => !interactive);
  const operation = (id: string) => [...document.operations.values()].find((one) => one.id === id);
  const tokensOf = (grant: Grant): string[] => {
    const own = [...grant.body, ...grant.parameters].flatMap(({ is }) => (is.kind === "tokens" ? [is.name] : []));
    const filled = (operation(grant.operationId)?.security ?? []).flatMap((names) => names.flatMap((name) => tokensIn(chain, name)));
    return [...own, ...filled];
  };
  const yields = (grant: Grant): readonly string[] => grant.outputs.map(({ name }) => name).filter((name) => name in chain.tokens);
  const [access = ""] = Object.keys(chain.tokens);
  const refreshing = grants.filter((grant) => tokensOf(grant).length > 0);
  const lookups = grants.filter((grant) => yields(grant).length === 0);
  const logins = grants.filter((grant) => !refreshing.includes(grant) && !lookups.includes(grant));
  const ids = (all: readonly Grant[]): string[] => [...new Set(all.map(({ operationId }) => operationId))];
  const operations = {
    login: ids(logins),
    refresh: ids(refreshing),
    lookup: ids(lookups),
    renew: ids(grants.filter((grant) => yields(grant).includes(access))),
    signOut: chain.signOut ? [chain.signOut.operationId] : [],
  };
  const strict = new Set(Object.entries(chain.tokens).flatMap(([name, { rotation }]) => (rotation === "strict" ? [name] : [])));
  const refresh = new Set(refreshing.flatMap(tokensOf));
  const secret = Object.values(chain.credentials.properties ?? {}).some((schema) => (schema as { format?: string }).format === "password");
  return {
    access,
    refresh,
    strict,
    lifetime: (name) => chain.tokens[name]?.lifetime,
    operations,
    countedAs(id = "") {
      const found: Counted[] = [];
      if (operations.login.includes(id)) found.push("logins");
      if (operations.refresh.includes(id)) found.push("refreshes");
      if (operations.lookup.includes(id)) found.push("lookups");
      if (found.length > 0) found.push("tokenCalls");
      if (operations.renew.includes(id)) found.push("renewals");
      if (operations.signOut.includes(id)) found.push("signOuts");
      return found.length > 0 ? found : ["data"];
    },
    has: (need) => (need === "rotation" ? [...refresh].some((name) => strict.has(name)) : need === "password" ? secret : operations[need].length > 0),
  };
}

function tokensIn(chain: Chain, scheme: string): string[] {
  const fill = chain.schemes[scheme];
  const parts = fill === undefined ? [] : fill.kind === "value" ? [fill.value] : [fill.username, fill.password];
  return parts.flatMap((is) => (is.kind === "tokens" ? [is.name] : []));
}
