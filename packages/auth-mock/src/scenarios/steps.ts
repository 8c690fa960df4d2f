import { parseDuration } from "../duration.ts";
import { AuthMockError } from "../error.ts";
import type { Fault } from "../faults/fault.ts";
import type { Answer, DrivenClient } from "./driver.ts";
import type { Actions, Calls, Counted } from "./scenario.ts";
import { rest, type Begun, type Stage } from "./stage.ts";

/** Real ms that anything may take. */
const patience = 30_000;

type Acts = { readonly [Name in keyof Actions]: (stage: Stage, what: Actions[Name]) => Promise<readonly Answer[] | void> };

/** Does one step. Resolves to the answers of the calls that it waited for. */
export const acts: Acts = {
  async call(stage, what) {
    const calls: Calls = typeof what === "number" ? { times: what } : what;
    const begun = begin(stage, calls);
    if (calls.as === undefined) return inTime(begun.answers, "calls");
    stage.begun.set(calls.as, begun);
    // They are on their way when the next step begins.
    await rest(10);
    return undefined;
  },
  finish: (stage, name) => inTime((stage.begun.get(name) as Begun).answers, `the calls ${name}`),
  async abort(stage, name) {
    stage.begun.get(name)?.abort();
  },
  async waitFor(stage, counts) {
    const until = Date.now() + patience;
    for (;;) {
      const missing = Object.entries(counts).filter(([name, wanted]) => {
        const got = stage.witness.count(name as Counted) - (stage.since.get(name as Counted) ?? 0);
        return got < (typeof wanted === "number" ? wanted : (wanted.atLeast ?? 0));
      });
      if (missing.length === 0) break;
      if (Date.now() > until) throw new Error(`waited in vain for ${missing.map(([name]) => name).join(" and ")}`);
      await rest(5);
    }
    // The mock writes a request down before its answer is on its way.
    await rest(10);
  },
  rest: (_, ms) => rest(ms),
  async advance(stage, by) {
    const ms = typeof by === "string" ? (parseDuration(by) as number) : livesOf(stage, by);
    const clients = [...stage.clients.values()];
    // While calls are waiting time passes bit by bit: what one wait leads to may have to wait itself. Not so for processes of their own: their files take real time.
    const isBusy = [...stage.begun.values()].some(({ isOver }) => !isOver());
    const apart = clients.some(({ advanced }) => advanced);
    if (isBusy) await rest(apart ? 250 : 20);
    const pieces = isBusy && !apart ? 40 : 1;
    for (let piece = 0; piece < pieces; piece += 1) {
      stage.mock.advance(ms / pieces);
      const now = stage.mock.clock.now();
      await Promise.all(clients.map(async (client) => client.advanced?.(ms / pieces, now)));
      await rest(isBusy ? 1 : 5);
    }
  },
  async revoke({ mock, roles }, which) {
    const names = which === "access" ? [roles.access] : which === "refresh" ? [...roles.refresh] : which === "all" ? [undefined] : [which];
    for (const name of names) mock.revokeAll(name);
  },
  async fault(stage, { on, times, to, token, ...fault }) {
    const armed = stage.mock.fault({
      ...fault,
      ...(on !== undefined && { on: operationOf(stage, String(on)) }),
      ...(times !== undefined && { times: times === "always" ? Number.POSITIVE_INFINITY : times }),
      ...(to !== undefined && { to: stage.elsewhere }),
      ...(token !== undefined && { token: token === "access" ? stage.roles.access : token }),
    } as unknown as Fault);
    stage.armed.push(armed);
  },
  async endFaults({ armed }) {
    for (const fault of armed.splice(0)) fault.remove();
  },
  async respond(stage, { to, ...response }) {
    stage.mock.respondOnce(operationOf(stage, to), response);
  },
  signOut: async (stage, name) => [await inTime(act(stage.client(name), "signOut")(), "the sign-out")],
  kill: (stage, name) => stage.kill(name),
  open: (stage, name) => stage.open(name),
  freeze: async (stage, name) => act(stage.client(name), "freeze")(),
  thaw: async (stage, name) => act(stage.client(name), "thaw")(),
  breakStore: async (stage, { of, so }) => act(stage.client(of), "breakStore")(so),
  mendStore: async (stage, name) => act(stage.client(name), "mendStore")(),
};

function act<Name extends "signOut" | "freeze" | "thaw" | "breakStore" | "mendStore">(client: DrivenClient, name: Name): NonNullable<DrivenClient[Name]> {
  const found = client[name];
  if (!found) throw new AuthMockError(`The driver says that its clients can, but they have no ${name}.`);
  return (found as () => unknown).bind(client) as NonNullable<DrivenClient[Name]>;
}

function begin(stage: Stage, { times = 1, over = 0, inARow = false, by = "A", operation, body }: Calls): Begun {
  const aborting = new AbortController();
  const names = [by].flat();
  const one = (name: string): Promise<Answer> => {
    stage.calls += 1;
    return stage.client(name).call(stage.request(operation, `${name}/${stage.calls}`, body), aborting.signal);
  };
  const all = async (name: string): Promise<Answer[]> => {
    if (inARow) {
      const answers: Answer[] = [];
      for (let turn = 0; turn < times; turn += 1) answers.push(await one(name));
      return answers;
    }
    return Promise.all(Array.from({ length: times }, async (_, turn) => (over > 0 ? (await rest((over * turn) / times), one(name)) : one(name))));
  };
  const answers = Promise.all(names.map(all)).then((each) => each.flat());
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  // Calls of a killed client are never finished, and nobody waits for them.
  answers.then(end, end);
  return { answers, isOver: () => isOver, abort: () => aborting.abort() };
}

function livesOf({ roles }: Stage, { lives = 0, refreshLives = 0 }: { readonly lives?: number; readonly refreshLives?: number }): number {
  const [refresh = ""] = roles.refresh;
  const [name, times] = lives > 0 ? [roles.access, lives] : [refresh, refreshLives];
  const life = roles.lifetime(name);
  if (life === undefined) throw new AuthMockError(`The token ${JSON.stringify(name)} has no lifetime in the document. Advance by a duration.`);
  return Math.ceil(life * times);
}

/** An operation by its role in the chain, or what the mock takes as it is. */
function operationOf({ roles }: Stage, word: string): string {
  const known = roles.operations as Readonly<Record<string, readonly string[]>>;
  return known[word]?.[0] ?? word;
}

async function inTime<T>(work: T | Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${what} did not come to an end`)), patience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
