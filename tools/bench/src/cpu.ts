import { parseArgs } from "node:util";
import { createApiClient, createSession, type Operations, type ServerRule, type TokenChain } from "@freshkey/auth-runtime";
import createClient from "openapi-fetch";
import { printTable } from "./table.ts";

/** One small API: a path, a query, a JSON body. */
interface paths {
  "/orders/{orderId}": {
    get: {
      parameters: { path: { orderId: string }; query?: { page?: number; expand?: string } };
      responses: { 200: { content: { "application/json": { ok: boolean } } } };
    };
  };
  "/orders": {
    post: {
      requestBody: { content: { "application/json": { amount: number; currency: string; items: string[] } } };
      responses: { 200: { content: { "application/json": { ok: boolean } } } };
    };
  };
}

const base = "https://api.example.com/v1";
const token = "fake-token-".padEnd(600, "0123456789abcdef");
const servers: readonly ServerRule[] = [{ production: base }];
const operations: Operations = {
  "GET /orders/{orderId}": { security: [["bearer"]] },
  "POST /orders": { security: [["bearer"]] },
};
const chain: TokenChain<{ readonly username: string; readonly password: string }> = {
  name: "bench",
  servers,
  credentials: ["username", "password"],
  principal: ["username"],
  tokens: { accessToken: { lifetime: 3600 }, refreshToken: { lifetime: 86_400, rotation: "strict", renew: "onRefusal" } },
  schemes: { bearer: { token: "accessToken", header: (value) => ["authorization", `Bearer ${value}`] } },
  grants: [
    {
      method: "POST",
      path: "/token",
      credentials: ["username", "password"],
      refusedBy: { 401: "credentials" },
      body: ({ credentials }) => ({ ...credentials }),
      outputs: { accessToken: ({ body }) => body.access_token, refreshToken: ({ body }) => body.refresh_token },
      expiresIn: { accessToken: () => 3600 },
    },
  ],
};

/** A Response whose body can be read again and again: so that reading it costs next to nothing. */
function answer(body: unknown): Response {
  const text = JSON.stringify(body);
  const response = new Response(text, { headers: { "content-type": "application/json" } });
  return Object.assign(response, { text: async () => text, json: async () => body });
}

const ok = answer({ ok: true });
type Stub = typeof fetch;
/** Does nothing: what is left is the client. */
const idle: Stub = async () => ok;
/** Builds the one Request that every real fetch builds. */
const building: Stub = async (input, init) => (new Request(input, init), ok);

const get = { params: { path: { orderId: "4711" }, query: { page: 2, expand: "items" } } } as const;
const post = { body: { amount: 12.5, currency: "EUR", items: ["one", "two"] } };

type Calls = Readonly<Record<"GET" | "POST", () => Promise<unknown>>>;

function bare(fetch: Stub): Calls {
  const client = createClient<paths>({ baseUrl: base, fetch, headers: { authorization: `Bearer ${token}` } });
  return { GET: () => client.GET("/orders/{orderId}", get), POST: () => client.POST("/orders", post) };
}

async function ours(fetch: Stub): Promise<Calls> {
  const login: Stub = async () => new Response(JSON.stringify({ access_token: token, refresh_token: "fake-refresh-token" }), { headers: { "content-type": "application/json" } });
  const session = createSession(chain, { credentials: { username: "bench", password: "fake-password" }, fetch: login });
  await session.getToken();
  const client = createApiClient<paths>({ session, operations, servers, fetch });
  return { GET: () => client.GET("/orders/{orderId}", get), POST: () => client.POST("/orders", post) };
}

interface Row {
  readonly name: string;
  readonly call: () => Promise<unknown>;
  readonly samples: number[];
}

const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

async function sample({ call }: Row, calls: number): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < calls; index++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

/** µs of CPU per call of each row, all threads: the 20th percentile of rounds that run every row, in random order. Noise only adds. */
async function measure(rows: readonly Row[], rounds: number, calls: number): Promise<ReadonlyMap<string, number>> {
  for (let round = -Math.ceil(rounds / 10); round < rounds; round++)
    for (const row of shuffled(rows)) {
      const took = await sample(row, calls);
      if (round >= 0) row.samples.push(took);
    }
  return new Map(rows.map(({ name, samples }) => [name, samples.sort((a, b) => a - b)[Math.floor(samples.length / 5)] ?? Number.NaN]));
}

const { values } = parseArgs({ options: { rounds: { type: "string", default: "60" }, calls: { type: "string", default: "1500" } } });
const stubs = { idle, building };
const rows: Row[] = [];
for (const [stub, fetch] of Object.entries(stubs))
  for (const [client, calls] of Object.entries({ bare: bare(fetch), again: bare(fetch), ours: await ours(fetch) }))
    for (const [method, call] of Object.entries(calls)) rows.push({ name: `${stub} ${client} ${method}`, call, samples: [] });

const built = import.meta.resolve("@freshkey/auth-runtime").includes("/dist/");
console.log(`CPU per call on a stub fetch, 600-character token, Node ${process.version}, runtime from ${built ? "dist" : "source"}. Times are of this machine, now; compare ratios.`);
console.log("'again' is the same peer a second time: how far its ratio is from 1 is the noise.\n");
const times = await measure(rows, Number(values.rounds), Number(values.calls));
const targets: Readonly<Record<string, string>> = { "idle GET": "0.65", "idle POST": "0.50" };
const shown = Object.entries({ idle: "client alone", building: "with the Request of a real fetch" }).flatMap(([stub, title]) =>
  ["GET", "POST"].map((method) => {
    const [peer, again, own] = ["bare", "again", "ours"].map((client) => times.get(`${stub} ${client} ${method}`) ?? Number.NaN) as [number, number, number];
    return [`${method}, ${title}`, peer.toFixed(2), own.toFixed(2), (own / peer).toFixed(2), targets[`${stub} ${method}`] ?? "", (again / peer).toFixed(2)];
  }),
);
printTable(["", "openapi-fetch µs", "ours µs", "ratio", "target <=", "again"], shown);
