import { stringify } from "#vendor/yaml";
import type { SpecDocument } from "../document.ts";
import { servePage } from "../inspector/page.ts";
import type { Exchange } from "../journal.ts";
import { listAccounts } from "./accounts.ts";
import { viewFault, viewLine, viewToken } from "./desk.ts";
import { controlDocument } from "./document.ts";
import type { Mask } from "./mask.ts";
import { refuse, reply, send } from "./reply.ts";
import { readLimit, type Controls, type Routes } from "./routes.ts";

/** Bodies in the journal are cut here, in characters: a thousand of them go into one answer. */
const shown = 16_384;

/** What can be looked at. */
export function createLooks(documents: readonly SpecDocument[], { mock, desk }: Controls, mask: Mask): Routes {
  const hides = (query: URLSearchParams): Mask | undefined => (query.get("secrets") === "show" ? undefined : mask);
  const whole = (number: number, exchange: Exchange, hiding: Mask | undefined): object => {
    const seen = hiding ? hiding.exchange(exchange) : exchange;
    return { number, ...seen, request: cut(seen.request), response: cut(seen.response) };
  };
  const operations = documents.flatMap((document) => [...document.operations.values()].map(({ id }) => id));

  return {
    "/_mock/": { GET: servePage },
    "/_mock/ready": { GET: () => reply({ ready: true, specs: documents.map(({ file }) => file), operations, now: mock().clock.now() }) },
    "/_mock/openapi.yaml": { GET: () => send(200, "application/yaml", stringify(controlDocument)) },
    "/_mock/journal": {
      GET({ query }) {
        const [limit, operationId] = [readLimit(query, "limit", 100), query.get("operationId")];
        if (limit === undefined) return refuse(400, "Write a limit from 1 to 1000.");
        const wanted = desk.journal.numbered().filter(([, exchange]) => operationId === null || exchange.operationId === operationId);
        const view = query.get("brief") === "yes" ? viewLine : whole;
        return reply({ exchanges: wanted.slice(-limit).map(([number, exchange]) => view(number, exchange, hides(query))) });
      },
    },
    "/_mock/journal/{id}": {
      GET({ id, query }) {
        const exchange = desk.journal.find(id);
        return exchange ? reply(whole(id, exchange, hides(query))) : refuse(404, "The journal has no exchange of this number, or no longer. /_mock/journal lists them.");
      },
    },
    "/_mock/tokens": {
      GET: ({ query }) =>
        reply({
          tokens: mock()
            .tokens(query.get("name") ?? undefined)
            .map((token) => (hides(query) ? { ...token, value: mask.token(token.value) } : token)),
        }),
    },
    "/_mock/accounts": {
      GET({ query }) {
        const [accounts, tokens] = [readLimit(query, "limit", 100), readLimit(query, "tokens", 50)];
        if (accounts === undefined || tokens === undefined) return refuse(400, "Write a limit of accounts, and of tokens for each, from 1 to 1000.");
        return reply({ now: mock().clock.now(), ...listAccounts(documents, desk.ledger.all, (token) => viewToken(desk.ledger, token, hides(query)), { accounts, tokens }) });
      },
    },
    "/_mock/faults": { GET: ({ query }) => reply({ faults: desk.armory.list().map((fault) => viewFault(fault, hides(query))) }) },
    "/_mock/events": {
      GET({ headers }) {
        const delivery = desk.feed.open(headers["last-event-id"]);
        if (!delivery) return refuse(503, "Too many listen already. End one of the others.", [["retry-after", "5"]]);
        const { headers: said } = send(200, "text/event-stream", "", [["x-accel-buffering", "no"]]);
        return { status: 200, headers: said.filter(([name]) => name !== "content-length"), body: "", delivery };
      },
    },
  };
}

function cut<T extends { readonly body: string }>(side: T): T {
  return side.body.length > shown ? { ...side, body: `${side.body.slice(0, shown)}…` } : side;
}
