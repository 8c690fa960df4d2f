import { inProcess, readScenarios, runScenario, type Driver, type Place, type Verdict } from "@freshkey/auth-mock/scenarios";
import { expect, test, vi } from "vitest";
import { specFile } from "../mock.ts";

/** A client whose session can be ended. */
interface Playing {
  readonly session: { signOut(): Promise<void> };
  request(method: any, path: any, init: any): Promise<unknown>;
}

/** A client package, as the scenarios of the mock are played with it. */
export interface Players {
  /** The name of its spec. */
  readonly api: string;
  readonly chain: string;
  /** Ids of the scenarios that do not concern it. */
  readonly foreign: readonly string[];
  /** A store of tokens for those who share one. */
  readonly store: () => any;
  readonly open: (place: Place<any>) => Playing;
}

/** Plays one scenario. `driver`: how clients are run, in this process if it is absent. */
export type Play = (id: string, driver?: Driver) => Promise<Verdict>;

/** Plays every scenario of the mock with a client: it passes each that concerns it. */
export function testScenarios({ api, chain, foreign, store, open }: Players): Play {
  // Prism takes a second to load, and longer on a busy machine.
  vi.setConfig({ testTimeout: 60_000 });
  const own = inProcess({
    store,
    open: (place) => {
      const client = open(place);
      return {
        call: ({ method, template, params, headers, body }, signal) => client.request(method.toLowerCase(), template, { params, headers, body, signal }) as never,
        signOut: () => client.session.signOut(),
      };
    },
  });
  const play: Play = async (id, driver = own) => {
    const [scenario] = readScenarios([id]);
    if (!scenario) throw new Error(`no scenario ${id}`);
    return runScenario(scenario, { driver, spec: specFile(api), chain });
  };

  test.each(readScenarios().filter(({ id }) => !foreign.includes(id)))("$title ($id)", async ({ id }) => {
    expect(await play(id)).toMatchObject({ outcome: "passed", because: [] });
  });

  test.each(foreign)("of all scenarios, %s does not concern it", async (id) => {
    expect(await play(id)).toMatchObject({ outcome: "not applicable" });
  });

  return play;
}
