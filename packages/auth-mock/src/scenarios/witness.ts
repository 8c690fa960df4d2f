import type { Exchange } from "../journal.ts";
import type { MockToken } from "../start.ts";
import { callHeader } from "./request.ts";
import type { Roles } from "./roles.ts";
import type { Counted, Total } from "./scenario.ts";

/** Sees every request, and tells what it all came to. Judges by what was on the wire, not by the mock's ledger. */
export interface Witness {
  see(exchange: Exchange): void;
  /** A request that reached another origin. */
  seeElsewhere(text: string): void;
  count(name: Counted): number;
  totals(): ReadonlyMap<Total, number>;
}

interface Owner {
  readonly account: string;
  /** Values that must not be seen elsewhere, and that tell whose a token is. */
  readonly secrets: readonly string[];
}

type Known = ReadonlyMap<string, MockToken>;

export const counted: readonly Counted[] = ["logins", "refreshes", "lookups", "renewals", "tokenCalls", "data", "signOuts"];

export function createWitness(roles: Roles, owners: readonly Owner[], accountOfClient: (client: string) => string, tokens: () => readonly MockToken[]): Witness {
  const seen: Exchange[] = [];
  const elsewhere: string[] = [];
  const counts = new Map<Counted, number>();
  let at = 0;
  const known = (): Known => new Map(tokens().map((token) => [token.value, token]));

  function catchUp(): void {
    if (at === seen.length) return;
    const all = known();
    for (const exchange of seen.slice(at)) {
      for (const name of roles.countedAs(exchange.operationId)) {
        if (name === "renewals" && gaveAnother(exchange, roles.access, all)) continue;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    at = seen.length;
  }

  /** Token by token: who got it, and how often it was presented to buy another. */
  function trace(): readonly [Total, number][] {
    const all = known();
    const owner = new Map<string, string>();
    const presented = new Map<string, number>();
    const spent = new Set<string>();
    let [alarms, strangers] = [0, 0];
    for (const exchange of seen) {
      const isTokenCall = roles.countedAs(exchange.operationId).includes("tokenCalls");
      const sent = textOf(exchange);
      const carried = tokensIn(sent, all);
      const whose = carried.map(({ value }) => owner.get(value)).find((one) => one !== undefined);
      if (!isTokenCall) {
        const [client] = (exchange.request.headers[callHeader] ?? "").split("/");
        if (client && whose !== undefined && whose !== accountOfClient(client)) strangers += 1;
        continue;
      }
      const account = owners.find(({ secrets }) => secrets.some((secret) => sent.includes(secret)))?.account ?? whose;
      const won = tokensIn(answerOf(exchange), all);
      for (const { value } of won) if (account !== undefined) owner.set(value, account);
      for (const { value } of carried.filter(({ name }) => roles.strict.has(name))) {
        if (spent.has(value)) alarms += 1;
        // A 429 says that nothing was done.
        if (exchange.status !== 429) presented.set(value, (presented.get(value) ?? 0) + 1);
        if (won.length > 0) spent.add(value);
      }
    }
    return [
      ["alarms", alarms],
      ["presentedTwice", [...presented.values()].filter((times) => times > 1).length],
      ["strangers", strangers],
    ];
  }

  function leaks(): number {
    const all = known();
    const secrets = owners.flatMap((one) => one.secrets);
    const holds = (text: string): boolean => secrets.some((secret) => text.includes(secret)) || tokensIn(text, all).length > 0;
    return elsewhere.filter(holds).length + seen.filter(({ path, query }) => holds(unfold(`${path}?${query}`))).length;
  }

  function changedBodies(): number {
    const first = new Map<string, string>();
    let changed = 0;
    for (const { request } of seen) {
      const call = request.headers[callHeader];
      if (call === undefined) continue;
      if ((first.get(call) ?? request.body) !== request.body) changed += 1;
      first.set(call, request.body);
    }
    return changed;
  }

  return {
    see: (exchange) => void seen.push(exchange),
    seeElsewhere: (text) => void elsewhere.push(unfold(text)),
    count(name) {
      catchUp();
      return counts.get(name) ?? 0;
    },
    totals: () => new Map<Total, number>([...trace(), ["leaks", leaks()], ["changedBodies", changedBodies()]]),
  };
}

/** A log-in that might have given the token that calls carry, and gave another. */
function gaveAnother(exchange: Exchange, access: string, all: Known): boolean {
  if (exchange.status < 200 || exchange.status >= 300) return false;
  const won = tokensIn(answerOf(exchange), all);
  return won.length > 0 && won.every(({ name }) => name !== access);
}

function tokensIn(text: string, all: Known): MockToken[] {
  return [...new Set(text.match(/[\w-]{16,}/g))].flatMap((word) => all.get(word) ?? []);
}

function answerOf({ response }: Exchange): string {
  return [...response.headers.map(([, value]) => value), response.body].join("\n");
}

function textOf({ path, query, request }: Exchange): string {
  return unfold([path, query, ...Object.values(request.headers), request.body].join("\n"));
}

/** With what is percent-encoded or in Base64 (Basic) also in clear. */
function unfold(text: string): string {
  const basics = [...text.matchAll(/Basic +([\w+/=-]+)/gi)].map(([, code = ""]) => Buffer.from(code, "base64").toString("utf8"));
  return [text, text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, decode), ...basics].join("\n");
}

function decode(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
