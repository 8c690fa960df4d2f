import { acceptCredentials } from "./check.ts";
import type { MockClock } from "./clock.ts";
import { createFaults, type Faults } from "./faults/armed.ts";
import { createControl, type Controls } from "./control/control.ts";
import { createFetch } from "./fetch.ts";
import { handle, type Handling } from "./handle.ts";
import type { Journal } from "./journal.ts";
import type { Ledger } from "./ledger.ts";
import { load } from "./prism.ts";
import type { Incoming } from "./request.ts";
import { listen, type Listening } from "./server.ts";
import type { AuthMockOptions } from "./start.ts";
import { createUsers } from "./users.ts";

/** Loads the documents and puts everything together; two ways in lead to one handler. */
export async function createHandler(
  { spec, credentials, host = "127.0.0.1", allowHosts }: AuthMockOptions,
  { clock, ledger, journal, takePlanned, controls }: { clock: MockClock; ledger: Ledger; journal: Journal; takePlanned: Handling["takePlanned"]; controls: Controls },
): Promise<{ fetch: typeof fetch; listen: (port: number) => Promise<Listening>; operationIds: ReadonlySet<string>; faults: Faults }> {
  const sources = Array.isArray(spec) ? (spec as readonly (string | URL)[]) : [spec as string | URL];
  const loaded = await Promise.all(sources.map(load));
  const documents = loaded.map(({ document }) => document);
  const users = new Map(documents.map((document) => [document, createUsers(document)]));
  const memory = { ledger, now: clock.now, accepts: acceptCredentials(documents, credentials), usersOf: users.get.bind(users) };
  const faults = createFaults(clock);
  const control = createControl(documents, controls);
  const answer = async (incoming: Incoming) => control(incoming) ?? handle({ memory, loaded, journal, takePlanned, faults }, incoming);
  return {
    faults,
    fetch: createFetch(answer),
    listen: (port) => listen(answer, { port, host, allowHosts }),
    operationIds: new Set(documents.flatMap(({ operations }) => [...operations.values()].map(({ id }) => id))),
  };
}
