import { Agent } from "node:http";
import { parseArgs } from "node:util";
import { send, type Shot } from "./mock-load.ts";
import { mockFile, specFile } from "./mock-peers.ts";

/** The least of what `startAuthMock` returns. */
interface Mock {
  readonly url: string;
  readonly fetch: typeof fetch;
  advance(ms: number): void;
  close(): Promise<void>;
}

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "100000" },
    every: { type: "string", default: "10000" },
    connections: { type: "string", default: "8" },
    /** Bytes that a request may leave behind, on average, after the first tenth. */
    most: { type: "string", default: "16" },
    /** `fetch` or `tcp`; absent: both. */
    only: { type: "string" },
    source: { type: "boolean", default: false },
  },
});
const [requests, every, connections, most] = [values.requests, values.every, values.connections, values.most].map(Number) as [number, number, number, number];
const collect = globalThis.gc;
if (!collect) throw new Error("Run it with node --expose-gc.");

/** All that is alive, in bytes: the heap and what buffers hold outside of it. */
async function held(): Promise<number> {
  // What a closing request still holds is let go in the turns of the loop after it.
  for (let round = 0; round < 3; round++) {
    await new Promise((done) => setTimeout(done, 20));
    collect?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Bytes per request by least squares: one odd value does not make a slope. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (pick: (point: readonly [number, number]) => number): number => points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [middleX, middleY] = [mean(([x]) => x), mean(([, y]) => y)];
  return points.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0) / points.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
}

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** One caller of Simacan's: a token dies, is renewed, is used, its login ends, and so on. Every second request asks for tokens. */
async function call(mock: Mock, play: (shot: Shot) => Promise<{ status: number; text: string }>, account: number, count: () => number | undefined): Promise<void> {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  let tokens: Tokens | undefined;
  for (let turn = 0; ; turn++) {
    const made = count();
    if (made === undefined) return;
    if (tokens === undefined || turn % 2 === 0) {
      // Each tenth renewal is a fresh login of somebody else, so that old families stay behind.
      const fresh = tokens === undefined || turn % 50 === 0;
      const shot = fresh ? { path: "/auth/password", body: `username=user-${account}-${turn}&password=fake` } : { path: "/auth/refresh", body: `refresh_token=${tokens?.refresh_token}` };
      const { status, text } = await play({ method: "POST", headers: form, ...shot });
      tokens = status === 200 ? (JSON.parse(text) as Tokens) : undefined;
      // Tokens that nobody renews die of it.
      mock.advance(120_000);
      continue;
    }
    const headers = { "content-type": "application/json", authorization: `Bearer ${tokens.access_token}` };
    await play({
      method: "PUT",
      path: "/trips/insertOrUpdate",
      headers,
      body: `{"trips":[{"tripId":"trip-${made}","actions":[{"stopId":"stop-1","type":"LOADING"},{"stopId":"stop-2","type":"UNLOADING"}]}]}`,
    });
  }
}

async function soak(inProcess: boolean): Promise<number> {
  const { startAuthMock } = (await import(mockFile("index", values.source).href)) as { startAuthMock(options: { spec: string }): Promise<Mock> };
  const mock = await startAuthMock({ spec: specFile("simacan") });
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const statuses = new Map<number, number>();
  const play = async (shot: Shot): Promise<{ status: number; text: string }> => {
    const answer = inProcess ? await viaFetch(mock, shot) : await send(agent, mock.url, shot);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    return answer;
  };
  console.log(`\n${inProcess ? "mock.fetch" : "TCP"}: requests, MB held`);
  const points: [number, number][] = [];
  let made = 0;
  for (let until = every; until <= requests; until += every) {
    await Promise.all(Array.from({ length: connections }, (_, account) => call(mock, play, account + until, () => (made < until ? ++made : undefined))));
    const bytes = await held();
    points.push([made, bytes]);
    console.log(`${String(made).padStart(9)}  ${(bytes / 1_000_000).toFixed(2)}`);
  }
  agent.destroy();
  await mock.close();
  const bytes = slope(points);
  console.log(`Answers: ${[...statuses].map(([status, count]) => `${count} x ${status}`).join(", ")}.`);
  console.log(`${bytes.toFixed(1)} bytes per request after the first ${every}; the most is ${most}.`);
  return bytes;
}

async function viaFetch(mock: Mock, { method, path, headers, body }: Shot): Promise<{ status: number; text: string }> {
  const answer = await mock.fetch(`http://mock.example${path}`, { method, headers, body });
  return { status: answer.status, text: await answer.text() };
}

console.log(`${requests} requests to one auth-mock (${values.source ? "source" : "dist"}), tokens dying and renewed, Node ${process.version}: what it holds after a garbage collection.`);
const slopes: number[] = [];
for (const way of ["fetch", "tcp"]) if (values.only === undefined || values.only === way) slopes.push(await soak(way === "fetch"));
if (slopes.some((bytes) => !(bytes < most))) {
  console.error("The mock's memory grows.");
  process.exitCode = 1;
}
