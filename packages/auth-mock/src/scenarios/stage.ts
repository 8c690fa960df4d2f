import type { MockClock } from "../clock.ts";
import { parseDuration } from "../duration.ts";
import { AuthMockError } from "../error.ts";
import type { AuthMock } from "../start.ts";
import type { Credentials } from "./accounts.ts";
import type { Answer, DrivenClient, Driver } from "./driver.ts";
import type { DataRequest } from "./request.ts";
import type { Roles } from "./roles.ts";
import type { Counts, Scenario } from "./scenario.ts";
import type { Witness } from "./witness.ts";

/** Calls that were begun. */
export interface Begun {
  readonly answers: Promise<readonly Answer[]>;
  isOver(): boolean;
  abort(): void;
}

/** All that a scenario plays on. */
export interface Stage {
  readonly scenario: Scenario;
  readonly mock: AuthMock;
  readonly roles: Roles;
  readonly witness: Witness;
  readonly elsewhere: string;
  readonly request: (which: string | undefined, call: string, body?: unknown) => DataRequest;
  client(name: string): DrivenClient;
  readonly clients: ReadonlyMap<string, DrivenClient>;
  open(name: string): Promise<void>;
  kill(name: string): Promise<void>;
  readonly begun: Map<string, Begun>;
  readonly armed: { remove(): void }[];
  /** Counts at the last expect. */
  since: ReadonlyMap<keyof Counts, number>;
  calls: number;
}

export const rest = (ms: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

/** Opens clients as the scenario says. */
export function cast({
  scenario,
  driver,
  mock,
  spec,
  chain,
  folder,
  credentialsOf,
  request,
}: Pick<Stage, "scenario" | "mock" | "request"> & {
  readonly driver: Driver;
  readonly spec: string;
  readonly chain: string;
  /** Where stores may be. */
  readonly folder: string;
  readonly credentialsOf: (client: string) => Credentials;
}): Pick<Stage, "client" | "clients" | "open" | "kill"> {
  const { clients: setups = { A: {} }, store = "own", clock = "mock" } = scenario.setup ?? {};
  const clients = new Map<string, DrivenClient>();
  return {
    clients,
    client(name) {
      const found = clients.get(name);
      if (!found) throw new AuthMockError(`${scenario.id}: the client ${name} is not open. Open it before.`);
      return found;
    },
    async open(name) {
      if (clients.has(name)) throw new AuthMockError(`${scenario.id}: the client ${name} is open already. Kill it before.`);
      const shifted = clock === "own" ? undefined : shift(mock.clock, typeof clock === "object" ? clock : {});
      const opened = await driver.open({
        client: name,
        server: mock.url,
        spec,
        chain,
        credentials: credentialsOf(name),
        store: `${folder}/${store === "shared" ? "shared" : name}`,
        ...(shifted && { clock: shifted }),
        ...(setups[name]?.callsInEvents && { callsInEvents: request(undefined, `${name}/event`) }),
      });
      clients.set(name, opened);
    },
    async kill(name) {
      const client = clients.get(name);
      clients.delete(name);
      await client?.kill();
    },
  };
}

/** A clock that is off. */
function shift(clock: MockClock, { ahead = "PT0S", behind = "PT0S" }: { readonly ahead?: string; readonly behind?: string }): MockClock {
  const by = (parseDuration(ahead) ?? 0) - (parseDuration(behind) ?? 0);
  return by === 0 ? clock : { ...clock, now: () => clock.now() + by };
}
