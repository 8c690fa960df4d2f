import { connect } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { startAuthMock } from "../../src/start.ts";
import { limits } from "../../src/server.ts";
import { createChance, makeBytes } from "./requests.ts";

/** What a mock did with many malformed requests. */
export interface Survived {
  readonly sent: number;
  /** Connections with at least one answer, by the status of the first. */
  readonly answered: Readonly<Record<string, number>>;
  /** Connections that the mock ended without a word. */
  readonly ended: number;
  /** Connections that it neither answered nor ended by the deadline. */
  readonly hung: number;
  /** Errors that nobody caught. */
  readonly crashes: number;
  /** The answer to a good request afterwards. */
  readonly after: number;
  /** Bytes of heap that are held more after all than after the first fifth, garbage collected. */
  readonly growth: number;
}

/** Tight, so that a connection that says no more is ended soon. */
const tight = { headersTimeout: 400, requestTimeout: 600, connectionsCheckingInterval: 100, keepAliveTimeout: 50 };
/** In ms: far beyond all of these. */
const deadline = 20_000;
const atOnce = 250;

/** Sends so many malformed requests to a mock in this process. The same seed sends the same bytes. */
export async function storm(count: number, seed: number): Promise<Survived> {
  const mock = await startTight();
  let crashes = 0;
  const crash = (error: unknown): void => {
    crashes += 1;
    console.error(error);
  };
  process.on("uncaughtException", crash).on("unhandledRejection", crash);
  const answered: Record<string, number> = {};
  let [ended, hung, sent] = [0, 0, 0];
  const chance = createChance(seed);
  const send = async (until: number): Promise<void> => {
    while (sent < until) {
      sent += 1;
      const heard = await sendOne(mock.url, makeBytes(chance), chance());
      if (heard === undefined) hung += 1;
      else if (heard === "") ended += 1;
      else answered[heard] = (answered[heard] ?? 0) + 1;
    }
  };
  const sendAll = (until: number): Promise<void[]> => Promise.all(Array.from({ length: atOnce }, () => send(until)));
  try {
    await sendAll(Math.floor(count / 5));
    const before = heap();
    await sendAll(count);
    const growth = heap() - before;
    const after = await fetch(`${mock.url}/broken`);
    return { sent, answered, ended, hung, crashes, after: after.status, growth };
  } finally {
    process.off("uncaughtException", crash).off("unhandledRejection", crash);
    await mock.close();
  }
}

async function startTight(): ReturnType<typeof startAuthMock> {
  const usual = { ...limits };
  try {
    Object.assign(limits, tight);
    return await startAuthMock({ spec: new URL("../fixtures/notes.openapi.yaml", import.meta.url) });
  } finally {
    Object.assign(limits, usual);
  }
}

/** The status of the first answer, empty without one; undefined when the connection was still open at the deadline. */
function sendOne(url: string, bytes: Buffer, manner: number): Promise<string | undefined> {
  return new Promise((done) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let head = "";
    const finish = (isOver: boolean): void => {
      clearTimeout(late);
      socket.destroy();
      done(isOver ? (/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? "") : undefined);
    };
    const late = setTimeout(() => finish(false), deadline);
    socket.on("data", (chunk: Buffer) => (head.length < 15 ? (head += chunk.toString("latin1", 0, 15)) : undefined));
    socket.on("error", () => undefined);
    socket.on("close", () => finish(true));
    // Most stay on the line, some hang up half, some at once.
    if (manner < 0.7) socket.write(bytes);
    else if (manner < 0.95) socket.end(bytes);
    else socket.write(bytes, () => socket.resetAndDestroy());
  });
}

function heap(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let count = 0; count < 3; count += 1) collect();
  return process.memoryUsage().heapUsed;
}
