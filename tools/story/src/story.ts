/** One request and its answer, as the mock saw it. */
export interface Seen {
  readonly operationId?: string;
  readonly status: number;
  readonly violations: readonly { readonly side: string; readonly location: string; readonly message: string }[];
}

/** What a step must have cost. */
export interface Figures {
  /** The API's answers, in order: `"401, 200"`; of many the number: `"100x 401, 100x 200"`. Empty: no call reached it. */
  readonly calls: string;
  /** Operations of the token calls, in order; a refused one with its status: `["refreshTokens 401", "createTokens"]`. */
  readonly tokens: readonly string[];
}

/** Does something, and checks what it cost on the wire. */
export type Step = (text: string, expected: Figures, act: () => Promise<unknown>) => Promise<void>;

/** What happens at one API. */
export interface Chapter {
  readonly title: string;
  /** One line: what is derived from what. */
  readonly chain: string;
  /** Operation that gives tokens -> what is printed for it. */
  readonly tokenCalls: Readonly<Record<string, string>>;
  /** The API's requests so far; it grows. */
  readonly journal: readonly Seen[];
}

export interface Story {
  chapter(chapter: Chapter): Step;
  /** Prints the last line. Returns the exit code: 0 if every figure was right. */
  end(): number;
}

/** Tells a story line by line, and notes each figure that is off. */
export function createStory(print: (line: string) => void, colours: boolean): Story {
  const paint = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  const [bold, dim, red, green] = [paint(1), paint(2), paint(31), paint(32)];
  let steps = 0;
  let tokenCalls = 0;
  let off = 0;

  return {
    chapter({ title, chain, tokenCalls: labels, journal }) {
      print("");
      print(`${bold(title)}  ${dim(chain)}`);
      return async (text, expected, act) => {
        const from = journal.length;
        const failure = await act().then(() => undefined, describe);
        const seen = journal.slice(from);
        const tokens = seen.filter(({ operationId = "" }) => operationId in labels).map(({ operationId, status }) => (status < 300 ? `${operationId}` : `${operationId} ${status}`));
        const calls = summarize(seen.filter(({ operationId = "" }) => !(operationId in labels)).map(({ status }) => status));
        const label = (call: string) => call.replace(/^\w+/, (id) => labels[id] ?? id);
        const wrong = failure ?? compare(expected, { calls, tokens }, label) ?? violated(seen);
        steps += 1;
        tokenCalls += tokens.length;
        off += wrong ? 1 : 0;
        print(`  ${wrong ? red("x") : green("✓")} ${text.padEnd(42)} ${calls.padEnd(20)} ${count(tokens.length).padEnd(14)} ${dim(tokens.map(label).join(", "))}`.trimEnd());
        if (wrong) print(red(`      ${wrong}`));
      };
    },
    end() {
      print("");
      print(off ? red(`${off} of ${steps} steps off.`) : green(`${steps} steps, ${count(tokenCalls)}, every figure as expected.`));
      return off ? 1 : 0;
    },
  };
}

/** What is off, in words; undefined when nothing is. */
export function compare(expected: Figures, saw: Figures, label: (call: string) => string = String): string | undefined {
  const [want, have] = [expected.tokens, saw.tokens];
  if (want.length !== have.length) return `expected ${count(want.length)}, saw ${have.length}${have.length ? `: ${have.map(label).join(", ")}` : ""}`;
  if (want.join() !== have.join()) return `expected ${want.map(label).join(", ")}, saw ${have.map(label).join(", ")}`;
  if (expected.calls !== saw.calls) return `expected the API to answer ${expected.calls || "nothing"}, saw ${saw.calls || "nothing"}`;
  return undefined;
}

/** Throws when two values differ. The values are made-up data of the mocks, never secrets. */
export function same(what: string, saw: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(saw), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: expected ${right}, saw ${left}`);
}

function summarize(statuses: readonly number[]): string {
  if (statuses.length < 5) return statuses.join(", ");
  const counts = new Map<number, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, times]) => `${times}x ${status}`).join(", ");
}

function violated(seen: readonly Seen[]): string | undefined {
  const [first] = seen.flatMap(({ operationId, status, violations }) =>
    // A refused token is a violation too, and part of the story.
    violations.filter(({ side }) => side === "response" || status < 300).map(({ location, message }) => `${operationId}: ${location} ${message}`),
  );
  return first && `not as the document says: ${first}`;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function count(calls: number): string {
  return `${calls} token call${calls === 1 ? "" : "s"}`;
}
