import { authFetch, createSession, type AuthEvent, type Session, type SessionOptions, type TokenChain } from "../../src/index.ts";
import { credentials, rotating } from "./chain.ts";
import { testClock, type TestClock } from "./clock.ts";
import { login, portal, twoLinks, type Portal } from "./portal.ts";
import type { Stub } from "./stub.ts";
import { door } from "./time.ts";
import { vendor, type Vendor } from "./vendor.ts";

const base = "https://api.example.com";

export interface Opened<Api extends Stub> {
  readonly api: Api;
  readonly clock: TestClock;
  readonly session: Session;
  readonly events: AuthEvent[];
  /** Calls the API with the session's token. */
  get(path?: string, init?: RequestInit): Promise<Response>;
  /** Another session like this one. */
  again(options?: Partial<SessionOptions<any>>): Opened<Api>;
}

function openOn<Api extends Stub>(api: Api, clock: TestClock, chain: TokenChain<any>, options: SessionOptions<any>): Opened<Api> {
  const events: AuthEvent[] = [];
  const session = createSession(chain, { fetch: api.fetch, clock, onEvent: (event) => events.push(event), ...options });
  const send = authFetch(session, { fetch: api.fetch, clock });
  return { api, clock, session, events, get: (path = "/trips", init) => send(`${base}${path}`, init), again: (more) => openOn(api, clock, chain, { ...options, ...more }) };
}

/** A session on a vendor of rotating tokens; no token is asked for yet. */
export const open = (options: Partial<SessionOptions<any>> = {}, chain: TokenChain<any> = rotating): Opened<Vendor> => openOn(vendor(), testClock(), chain, { credentials, ...options });

/** A session on the two-link chain. */
export const openTwo = (options: Partial<SessionOptions<any>> = {}, chain: TokenChain<any> = twoLinks): Opened<Portal> => openOn(portal(), testClock(), chain, { credentials: login, ...options });

/** A session on a chain and a vendor of your own. */
export const openAs = <Api extends Stub>(api: Api, chain: TokenChain<any>, options: SessionOptions<any>): Opened<Api> => openOn(api, testClock(), chain, options);

/** A session whose access token is dead and whose refresh waits until it is let go. */
export async function heldUp(): Promise<Opened<Vendor> & { readonly release: () => void }> {
  const opened = open();
  await opened.get();
  opened.api.killAccess();
  const gate = door();
  opened.api.on("/refresh", () => gate.promise.then(() => undefined));
  return { ...opened, release: () => gate.open() };
}
