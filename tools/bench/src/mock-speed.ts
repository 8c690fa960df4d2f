import { fork } from "node:child_process";
import { Agent } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadProgram, send, type Load, type LoadOrder, type Shot } from "./mock-load.ts";
import { ask, cpuOf, mockFile, residentOf, specFile, startMock, startPrism, type Peer } from "./mock-peers.ts";
import { printTable } from "./table.ts";

interface Case {
  readonly spec: string;
  readonly title: string;
  readonly login: Shot;
  /** Reads the token out of the login's answer. */
  readonly member: string;
  readonly data: Omit<Shot, "headers">;
}

const json = { "content-type": "application/json" };
const cases: readonly Case[] = [
  {
    spec: "simacan",
    title: "PUT trips",
    login: { method: "POST", path: "/auth/password", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "username=ada&password=fake" },
    member: "access_token",
    data: { method: "PUT", path: "/trips/insertOrUpdate", body: '{"trips":[{"tripId":"trip-1","actions":[{"stopId":"stop-1","type":"LOADING"},{"stopId":"stop-2","type":"UNLOADING"}]}]}' },
  },
  {
    spec: "flexcharge",
    title: "GET order",
    login: { method: "POST", path: "/oauth2/token", headers: json, body: '{"AppKey":"key-1","AppSecret":"fake"}' },
    member: "accessToken",
    data: { method: "GET", path: "/orders/order-1", body: "" },
  },
];

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    ms: { type: "string", default: "2000" },
    connections: { type: "string", default: "8" },
    source: { type: "boolean", default: false },
    "in-process": { type: "string" },
  },
});
const source = values.source;

function shotOf({ data, member }: Case, loggedIn: string): Shot {
  const token = (JSON.parse(loggedIn) as Record<string, string>)[member];
  return { ...data, headers: { ...(data.body !== "" && json), authorization: `Bearer ${token}` } };
}

/** In a child process: the mock's fetch alone, as often as it goes. */
async function serveOrders(one: Case): Promise<void> {
  const { startAuthMock } = (await import(mockFile("index", source).href)) as { startAuthMock(options: { spec: string }): Promise<{ fetch: typeof fetch }> };
  const mock = await startAuthMock({ spec: specFile(one.spec) });
  const play = async ({ method, path, headers, body }: Shot): Promise<{ status: number; text: string }> => {
    const answer = await mock.fetch(`http://mock.example${path}`, { method, headers, ...(body !== "" && { body }) });
    return { status: answer.status, text: await answer.text() };
  };
  const shot = shotOf(one, (await play(one.login)).text);
  process.on("message", async ({ ms, connections }: LoadOrder) => {
    const began = performance.now();
    let [count, wrong] = [0, 0];
    const work = async (): Promise<void> => {
      while (performance.now() - began < ms) {
        if ((await play(shot)).status !== 200) wrong += 1;
        count += 1;
      }
    };
    await Promise.all(Array.from({ length: connections }, work));
    process.send?.({ perSecond: (count / (performance.now() - began)) * 1000, wrong } satisfies Load);
  });
  process.on("disconnect", () => process.exit());
  process.send?.("ready");
}

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;

interface Seen {
  readonly perSecond: number[];
  /** ms of CPU per request, of the process that answers. */
  readonly cpu: number[];
}

async function measure(one: Case): Promise<string[][]> {
  const stops: (() => void)[] = [];
  try {
    const spec = specFile(one.spec);
    const peers: Peer[] = [];
    for (const starting of [() => startPrism(spec), () => startMock(spec, source)]) {
      const peer = await starting();
      stops.push(peer.stop);
      peers.push(peer);
    }
    const [prism, mock] = peers as [Peer, Peer];
    const forked = (file: string, args: readonly string[]) => {
      const child = fork(file, args, { execArgv: source ? ["--conditions=@freshkey/source"] : [] });
      stops.push(() => void child.kill());
      return child;
    };
    const load = forked(loadProgram, []);
    const inside = forked(fileURLToPath(import.meta.url), ["--in-process", one.spec, ...(source ? ["--source"] : [])]);
    await new Promise((done) => inside.once("message", done));
    const agent = new Agent();
    const shot = shotOf(one, (await send(agent, mock.url, one.login)).text);
    const order = { shot, connections: Number(values.connections), ms: Number(values.ms) };

    const ways: readonly { readonly pid: number; run(ms: number): Promise<Load>; readonly seen: Seen }[] = [
      { pid: prism.pid, run: (ms) => ask<Load>(load, { ...order, ms, url: prism.url }), seen: { perSecond: [], cpu: [] } },
      { pid: mock.pid, run: (ms) => ask<Load>(load, { ...order, ms, url: mock.url }), seen: { perSecond: [], cpu: [] } },
      { pid: inside.pid as number, run: (ms) => ask<Load>(inside, { ...order, ms, url: "" }), seen: { perSecond: [], cpu: [] } },
    ];
    for (const { run } of ways) await run(order.ms);
    for (let round = 0; round < Number(values.rounds); round++)
      // Forth and back: what slows the machine down for a while strikes all of them.
      for (const { pid, run, seen } of round % 2 === 0 ? ways : ways.toReversed()) {
        const before = cpuOf(pid);
        const { perSecond, wrong } = await run(order.ms);
        if (wrong > 0) throw new Error(`${wrong} answers of ${one.title} were not 200.`);
        seen.perSecond.push(perSecond);
        seen.cpu.push(((cpuOf(pid) - before) * 1_000_000) / (perSecond * order.ms));
      }
    const [theirs] = ways.map(({ seen }) => seen) as [Seen];
    const of = (pick: (seen: Seen) => readonly number[]) => (seen: Seen) => median(pick(seen).map((value, round) => value / (pick(theirs)[round] ?? Number.NaN)));
    const names = ["prism mock, TCP", "auth-mock, TCP", "auth-mock, mock.fetch"];
    return ways.map(({ pid, seen }, index) => [
      `${one.title}: ${names[index]}`,
      median(seen.perSecond).toFixed(0),
      index === 0 ? "" : of(({ perSecond }) => perSecond)(seen).toFixed(2),
      ["", "0.90", "2.50"][index] ?? "",
      median(seen.cpu).toFixed(2),
      index === 0 ? "" : (1 / of(({ cpu }) => cpu)(seen)).toFixed(2),
      peers[index] ? peers[index].ready.toFixed(0) : "",
      residentOf(pid).toFixed(0),
    ]);
  } finally {
    for (const stop of stops) stop();
  }
}

const wanted = cases.find(({ spec }) => spec === values["in-process"]);
if (wanted) await serveOrders(wanted);
else {
  console.log(
    `auth-mock (${source ? "source" : "dist"}) beside \`prism mock -v silent\`, Node ${process.version}: the same document, request and load in one run, ${values.connections} kept connections, medians of ${values.rounds} rounds of ${values.ms} ms.`,
  );
  console.log(
    'Requests per second are of this machine, now. A ratio is the median of the rounds\' ratios; "per CPU s" is the same ratio of requests per second of CPU of the process that answers: on a busy machine it is the one to look at.\n',
  );
  const rows: string[][] = [];
  for (const one of cases) rows.push(...(await measure(one)));
  printTable(["", "requests/s", "ratio", "target >=", "CPU ms each", "per CPU s", "ready ms", "RSS MB"], rows);
}
