import { authFetch, createSession, isAuthError, type Session, type TokenRecord } from "@freshkey/auth-runtime";
import { below, chance, dice, pick, type Dice } from "../dice.ts";
import { chainOf, type Credentials, type Rotation } from "./chains.ts";
import { openServer, type Server } from "./server.ts";
import { openShelf, type Shelf } from "./store.ts";
import { answerOf, maybeSent, wireOf, type WireFault } from "./wire.ts";
import { openWorld, type Body, type World } from "./world.ts";

export interface Process {
  readonly body: Body;
  readonly session: Session;
  readonly user: string;
  readonly get: (path: string) => Promise<Response>;
  /** The epoch of the first record it saw. */
  epoch: number | undefined;
}

/** Whoever waits for an answer of a session. */
interface Caller {
  readonly of: Process;
  readonly since: number;
  readonly what: string;
}

/** All that a schedule plays with. */
export interface Stage {
  readonly roll: Dice;
  readonly world: World;
  readonly server: Server;
  readonly shelf: Shelf;
  readonly rotation: Rotation;
  readonly links: 1 | 2 | 3;
  readonly lifetime: number;
  readonly tellsAge: boolean;
  readonly users: readonly string[];
  readonly shape: string;
  readonly latest: Record<string, string>;
  readonly violations: string[];
  bad(what: string): void;
  readonly tally: Record<"faults" | "calls" | "maybe" | "kills" | "crashes" | "rollBacks" | "storeFaults" | "passwords" | "pauses", number>;
  /** What changes: no more faults; until when the store refuses writes, and everything; who runs. */
  readonly now: { calm: boolean; readOnlyUntil: number; downUntil: number; processes: Process[] };
  born(user: string): Process;
  readonly open: Set<Caller>;
  readonly signedOut: Set<string>;
  track(of: Process, what: string, work: Promise<unknown>): Promise<unknown>;
}

/** Draws the chain, the vendor, the store and the processes of a schedule. */
export function openStage(seed: number): Stage {
  const roll = dice(seed);
  const world = openWorld(roll);
  const rotation = pick<Rotation>(roll, ["strict", "strict", "strict", { grace: 30 }, "none"]);
  const links = pick(roll, [1, 2, 2, 2, 3] as const);
  const lifetime = pick(roll, [40, 120, 600, 3600]);
  const users = chance(roll, 0.15) ? ["ada", "eve"] : ["ada"];
  const count = 1 + below(roll, 4);
  const tellsAge = chance(roll, 0.8);
  const watched = chance(roll, 0.6);
  const chain = chainOf({ rotation, links, lifetime });
  const server = openServer(
    () => world.now,
    rotation,
    lifetime,
    (note) => world.steps.push(`${world.now} - ${note}`),
  );
  const shelf = openShelf(world, { tellsAge, watched });
  const violations: string[] = [];
  const bad = (what: string) => void violations.push(`${world.now} ${what}`);
  const tally = { faults: 0, calls: 0, maybe: 0, kills: 0, crashes: 0, rollBacks: 0, storeFaults: 0, passwords: 0, pauses: 0 };
  const rates = { wire: pick(roll, [0, 0.1, 0.3]), store: pick(roll, [0, 0, 0.05, 0.2]) };
  const now: Stage["now"] = { calm: false, readOnlyUntil: 0, downUntil: 0, processes: [] };
  let serial = 0;
  const latest: Record<string, string> = {};
  for (const user of users) server.password[user] = latest[user] = `secret-${user}-0`;

  shelf.fault = (call, _by, record) => {
    if (now.calm) return undefined;
    const down = world.now < now.downUntil || (call === "swap" && world.now < now.readOnlyUntil);
    if (!down && !chance(roll, rates.store)) return undefined;
    tally.storeFaults += 1;
    tally.faults += 1;
    return down ? "refused" : record || call === "load" ? pick(roll, ["refused", "lost", "lost", "late"] as const) : undefined;
  };
  const everyone = new Map<Body, Process>();
  const spent = (record: TokenRecord) => server.refreshes.get(record.tokens["refresh"]?.value ?? "")?.state === "spent";
  shelf.onWrite = (key, record, before, by) => {
    const process = everyone.get(by);
    const user = process?.user as string;
    if (!key.includes(`"${user}"`)) bad(`${by.name} writes to another's record`);
    for (const name in record.tokens) {
      const token = record.tokens[name];
      const old = before?.tokens[name];
      if (before && before.epoch === record.epoch && (token?.generation ?? 0) < (old?.generation ?? 0)) bad(`regression of ${name}: ${old?.generation} -> ${token?.generation} by ${by.name}`);
      if (token?.value && !token.value.includes(`-${user}-`)) bad(`${by.name} writes another's token`);
    }
    if (before && record.epoch < before.epoch) bad(`the epoch goes back, by ${by.name}`);
    if (process && process.epoch !== undefined && record.epoch > process.epoch && Object.values(record.tokens).some((one) => one.value)) bad(`resurrection after sign-out, by ${by.name}`);
    if (rotation === "strict" && tally.rollBacks === 0 && !record.intent && spent(record)) bad(`dead and unmarked: ${record.tokens["refresh"]?.value}, by ${by.name}`);
  };

  function born(user: string): Process {
    serial += 1;
    const body = world.body(`p${serial}`, (roll() - 0.5) * 600_000);
    const store = shelf.seenBy(body);
    const fault = (): WireFault => {
      if (now.calm || !chance(roll, rates.wire)) return undefined;
      tally.faults += 1;
      const one = pick<WireFault>(roll, ["unsent", ...maybeSent]);
      if (one !== "unsent") tally.maybe += 1;
      return one;
    };
    const credentials = chance(roll, 0.5) ? async (): Promise<Credentials> => ({ username: user, password: latest[user] as string }) : { username: user, password: latest[user] as string };
    const session = createSession(chain, {
      credentials,
      clock: body.clock,
      fetch: wireOf(world, body, server, fault, roll),
      store: {
        ...store,
        load: async (key) => {
          const found = await store.load(key);
          process.epoch ??= found?.record.epoch ?? 0;
          return found;
        },
      },
    });
    const api: typeof fetch = (_, init) =>
      new Promise((resolve) => {
        const token = new Headers(init?.headers).get("authorization") ?? "";
        world.later(
          "call judged",
          undefined,
          () => {
            const owner = server.owner(token);
            if (owner && owner !== user) bad(`${body.name} of ${user} was served ${owner}'s token`);
            world.later(owner ? "200" : "401", body, () => resolve(answerOf(owner ? 200 : 401, "{}")), 3000);
          },
          1000,
        );
      });
    const send = authFetch(session, { fetch: api, clock: body.clock });
    const process: Process = { body, session, user, get: (path) => send(`https://api.example.com${path}`), epoch: undefined };
    everyone.set(body, process);
    return process;
  }

  now.processes = Array.from({ length: count }, (_, index) => born(users[index % users.length] as string));
  const open = new Set<Caller>();
  const signedOut = new Set<string>();
  const track = (of: Process, what: string, work: Promise<unknown>) => {
    const one = { of, since: world.now, what };
    open.add(one);
    return work.then(
      (value) => {
        open.delete(one);
        return value;
      },
      (error: unknown) => {
        open.delete(one);
        if (!isAuthError(error)) bad(`untyped: ${String(error)} ${(error as Error).stack?.split("\n")[1]}`);
        return error;
      },
    );
  };
  const shape = `${JSON.stringify(rotation)} links ${links} life ${lifetime} processes ${count} users ${users.length} age ${tellsAge} watch ${watched} wire ${rates.wire} store ${rates.store}`;
  return { roll, world, server, shelf, rotation, links, lifetime, tellsAge, users, shape, latest, violations, bad, tally, now, born, open, signedOut, track };
}
