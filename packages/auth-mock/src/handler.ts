import { acceptCredentials } from "./check.ts";
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
  { spec, credentials }: AuthMockOptions,
  { clock, ledger, journal, takePlanned }: { clock: { now(): number }; ledger: Ledger; journal: Journal; takePlanned: Handling["takePlanned"] },
): Promise<{ fetch: typeof fetch; listen: (port: number) => Promise<Listening>; operationIds: ReadonlySet<string> }> {
  const sources = Array.isArray(spec) ? (spec as readonly (string | URL)[]) : [spec as string | URL];
  const loaded = await Promise.all(sources.map(load));
  const documents = loaded.map(({ document }) => document);
  const users = new Map(documents.map((document) => [document, createUsers(document)]));
  const memory = { ledger, now: clock.now, accepts: acceptCredentials(documents, credentials), usersOf: users.get.bind(users) };
  const answer = (incoming: Incoming) => handle({ memory, loaded, journal, takePlanned }, incoming);
  return {
    fetch: createFetch(answer),
    listen: (port) => listen(answer, port),
    operationIds: new Set(documents.flatMap(({ operations }) => [...operations.values()].map(({ id }) => id))),
  };
}
