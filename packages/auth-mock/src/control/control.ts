import { stringify } from "yaml";
import type { SpecDocument } from "../document.ts";
import { parseDuration } from "../duration.ts";
import { AuthMockError } from "../error.ts";
import { bodyLimit, type Outgoing } from "../handle.ts";
import type { Incoming } from "../request.ts";
import type { AuthMock } from "../start.ts";
import { controlDocument } from "./document.ts";
import { createMask } from "./mask.ts";
import { readPlanned } from "./planned.ts";
import { refuse, reply, send } from "./reply.ts";

/** What the control API steers. */
export interface Controls {
  /** Not there before the server is. */
  readonly mock: () => AuthMock;
  readonly forget: () => void;
}

type Read = Readonly<Record<string, unknown>>;
type Act = (query: URLSearchParams, body: Read) => Outgoing;

/** Bodies in the journal are cut here, in characters: a thousand of them go into one answer. */
const shown = 16_384;
/** The last moment that a date can name, ms since the epoch. */
const endOfTime = 8.64e15;

/** Answers what is sent to `/_mock`; undefined for everything else. Nothing of it stands in the journal. */
export function createControl(documents: readonly SpecDocument[], { mock, forget }: Controls): (incoming: Incoming) => Outgoing | undefined {
  for (const { file, operations } of documents) {
    const taken = [...operations.values()].find(({ path }) => isControl(path));
    if (taken) throw new AuthMockError(`${file}: the path ${taken.path} is kept for the control of the mock. Name it otherwise.`);
  }
  const mask = createMask(documents);

  const routes: Readonly<Record<string, Readonly<Record<string, Act>>>> = {
    "/_mock/ready": { GET: () => reply({ ready: true, specs: documents.map(({ file }) => file), now: mock().clock.now() }) },
    "/_mock/openapi.yaml": { GET: () => send(200, "application/yaml", stringify(controlDocument)) },
    "/_mock/journal": {
      GET(query) {
        const [limit, operationId] = [Number(query.get("limit") ?? 100), query.get("operationId")];
        if (!Number.isInteger(limit) || limit < 1 || limit > 1000) return refuse(400, "Write a limit from 1 to 1000.");
        const wanted = mock().journal.filter((exchange) => operationId === null || exchange.operationId === operationId);
        const seen = wanted.slice(-limit).map((exchange) => (shows(query) ? exchange : mask.exchange(exchange)));
        return reply({ exchanges: seen.map((one) => ({ ...one, request: cut(one.request), response: cut(one.response) })) });
      },
      DELETE() {
        forget();
        return reply();
      },
    },
    "/_mock/tokens": {
      GET: (query) =>
        reply({
          tokens: mock()
            .tokens(query.get("name") ?? undefined)
            .map((token) => (shows(query) ? token : { ...token, value: mask.token(token.value) })),
        }),
    },
    "/_mock/advance": {
      POST(_query, { duration }) {
        const ms = typeof duration === "string" ? parseDuration(duration) : undefined;
        if (ms === undefined || mock().clock.now() + ms > endOfTime) return refuse(400, 'Write {"duration": "PT10M"}: an ISO 8601 duration of weeks, days, hours, minutes and seconds.');
        mock().advance(ms);
        return reply({ now: mock().clock.now() });
      },
    },
    "/_mock/revoke": {
      POST(_query, { token, name }) {
        const given = token ?? name;
        if (typeof given !== "string" || (token !== undefined && name !== undefined)) return refuse(400, 'Write {"token": "the token itself"}, or {"name": "…"} for all tokens of that name.');
        const all = mock().tokens();
        const found = all.filter((one) => (token === undefined ? one.name : one.value) === given);
        const names = [...new Set(all.map((one) => one.name))].join(", ") || "none";
        if (found.length === 0) return refuse(404, `No such token was given out. Names of those that were: ${names}. /_mock/tokens?secrets=show lists them.`);
        if (token === undefined) mock().revokeAll(given);
        else mock().revoke(given);
        return reply({ revoked: found.filter(({ state }) => state !== "revoked").length });
      },
    },
    "/_mock/respond-once": {
      POST(_query, body) {
        const planned = readPlanned(body);
        if (typeof planned === "string") return refuse(400, planned);
        try {
          mock().respondOnce(planned.operationId, planned.response);
        } catch (error) {
          return refuse(404, (error as Error).message);
        }
        return reply();
      },
    },
  };

  return ({ method, path: written, query, headers, body }) => {
    const path = written.replace(/^\/{2,}/, "/");
    if (!isControl(path)) return undefined;
    if (isForeign(headers)) return refuse(403, "A page of another origin may not steer this mock. Call it from a test or a shell.");
    const acts = routes[path];
    if (!acts) return refuse(404, `There are: ${Object.keys(routes).join(", ")}.`);
    const verb = method === "HEAD" ? "GET" : method;
    const act = Object.hasOwn(acts, verb) ? acts[verb] : undefined;
    if (!act) return refuse(405, `Use ${Object.keys(acts).join(" or ")} here.`, [["allow", Object.keys(acts).join(", ")]]);
    if (Buffer.byteLength(body) > bodyLimit) return refuse(413, "A body has at most 1 MiB here.");
    const read = method === "POST" ? readObject(body) : {};
    if (!read) return refuse(400, "The body is no JSON object.");
    const known = Object.keys(members[path] ?? {});
    const unknown = Object.keys(read).find((name) => !known.includes(name));
    if (unknown !== undefined) return refuse(400, `The body has a member that is not known here. There are: ${known.join(", ")}.`);
    const outgoing = act(new URLSearchParams(query), read);
    return method === "HEAD" ? { ...outgoing, body: "" } : outgoing;
  };
}

/** What each body may have, as the API's own document says. */
const members: Readonly<Record<string, object | undefined>> = Object.fromEntries(
  Object.entries<any>(controlDocument.paths).map(([path, item]) => [path, item.post?.requestBody.content["application/json"].schema.properties]),
);

function isControl(path: string): boolean {
  return path === "/_mock" || path.startsWith("/_mock/");
}

/** A browser says for whom it calls: by Origin, and by Sec-Fetch-Site where it sends no Origin. */
function isForeign({ origin, host, "sec-fetch-site": site }: Incoming["headers"]): boolean {
  if (origin !== undefined && origin.toLowerCase() !== `http://${host?.toLowerCase()}`) return true;
  return site !== undefined && site !== "same-origin" && site !== "none";
}

function readObject(body: string): Read | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Read) : undefined;
  } catch {
    return undefined;
  }
}

function shows(query: URLSearchParams): boolean {
  return query.get("secrets") === "show";
}

function cut<T extends { readonly body: string }>(side: T): T {
  return side.body.length > shown ? { ...side, body: `${side.body.slice(0, shown)}…` } : side;
}
