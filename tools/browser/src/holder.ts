import { life, type Actor, type Stage } from "./stage.ts";
import type { Chromium } from "./chromium.ts";

/** What a tab did to the others that was frozen or killed while it held the intent to renew. */
export interface Held {
  readonly how: "frozen" | "killed";
  /** Whether it began ahead of time, or when the token was dead. */
  readonly began: "ahead" | "needed";
  /** Calls of the others that began while the old token lived, and those of them that failed. */
  readonly whileAlive: number;
  readonly failedWhileAlive: number;
  /** Calls that had to wait, and the longest of them in s of virtual time. */
  readonly waited: number;
  readonly longestWait: number;
  /** Calls that ended otherwise than with a 200 or with the word that a person must sign in. */
  readonly failed: number;
  readonly stuck: number;
  readonly spends: number;
  readonly alarms: number;
  /** Tabs that have no token when somebody has signed in again. */
  readonly without: number;
}

const step = 500;
/** Beyond the time for which anybody waits for the tab. */
const delay = 26_000;

/** One of the tabs is frozen or killed while the server's answer to its renewal is on the way. Then a person signs in again, and the frozen one thaws. */
export async function hold(browser: Chromium, stage: Stage, how: Held["how"], began: Held["began"]): Promise<Held> {
  const { mock, spends } = stage;
  const [holder, ...others] = stage.actors as [Actor, ...Actor[]];
  const born = mock.clock.now();
  const dies = born + life;
  // Past the moment from which on every tab would renew, or past the token's death.
  await stage.advance(began === "ahead" ? life * 0.83 : life);
  mock.fault({ kind: "delay", time: delay, on: "exchangeFlexToken" });
  const before = mock.calls("exchangeFlexToken");
  await holder.tab.call(1);
  while (mock.calls("exchangeFlexToken") === before) await new Promise((resolve) => setTimeout(resolve, 5));
  const thaw = how === "frozen" ? await browser.freeze(holder.page) : await browser.kill(holder.page);
  const since = mock.clock.now();

  await stage.tick(0, 1, others);
  for (let passed = 0; passed < 22_000; passed += step) await stage.tick(step, 1, others);
  const calls = others.flatMap((actor) => actor.calls);
  const alive = calls.filter(({ at }) => at < dies);
  const failed = ({ outcome }: { readonly outcome: string }): boolean => outcome !== "200";

  // Nobody could know what the server made of the spent token: a person signs in again, and all tabs have it.
  await stage.signIn(others[0] as Actor);
  const count = others.map((actor) => actor.calls.length);
  await stage.tick(step, 1, others);
  const without = others.filter((actor, index) => actor.calls.slice(count[index]).some(failed) || actor.calls.length === count[index]).length;
  while (mock.clock.now() < since + delay) await stage.tick(1_000, 1, others);
  if (thaw) {
    await thaw();
    await stage.advance(0);
    await stage.tick(1_000, 1);
    await stage.tick(life, 1);
  }
  const all = stage.actors.flatMap((actor) => actor.calls);
  const waits = others.flatMap((actor) => actor.calls).filter(({ waited }) => waited > 0);
  return {
    how,
    began,
    whileAlive: alive.length,
    failedWhileAlive: alive.filter(failed).length,
    waited: waits.length,
    longestWait: Math.max(0, ...waits.map(({ waited }) => waited)) / 1000,
    failed: all.filter(({ outcome }) => outcome !== "200" && outcome !== "token_refused").length,
    stuck: (thaw ? stage.actors : others).reduce((sum, { waiting }) => sum + waiting, 0),
    spends: spends.sent.length,
    alarms: spends.alarms + spends.sent.length - new Set(spends.sent).size,
    without,
  };
}
