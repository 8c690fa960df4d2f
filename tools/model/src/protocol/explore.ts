import { moves } from "./moves.ts";
import { initial, type Setting } from "./setting.ts";
import { hashOf, textOf, type State } from "./state.ts";

/** What an exploration found. */
export interface Found {
  readonly states: number;
  /** Every interleaving was seen to its end. */
  readonly whole: boolean;
  /** How often each thing went wrong. */
  readonly wrong: Readonly<Record<string, number>>;
  /** The shortest way to each of them. */
  readonly ways: Readonly<Record<string, readonly string[]>>;
}

const over = new Set(["done", "signedOut", "failed"]);

/** Walks through every order in which things can happen, each state once. `most`: states, after which it stops. */
export function explore(setting: Setting, most = 5_000_000, stopAtFirst = false): Found {
  const seen = new Set<number>();
  const wrong: Record<string, number> = {};
  const ways: Record<string, readonly string[]> = {};
  interface Trail {
    readonly state: State;
    readonly what: string;
    readonly before: Trail | undefined;
  }
  const wayTo = (trail: Trail | undefined): string[] => (trail ? [...wayTo(trail.before), trail.what] : []);
  const note = (name: string, trail: Trail) => {
    wrong[name] = (wrong[name] ?? 0) + 1;
    const way = wayTo(trail);
    if (!ways[name] || way.length < ways[name].length) ways[name] = way;
  };
  const stack: Trail[] = [{ state: initial(setting), what: "", before: undefined }];
  seen.add(hashOf(textOf(initial(setting))));
  while (stack.length > 0 && seen.size < most && !(stopAtFirst && Object.keys(wrong).length > 0)) {
    const trail = stack.pop() as Trail;
    const next = moves(trail.state, setting);
    const waiting = trail.state.processes.some((one) => !over.has(one.at));
    if (waiting && !next.some(({ state, idle }) => !idle && state.faults === trail.state.faults)) note("deadlock", trail);
    for (const { state, what, wrong: name } of next) {
      const on: Trail = { state, what, before: trail };
      if (name) {
        note(name, on);
        continue;
      }
      const hash = hashOf(textOf(state));
      if (seen.has(hash)) continue;
      seen.add(hash);
      stack.push(on);
    }
  }
  return { states: seen.size, whole: stack.length === 0, wrong, ways };
}
