import { callThrough } from "./availability.ts";
import { crash, type Crash, type Wishes } from "./crash.ts";
import { exitWithOpenSession } from "./exit.ts";
import { callFresh, compareSwap } from "./fast.ts";
import { liveThrough } from "./lives.ts";
import { oncePerExpiry } from "./once.ts";
import { takeover } from "./takeover.ts";

/** What a program found: the figures, those that are told in a line, and what is not as promised. */
export interface Found {
  readonly figures: unknown;
  readonly told: string;
  readonly wrong: readonly string[];
}

export interface Program {
  readonly name: string;
  readonly promise: string;
  readonly needsRedis?: boolean;
  /** `share`: 1 for the whole run, less for a part of it. */
  run(share: number, seed: number, tell: (line: string) => void): Promise<Found>;
}

const part = (whole: number, share: number, least = 1): number => Math.max(least, Math.round(whole * share));

/** What is not as it should be: each figure that is not what it must be, by name. */
function unlike(is: object, must: Readonly<Record<string, number>>): string[] {
  return Object.entries(must).flatMap(([name, wanted]) => {
    const value = (is as Record<string, unknown>)[name];
    return value === wanted ? [] : [`${name} is ${String(value)}, not ${wanted}`];
  });
}

const once = (kind: "file" | "redis"): Program => ({
  name: `once-${kind}`,
  promise: `one renewal per expiry, 8 processes on one ${kind === "file" ? "folder" : "Redis"}`,
  needsRedis: kind === "redis",
  async run(share, _, tell) {
    const expiries = part(1000, share);
    const figures = await oncePerExpiry(kind, 8, expiries, (done) => tell(`${done} expiries`));
    return {
      figures,
      told: `${figures.expiries} expiries: ${figures.renewals} renewals, ${figures.logins} login, ${figures.failed} of ${figures.calls} calls failed`,
      wrong: unlike(figures, { renewals: expiries, logins: 1, failed: 0, alarms: 0, apart: 0, degraded: 0, printed: 0 }),
    };
  },
});

/** What must hold after any crash. */
function judge(figures: Crash, kills: number): string[] {
  const { rotation, restarts, alarms, logins, inWindow, stops, late, failed, printed, tooMany, degraded } = figures;
  return [
    ...unlike(figures, { killed: kills, unreadable: 0, regressions: 0 }),
    ...failed,
    ...printed,
    ...tooMany,
    ...(restarts === 0 && late !== stops ? [`${late} late writes refused, of ${stops}`] : []),
    ...(alarms > restarts ? [`${alarms} reuse alarms`] : []),
    ...(degraded > 0 && restarts === 0 ? [`the store failed ${degraded} times`] : []),
    ...(restarts === 0 && logins > (rotation === "grace" ? 0 : inWindow + stops) ? [`${logins} logins, ${inWindow} killed and ${stops} stopped in the window`] : []),
  ];
}

const crashing = (name: string, promise: string, kills: number, wishes: Omit<Wishes, "kills" | "seed">): Program => ({
  name: `crash-${name}`,
  promise,
  needsRedis: wishes.kind === "redis",
  async run(share, seed, tell) {
    const all = part(kills, share, 3);
    const figures = await crash({ ...wishes, kills: all, seed, ...(wishes.restarts && { restarts: part(wishes.restarts, share) }), tell: (killed) => tell(`${killed} killed`) });
    const { killed, inWindow, stops, late, restarts, logins, alarms, unreadable, regressions, calls } = figures;
    return {
      figures,
      told: `${killed} x kill -9 (${inWindow} in the window), ${stops} x SIGSTOP (${late} late writes refused)${restarts ? `, ${restarts} restarts` : ""}: ${unreadable} unreadable, ${regressions} regressions, ${alarms} alarms, ${logins} logins more, ${figures.failed.length} of ${calls} calls failed`,
      wrong: judge(figures, all),
    };
  },
});

const taking = (kind: "file" | "redis"): Program => ({
  name: `takeover-${kind}`,
  promise: `a dead holder costs at most its intent and a second; late writes are refused (${kind})`,
  needsRedis: kind === "redis",
  async run(share) {
    const [deaths, stops] = [part(40, share, 2), part(100, share, 3)];
    const figures = await takeover(kind, deaths, stops);
    return {
      figures,
      told: `${figures.dead} dead: next success after ${figures.worst} ms at most; old token alive: ${figures.failed} of ${figures.calls} calls failed; ${figures.refused}/${figures.stopped} late writes refused`,
      wrong: [
        ...unlike(figures, { dead: deaths, failed: 0, waited: 0, stopped: stops, refused: stops, changed: 0, alarms: 0 }),
        ...(figures.worst > 16_000 ? [`${figures.worst} ms until the next success`] : []),
      ],
    };
  },
});

const calling = (rotation: "none" | "strict" | "grace"): Program => ({
  name: `availability-${rotation}`,
  promise: rotation === "strict" ? "a failing token endpoint: logins <= maybe-sent faults" : `a failing token endpoint: < 1 failed call in 100,000 (${rotation})`,
  async run(share, seed) {
    const figures = await callThrough(rotation, part(100_000, share), seed);
    const { lives, calls, failed, requests, troubles, logins, maybeSent, alarms } = figures;
    const rate = (failed / calls) * 100_000;
    // In a short run one bad minute weighs much.
    const most = share < 1 ? 10 : 1;
    return {
      figures: { ...figures, failedIn100000: rate },
      told: `${lives} lives, ${troubles} of ${requests} token requests in trouble: ${failed} of ${calls} calls failed (${rate.toFixed(3)} in 100,000), ${logins} logins, ${maybeSent} maybe sent`,
      wrong: [
        ...(alarms > 0 ? [`${alarms} alarms`] : []),
        ...(rotation !== "strict" && rate >= most ? [`${rate} failed calls in 100,000`] : []),
        ...(logins > maybeSent ? [`${logins} logins, ${maybeSent} maybe sent`] : []),
      ],
    };
  },
});

const living: Program = {
  name: "lives",
  promise: "a million lives: < 1 byte each, one timer at most",
  async run(share) {
    const lives = part(1_000_000, share);
    const figures = await liveThrough(lives);
    // A short run tells only whether something large stays.
    const most = share < 1 ? 200 : 1;
    return {
      figures,
      told: `${figures.lives} lives, ${figures.renewals} token requests: ${figures.bytesPerLife.toFixed(3)} bytes per life, ${figures.timers} timer at most, ${figures.left} left`,
      wrong: [
        ...unlike(figures, { renewals: lives, alarms: 0, left: 0 }),
        ...(figures.timers > 1 ? [`${figures.timers} timers at once`] : []),
        ...(figures.bytesPerLife >= most ? [`${figures.bytesPerLife} bytes per life`] : []),
      ],
    };
  },
};

const ending: Program = {
  name: "exit",
  promise: "an open session keeps no process alive",
  async run() {
    const figures = await exitWithOpenSession();
    return { figures, told: `the token was ${figures}, and the process ended by itself`, wrong: figures === "held" ? [] : [figures] };
  },
};

const fresh: Program = {
  name: "fast-path",
  promise: "a fresh token asks no store",
  async run(share) {
    const figures = await callFresh(part(100_000, share));
    return { figures, told: `${figures.calls} calls: ${figures.loads} loads, ${figures.swaps} swaps`, wrong: unlike(figures, { loads: 0, swaps: 0 }) };
  },
};

const swapping: Program = {
  name: "redis-swap",
  promise: "a Redis swap takes < 3 x a bare EVAL (a time: told, not judged)",
  needsRedis: true,
  async run(share) {
    const turns = part(5000, share, 200);
    const figures = { ioredis: await compareSwap(turns, "ioredis"), "node-redis": await compareSwap(turns, "node-redis") };
    const told = Object.entries(figures).map(([kind, { swap, bare, ratio }]) => `${kind}: swap ${swap} us, bare EVAL ${bare} us, ratio ${ratio}`);
    return { figures, told: told.join("; "), wrong: [] };
  },
};

const strays = 5_000;

/** All of them, the quick ones first. */
export const programs: readonly Program[] = [
  fresh,
  swapping,
  ending,
  ...(["none", "strict", "grace"] as const).map(calling),
  living,
  ...(["file", "redis"] as const).map(taking),
  ...(["file", "redis"] as const).map(once),
  crashing("file", "8 processes on one folder are killed: nothing is lost, 5,000 stray files do no harm", 250, { kind: "file", stray: strays }),
  crashing("redis", "8 processes on one Redis are killed: nothing is lost", 200, { kind: "redis" }),
  crashing("redis-restarts", "Redis is killed too, and comes back empty: at most one alarm each time", 50, { kind: "redis", restarts: 10 }),
  crashing("grace", "where a spent token is good for a minute more, no crash costs a login", 100, { kind: "file", rotation: "grace", skews: Array.from({ length: 8 }, () => 0) }),
];
