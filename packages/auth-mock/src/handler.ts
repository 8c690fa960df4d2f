import { acceptCredentials } from "./check.ts";
import type { MockClock } from "./clock.ts";
import type { Memory } from "./decide.ts";
import { createExports } from "./exports.ts";
import { shareWith } from "./cors.ts";
import { createFaults, type Faults } from "./faults/armed.ts";
import { createControl } from "./control/control.ts";
import type { Controls } from "./control/routes.ts";
import { createFetch } from "./fetch.ts";
import { handle, type Handling } from "./handle.ts";
import type { Journal } from "./journal.ts";
import type { Ledger } from "./ledger.ts";
import { createLoginGate } from "./login-gate.ts";
import { load } from "./prism.ts";
import type { Incoming } from "./request.ts";
import { isEvery, listen, type Listening } from "./server.ts";
import { createSignIn } from "./sign-in/sign-in.ts";
import type { AuthMockOptions } from "./start.ts";
import { createCertificate, type Certificate } from "./tls.ts";
import { createUsers } from "./users.ts";

/** Loads the documents and puts everything together; two ways in lead to one handler. */
export async function createHandler(
  { spec, credentials, failedLogins, leniency, signIn, host = "127.0.0.1", allowHosts, allowOrigins, exposeHeaders, tls = false }: AuthMockOptions,
  { clock, ledger, journal, takePlanned, controls }: { clock: MockClock; ledger: Ledger; journal: Journal; takePlanned: Handling["takePlanned"]; controls: Controls },
): Promise<{ fetch: typeof fetch; listen: (port: number) => Promise<Listening>; certificate: Certificate | undefined; operationIds: ReadonlySet<string>; faults: Faults }> {
  const sources = Array.isArray(spec) ? (spec as readonly (string | URL)[]) : [spec as string | URL];
  const loaded = await Promise.all(sources.map(load));
  const documents = loaded.map(({ document }) => document);
  const users = new Map(documents.map((document) => [document, createUsers(document)]));
  const exports = new Map(documents.map((document) => [document, createExports(document, clock.now)]));
  const memory: Memory = {
    ledger,
    now: clock.now,
    accepts: acceptCredentials(documents, credentials),
    strict: leniency === "strict",
    gate: createLoginGate(clock.now, failedLogins),
    signIn: createSignIn({ now: clock.now, mode: signIn, credentials }),
    usersOf: users.get.bind(users),
    exportsOf: exports.get.bind(exports),
  };
  const faults = createFaults(clock);
  const control = createControl(documents, controls);
  const shared = shareWith({ allowOrigins, exposeHeaders }, (incoming) => handle({ memory, loaded, journal, takePlanned, faults }, incoming));
  const answer = async (incoming: Incoming) => control(incoming) ?? shared(incoming);
  const certificate = tls ? await createCertificate([...(allowHosts ?? []), ...(isEvery(host) ? [] : [host])]) : undefined;
  return {
    faults,
    fetch: createFetch(answer),
    listen: (port) => listen(answer, { port, host, allowHosts, certificate }),
    certificate,
    operationIds: new Set(documents.flatMap(({ operations }) => [...operations.values()].map(({ id }) => id))),
  };
}
