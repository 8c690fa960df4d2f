import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, servePage } from "@freshkey-tools/parts/page";
import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import type { Browser, Page } from "./browser.ts";
import { remote, type Remote } from "./remote.ts";
import { watchSpends, type Spends } from "./spends.ts";
import type { Report, Setting } from "./tab.ts";

/** ms that a token lives here. */
export const life = 30_000;

/** How often in a row all tabs must be found as they were, when some still wait. */
const patience = 10;

/** A tab on the stage, and what it has told. */
export interface Actor {
  readonly page: Page;
  readonly tab: Remote;
  readonly calls: Report["calls"][number][];
  readonly events: string[];
  /** Calls without an answer, when it was last asked. */
  waiting: number;
}

/** The mock, a browser, and tabs in one time that moves only when it is moved. */
export interface Stage {
  readonly mock: AuthMock;
  readonly actors: readonly Actor[];
  readonly spends: Spends;
  /** The way to the vendor's page and back, in this tab. */
  signIn(actor: Actor): Promise<void>;
  /** Moves the time on for the mock and these tabs. */
  advance(ms: number, actors?: readonly Actor[]): Promise<void>;
  /** Moves it on, and lets each of these tabs make so many calls; goes on when all that can be done is done. `isHeld`: an answer is held back, so that its tab is not quiet. */
  tick(ms: number, times: number, actors?: readonly Actor[], isHeld?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Opens so many tabs in a browser; one of them signs in. */
export async function openStage(browser: Browser, tabs: number, more: Pick<Setting, "isBlind"> = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "freshkey-browser-"));
  const spec = join(folder, "twilio-flex.openapi.yaml");
  const text = readFileSync(new URL("../../../specs/twilio-flex.openapi.yaml", import.meta.url), "utf8");
  writeFileSync(spec, text.replaceAll("lifetime: PT1H", `lifetime: PT${life / 1000}S`));
  const start = Date.now();
  const mock = await startAuthMock({ spec, allowOrigins: "*", signIn: "page", clock: { now: () => start } });
  const setting: Setting = { server: mock.url, start, ...more };
  const served = await servePage(`globalThis.setting = ${JSON.stringify(setting)};\n${await bundle(new URL("tab.ts", import.meta.url))}`);
  const callback = new URL("callback", served.url).href;
  const spends = watchSpends(mock);

  const look = async (actor: Actor): Promise<void> => {
    const { calls, events, waiting } = await actor.tab.report();
    actor.calls.push(...calls);
    actor.events.push(...events);
    actor.waiting = waiting;
  };
  const actors: Actor[] = [];
  for (let index = 0; index < tabs; index += 1) {
    const page = await browser.open();
    await page.goto(callback);
    actors.push({ page, tab: remote(page), calls: [], events: [], waiting: 0 });
  }
  const everybody = async (some: readonly Actor[], work: (actor: Actor) => Promise<unknown>): Promise<void> => void (await Promise.all(some.map(work)));

  const stage: Stage = {
    mock,
    actors,
    spends,
    async signIn({ page, tab }) {
      await page.goto(await tab.begin());
      await page.evaluate("document.querySelector('button.first').click()");
      for (let turn = 0; !(await page.evaluate("'tab' in globalThis").catch(() => false)); turn += 1) {
        if (turn > 1_000) throw new Error("The person does not come back.");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      if (!(await tab.enter(mock.clock.now()))) throw new Error("The person came back, and is not signed in.");
    },
    async advance(ms, some = actors) {
      mock.advance(ms);
      await everybody(some, ({ tab }) => tab.setTime(mock.clock.now()));
    },
    async tick(ms, times, some = actors, isHeld = false) {
      await stage.advance(ms, some);
      await everybody(some, ({ tab }) => tab.call(times));
      let told = "";
      // What one tab has done may be what another waits for, and the word is on its way: until nothing new has come of it.
      for (let still = 0; still < (some.some(({ waiting }) => waiting > 0) ? patience : 1);) {
        await (isHeld ? new Promise((resolve) => setTimeout(resolve, 30)) : everybody(some, ({ tab }) => tab.quiet()));
        await everybody(some, look);
        const now = JSON.stringify(some.map(({ calls, events, waiting }) => [calls.length, events.length, waiting]));
        still = now === told ? still + 1 : 0;
        told = now;
      }
      spends.look();
    },
    async close() {
      // A page that was killed may never say that it is closed.
      for (const { page } of actors) page.close().catch(() => {});
      served.close();
      await mock.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await everybody(actors, ({ tab }) => tab.enter(start));
    await stage.signIn(actors[0] as Actor);
    await everybody(actors.slice(1), async ({ tab }) => {
      if (!(await tab.enter(start))) throw new Error("A tab does not find the sign-in of another.");
    });
  } catch (error) {
    await stage.close();
    throw error;
  }
  return stage;
}
