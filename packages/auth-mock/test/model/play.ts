import { startAuthMock, type AuthMock, type AuthMockOptions } from "../../src/index.ts";
import { openBook, type Answer, type Book, type Token } from "./book.ts";
import type { Step } from "./steps.ts";
import type { Api, Values, Way } from "./ways.ts";

export interface Terms {
  readonly failedLogins: number;
  /** ms; absent: none. */
  readonly sessionMaximum?: number;
}

/** An API and mocks of it, whose clock stands still but for `advance`. */
export interface Court {
  readonly name: string;
  play(steps: readonly Step[]): Promise<void>;
  /** Sequences, steps and requests so far, and how often a step came out in which way. */
  readonly seen: { sequences: number; requests: number; readonly outcomes: Map<string, number> };
  close(): Promise<void>;
}

interface Held {
  readonly token: Token;
  readonly way: Way;
  readonly value: string;
}

const frozen: NonNullable<AuthMockOptions["clock"]> = { now: () => Date.UTC(2030, 0, 1), monotonic: () => 0, after: () => () => {} };
/** So many sequences share their mocks; each has accounts of its own. A restart leads to a mock that has seen nothing of the sequence. */
const shared = 250;
const restarts = 2;

export function openCourt({ name, spec, ways }: Api, terms: Terms): Court {
  const seen: Court["seen"] = { sequences: 0, requests: 0, outcomes: new Map() };
  let mocks: AuthMock[] = [];
  const close = async (): Promise<void> => void (await Promise.all(mocks.splice(0).map((mock) => mock.close())));
  const start = (): Promise<AuthMock> => startAuthMock({ spec, clock: frozen, failedLogins: terms.failedLogins, ...(terms.sessionMaximum !== undefined && { sessionMaximum: terms.sessionMaximum }) });

  async function play(steps: readonly Step[]): Promise<void> {
    if (seen.sequences++ % shared === 0 || mocks.length === 0) {
      await close();
      mocks = await Promise.all(Array.from({ length: restarts + 1 }, start));
    }
    const rules = { failedLogins: terms.failedLogins, sessionMaximum: terms.sessionMaximum ?? Number.POSITIVE_INFINITY };
    const me = `user-${seen.sequences}`;
    const held: Held[] = [];
    const runs: { readonly mock: AuthMock; readonly book: Book; readonly tokens: Held[] }[] = [];
    const run = (): (typeof runs)[number] => runs.at(-1) as (typeof runs)[number];
    const restart = (): void => {
      const mock = mocks[runs.length];
      // What other sequences left behind is not this one's.
      mock?.revokeAll();
      if (mock) runs.push({ mock, book: openBook(rules), tokens: [] });
    };
    restart();
    const now = (): number => run().mock.clock.now();
    let last: Held | undefined;
    const at = (index: number): Held | undefined => (last = index < 0 ? last : held[index % held.length]);
    const wayAt = (index: number): Way => ways[index % ways.length] as Way;
    const advance = (ms: number): void => {
      // All together: the time is the world's.
      for (const mock of mocks) mock.advance(ms);
    };

    const ask = async (way: Way, [path, init]: ReturnType<Way["use"]>): Promise<{ readonly answer: Response; readonly values: Values; readonly body: any }> => {
      seen.requests += 1;
      const answer = await run().mock.fetch(`http://mock.example${path}`, init);
      const text = await answer.text();
      let body: unknown;
      try {
        body = JSON.parse(text);
      } catch {
        body = undefined;
      }
      return { answer, values: answer.ok ? way.read(body) : {}, body };
    };

    const judge = (step: Step, way: Way, expected: Answer, { answer, values, body }: Awaited<ReturnType<typeof ask>>): void => {
      const outcome = `${step.does}: ${answer.status}`;
      seen.outcomes.set(outcome, (seen.outcomes.get(outcome) ?? 0) + 1);
      same(`the status after "${step.does}"`, answer.status, expected.status);
      if (expected.retryAfter !== undefined) same("Retry-After", answer.headers.get("retry-after"), String(expected.retryAfter));
      same("the names of the tokens given", Object.keys(values).toSorted(), (expected.gives ?? []).map(({ name: given }) => given).toSorted());
      for (const token of expected.gives ?? []) {
        const value = values[token.name] as string;
        if (held.some((other) => other.value === value)) throw new Error(`a ${token.name} was given twice`);
        const one = { token, way, value };
        held.push(one);
        run().tokens.push(one);
        if (token.name === "access" && typeof body?.lives === "number") same("the life that the answer says", body.lives, Math.floor((token.dies - now()) / 1000));
      }
    };

    const compareStates = (): void => {
      for (const { mock, book, tokens } of runs) {
        if (tokens.length === 0) continue;
        // The sequence's own are the newest.
        const states = new Map(mock.tokens().map(({ value, state, expiresAt }) => [value, [state, expiresAt]]));
        for (const { token, value } of tokens) same(`the state and the end of a ${token.name}`, states.get(value), [book.state(token, now()), Number.isFinite(token.dies) ? token.dies : undefined]);
      }
    };

    const take = async (step: Step): Promise<void> => {
      const { mock, book } = run();
      if (step.does === "log in") {
        const way = wayAt(step.way);
        const account = `${me}-${step.account}`;
        const password = step.secret === "right" ? "fake-password" : step.secret;
        const expected = book.logIn(way.rules, JSON.stringify([step.way % ways.length, account]), step.secret, now());
        return judge(step, way, expected, await ask(way, way.logIn(account, password)));
      }
      if (step.does === "use nonsense" || step.does === "renew nonsense") {
        const way = wayAt(step.way);
        const shot = step.does === "use nonsense" ? way.use("nonsense") : way.renew?.("nonsense");
        return shot && judge(step, way, { status: 401 }, await ask(way, shot));
      }
      if (step.does === "restart") return restart();
      if (step.does === "advance") return advance(step.ms);
      if (step.does === "revoke all") {
        const name = step.name && wayAt(step.way).names[step.name];
        if (step.name !== undefined && name === undefined) return;
        mock.revokeAll(name);
        // Names are the document's: another way has others.
        for (const { token, way } of run().tokens) if (name === undefined || way.names[token.name] === name) book.revoke(token);
        return;
      }
      const one = at(step.of);
      if (one) await takeUp(step, one);
    };

    const takeUp = async (step: Extract<Step, { readonly of: number }>, one: Held): Promise<void> => {
      const { mock, book } = run();
      const { token, way, value } = one;
      if (step.does === "revoke") {
        mock.revoke(value);
        return book.revoke(token);
      }
      if (step.does === "advance to") {
        const { rotation } = way.rules;
        const moment = step.what === "death" ? token.dies : (token.spent ?? Number.NaN) + (typeof rotation === "object" ? rotation.grace : Number.NaN);
        const ms = moment + step.off - now();
        return ms > 0 && ms < 40 * 86_400_000 ? advance(ms) : undefined;
      }
      const isRefresh = token.name === way.rules.renews;
      if (step.does === "use") return judge(step, way, book.use(way.rules, token, now()), await ask(way, way.use(value)));
      if (step.does === "sign out") return way.signOut && judge(step, way, book.signOut(way.rules, token, now()), await ask(way, way.signOut(value)));
      const renewal = way.renew?.(value);
      if (!renewal || (step.does === "misuse") === isRefresh) return;
      if (step.does !== "race") return judge(step, way, book.renew(way.rules, token, now()), await ask(way, renewal));
      // Who comes first is not said: only the two answers together are.
      const answers = await Promise.all([ask(way, renewal), ask(way, way.renew?.(value) as typeof renewal)]);
      const expected = [book.renew(way.rules, token, now()), book.renew(way.rules, token, now())];
      answers.sort((a, b) => a.answer.status - b.answer.status);
      for (const [index, answer] of answers.entries()) judge(step, way, expected.toSorted((a, b) => a.status - b.status)[index] as Answer, answer);
    };

    for (const step of steps) {
      await take(step);
      compareStates();
    }
  }

  return { name, play, seen, close };
}

function same(what: string, real: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(real), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: the mock says ${is}, the book ${should}`);
}
