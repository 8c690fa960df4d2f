import { authFetch, createApiClient, createSession, type ApiClient, type AuthEvent, type ClientSettings, type Session, type SessionOptions } from "../../../src/index.ts";
import { testClock, type TestClock } from "../../support/clock.ts";
import { chain, credentials, operations, servers, type Credentials, type paths } from "./api.ts";
import { stub, type Stub } from "./stub.ts";

export interface Opened {
  readonly api: Stub;
  readonly clock: TestClock;
  readonly events: AuthEvent[];
  readonly session: Session;
  readonly client: ApiClient<paths>;
  readonly get: typeof fetch;
}

/** A stub API, a session on it, and the two ways to call it. */
export function open(options: Partial<SessionOptions<Credentials>> = {}, settings: ClientSettings = {}): Opened {
  const api = stub();
  const clock = testClock();
  const events: AuthEvent[] = [];
  const session = createSession(chain, { credentials, fetch: api.fetch, clock, onEvent: (event) => events.push(event), ...options });
  const client = createApiClient<paths>({ session, operations, servers, fetch: api.fetch, clock, ...settings });
  return { api, clock, events, session, client, get: authFetch(session, { fetch: api.fetch, clock }) };
}

/** As {@link open}, with a token held that the API refuses from now on. */
export async function openWithDeadToken(options: Partial<SessionOptions<Credentials>> = {}, settings: ClientSettings = {}): Promise<Opened> {
  const opened = open(options, settings);
  await opened.session.getToken();
  opened.api.killAccess();
  return opened;
}
