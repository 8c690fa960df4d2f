import type { AccountView, ExchangeLine, FaultView, Told, TokenView } from "../src/control/shapes.ts";
import { call } from "./api.ts";
import { get, now, say, set, type State, type Whole } from "./state.ts";

const keptLines = 1000;
const keptTokens = 30;
/** ms; events that come closer together are drawn together. */
const pause = 80;

type Event = { readonly [Name in keyof Told]: { readonly name: Name; readonly told: Told[Name] } }[keyof Told];

let run: string | undefined;
let waiting: Event[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let loading = false;
let stale: ReturnType<typeof setTimeout> | undefined;

/** Keeps the page's picture of the mock up to date, over restarts too. */
export function connect(): void {
  const source = new EventSource("events");
  const names: readonly (keyof Told)[] = ["hello", "exchange", "token", "accounts", "clock", "fault", "cleared"];
  for (const name of names) source.addEventListener(name, (message) => take({ name, told: JSON.parse(message.data) }));
  source.addEventListener("error", () => {
    if (get().link === "live") say("The connection to the mock is lost.", true);
    set({ link: "lost" });
    // After an answer other than 200 a browser gives up.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  });
}

function take(event: Event): void {
  if (event.name === "hello") return greet(event.told);
  waiting.push(event);
  timer ??= setTimeout(draw, pause);
}

function draw(): void {
  timer = undefined;
  if (loading) return;
  const events = waiting;
  waiting = [];
  set(events.reduce<State>((state, event) => ({ ...state, ...apply(state, event) }), get()));
}

function greet({ run: its, now: at, resumed }: Told["hello"]): void {
  const wasLost = get().link === "lost";
  if (run !== undefined && its !== run) set({ chosen: undefined, detail: undefined });
  run = its;
  setClock(at);
  if (resumed) set({ link: "live" });
  else void load();
  if (wasLost) say("Connected to the mock again.");
}

/** Reads everything anew. What happens in the meantime waits. */
async function load(): Promise<void> {
  loading = true;
  try {
    const [{ specs, operations }, { exchanges }, { faults }] = await Promise.all([
      call<{ specs: string[]; operations: string[] }>("GET", "ready"),
      call<{ exchanges: ExchangeLine[] }>("GET", "journal?brief=yes&limit=1000"),
      call<{ faults: FaultView[] }>("GET", "faults"),
      loadAccounts(),
    ]);
    set({ link: "live", specs: specs.map((spec) => spec.replace(/(\.openapi)?\.ya?ml$/, "")), operations, lines: exchanges, faults });
  } catch {
    setTimeout(() => void load(), 1000);
  }
  loading = false;
  draw();
}

export async function loadAccounts(): Promise<void> {
  const { secrets } = get();
  const { accounts, count } = await call<{ accounts: AccountView[]; count: number }>("GET", `accounts?limit=200&tokens=${keptTokens}${secrets ? "&secrets=show" : ""}`);
  // They were hidden again meanwhile.
  if (get().secrets !== secrets) return;
  // Known ones stay where they are: a picture that jumps is hard to watch.
  const known = get().accounts.map(({ id }) => id);
  const place = ({ id }: AccountView): number => known.indexOf(id);
  set({ accounts: accounts.toSorted((one, other) => place(one) - place(other)), accountCount: count });
}

function reload(): void {
  clearTimeout(stale);
  stale = setTimeout(() => void loadAccounts().catch(() => undefined), 150);
}

export async function loadDetail(number: number): Promise<void> {
  const { secrets } = get();
  const detail = await call<Whole>("GET", `journal/${number}${secrets ? "?secrets=show" : ""}`);
  if (get().chosen === number && get().secrets === secrets) set({ detail });
}

function setClock(at: number): void {
  const { clock } = get();
  const elapsed = performance.now() - clock.read;
  // A clock that a test holds still must not be shown as running. A jump ahead says nothing of that.
  const pace = clock.read > 0 && elapsed > 2000 ? (at - clock.at) / elapsed : undefined;
  const rate = pace === undefined || pace > 1.5 ? clock.rate : pace < 0.5 ? 0 : 1;
  if (rate === clock.rate && elapsed < 60_000 && Math.abs(at - now()) < 50) return;
  set({ clock: { at, read: performance.now(), rate } });
}

function apply(state: State, event: Event): Partial<State> {
  switch (event.name) {
    case "exchange": {
      if (event.told.number <= (state.lines.at(-1)?.number ?? 0)) return {};
      return { lines: [...state.lines, event.told].slice(-keptLines) };
    }
    case "token":
      if (state.secrets || !state.accounts.some(({ id }) => id === event.told.account)) reload();
      return { accounts: state.accounts.map((account) => (account.id === event.told.account ? withToken(account, event.told.token) : account)) };
    case "accounts":
      reload();
      return {};
    case "clock":
      setClock(event.told.now);
      return { clock: get().clock };
    case "fault": {
      const others = state.faults.filter(({ id }) => id !== event.told.id);
      return { faults: event.told.over ? others : [...others, event.told].sort((one, other) => one.id - other.id) };
    }
    case "cleared":
      return { lines: [], chosen: undefined, detail: undefined };
    default:
      return {};
  }
}

function withToken(account: AccountView, token: TokenView): AccountView {
  const at = account.tokens.findIndex(({ id }) => id === token.id);
  if (at >= 0) return { ...account, tokens: account.tokens.with(at, { ...token, value: account.tokens[at]?.value ?? token.value }) };
  if (token.id <= (account.tokens[0]?.id ?? 0)) return account;
  return { ...account, count: account.count + 1, tokens: [...account.tokens, token].slice(-keptTokens) };
}
