import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { AuthMockError } from "../error.ts";
import type { Ability, Answer, DrivenClient, Driver, Opening } from "./driver.ts";
import type { DataRequest } from "./request.ts";

/** Real ms for what needs no network. */
const patience = 20_000;
const known: ReadonlySet<string> = new Set<Ability>(["clock", "store", "signOut", "abort", "events"]);

interface Talk {
  readonly child: ChildProcess;
  ask(what: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  tell(what: Readonly<Record<string, unknown>>): void;
  kill(): Promise<void>;
}

/**
 * Drives clients in processes of their own, one each, over lines of JSON on their stdin and stdout: see the README of this package.
 *
 * @throws AuthMockError when the command does not answer as a driver
 * @example
 * const driver = await childDriver(["python3", "driver.py"]);
 */
export async function childDriver(command: readonly string[]): Promise<Driver> {
  const first = start(command);
  const { can, specs } = await first
    .ask({ do: "hello" })
    .catch((error: Error) => {
      throw new AuthMockError(`${error.message}. A driver answers {"id":1,"do":"hello"} with {"id":1,"can":[]}.`);
    })
    .finally(first.kill);
  const told = Array.isArray(can) ? can.filter((one): one is Ability => known.has(String(one))) : [];
  return {
    // A process can be stopped without its help.
    can: new Set<Ability>(process.platform === "win32" ? told : [...told, "freeze"]),
    ...(Array.isArray(specs) && { specs: new Set(specs.map(String)) }),
    async open(opening) {
      const talk = start(command);
      const opened = await talk.ask(openingOf(opening));
      if (opened["error"] !== undefined) {
        await talk.kill();
        throw new Error(`The driver could not open a client: ${String(opened["error"])}`);
      }
      return clientOf(talk, opening);
    },
  };
}

function openingOf({ clock, callsInEvents, ...opening }: Opening): Record<string, unknown> {
  return { do: "open", ...opening, control: `${opening.server}/_mock`, ...(clock && { now: clock.now() }), ...(callsInEvents && { callsInEvents: wireOf(callsInEvents) }) };
}

function clientOf(talk: Talk, { clock }: Opening): DrivenClient {
  let calls = 0;
  let frozen = false;
  return {
    async call(request, signal) {
      calls += 1;
      const call = `call-${calls}`;
      const abort = (): void => talk.tell({ do: "abort", call });
      signal.addEventListener("abort", abort);
      return answerOf(await talk.ask({ do: "call", call, request: wireOf(request) }).finally(() => signal.removeEventListener("abort", abort)));
    },
    signOut: async () => answerOf(await talk.ask({ do: "signOut" })),
    kill: talk.kill,
    freeze() {
      frozen = true;
      talk.child.kill("SIGSTOP");
    },
    thaw() {
      frozen = false;
      talk.child.kill("SIGCONT");
    },
    ...(clock && {
      async advanced(ms: number) {
        const moved = { do: "advance", ms, now: clock.now() };
        // A process that stands still hears of it when it wakes.
        if (frozen) talk.tell(moved);
        else await talk.ask(moved);
      },
    }),
  };
}

/** No more than what a client needs to send it. */
function wireOf({ operationId, method, path, headers, text }: DataRequest): Record<string, unknown> {
  const typed = text !== undefined && headers["content-type"] === undefined;
  return { operationId, method, path, headers: { ...headers, ...(typed && { "content-type": "application/json" }) }, ...(text !== undefined && { body: text }) };
}

const kinds: ReadonlySet<string> = new Set(["needs-login", "rate-limited", "unavailable", "aborted", "other"]);

function answerOf({ status, error }: Record<string, unknown>): Answer {
  if (typeof status === "number") return { status };
  return { error: kinds.has(String(error)) ? (error as NonNullable<Answer["error"]>) : "other" };
}

function start([file = "", ...args]: readonly string[]): Talk {
  const child = spawn(file, args, { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map<number, { readonly done: (reply: Record<string, unknown>) => void; readonly fail: (error: Error) => void }>();
  let [asked, gone] = [0, false];
  const fall = (why: string): void => {
    gone = true;
    for (const { fail } of waiting.values()) fail(new Error(why));
    waiting.clear();
  };
  const ended = new Promise<void>((done) => {
    child.once("error", () => {
      fall(`The driver ${JSON.stringify(file)} could not be started`);
      done();
    });
    child.once("close", (code) => {
      fall(`The driver ended with ${code ?? "a signal"}`);
      done();
    });
  });
  child.stdin.on("error", () => {});
  createInterface({ input: child.stdout }).on("line", (line) => {
    let reply: Record<string, unknown>;
    try {
      reply = JSON.parse(line) as Record<string, unknown>;
    } catch {
      // Not for us: a line that somebody printed.
      return;
    }
    const id = Number(reply["id"]);
    waiting.get(id)?.done(reply);
    waiting.delete(id);
  });
  const tell = (what: Readonly<Record<string, unknown>>): void => {
    if (!gone) child.stdin.write(`${JSON.stringify(what)}\n`);
  };
  return {
    child,
    tell,
    ask(what) {
      asked += 1;
      const id = asked;
      return new Promise((done, fail) => {
        if (gone) return fail(new Error("The driver has ended"));
        // Calls may take as long as their scenario lets them.
        const timer = what["do"] === "call" ? undefined : setTimeout(() => fail(new Error(`The driver does not answer ${JSON.stringify(what["do"])}`)), patience);
        waiting.set(id, {
          done: (reply) => (clearTimeout(timer), done(reply)),
          fail: (error) => (clearTimeout(timer), fail(error)),
        });
        tell({ id, ...what });
      });
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
