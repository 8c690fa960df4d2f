import type { BaseClock, MockClock } from "./clock.ts";
import { createClock } from "./clock.ts";
import { createDesk } from "./control/desk.ts";
import { parseDuration } from "./duration.ts";
import { AuthMockError } from "./error.ts";
import type { ArmedFault, Fault } from "./faults/fault.ts";
import type { PlannedResponse } from "./handle.ts";
import type { Exchange } from "./journal.ts";
import { createLedger, type TokenState } from "./ledger.ts";
import { tap } from "./scenarios/tap.ts";

/** What {@link startAuthMock} starts with. */
export interface AuthMockOptions {
  /** OpenAPI documents: paths or `file:` URLs. With several the first that has a request's path and method answers it. */
  readonly spec: string | URL | readonly (string | URL)[];
  /** Absent or 0: a free one. */
  readonly port?: number;
  /** The address to listen on. Absent: 127.0.0.1, so that no other machine reaches the mock. */
  readonly host?: string;
  /** Names by which the mock may be called, beside loopback ones. A request with another `Host` is refused with 421. */
  readonly allowHosts?: readonly string[];
  /** `https`, with a certificate made for this start: for loopback, `host` and `allowHosts`. Clients trust {@link AuthMock.certificate}. Absent: `http`. */
  readonly tls?: boolean;
  /** Origins whose pages may call, such as `http://localhost:5173`, with cookies; or `"*"`: every page, without. Absent: no CORS at all. */
  readonly allowOrigins?: readonly string[] | "*";
  /** Whether those pages may read all headers of an answer. Absent: true. False plays a server that lets them see none, not even `Date` and `Retry-After`. */
  readonly exposeHeaders?: boolean;
  /** What the mock's clock runs on. Absent: the real clock. */
  readonly clock?: BaseClock;
  /** Where the mock's clock starts, ms since the epoch. Absent: now. */
  readonly startAt?: number;
  /** The only credentials that are taken, as the chains name them. Absent: all that fit the chain's schema. */
  readonly credentials?: readonly Readonly<Record<string, unknown>>[];
  /** So many refused logins of one account in a row shut it out for 30 s: 429 with `Retry-After`. Absent: 5. `Infinity`: never. */
  readonly failedLogins?: number;
  /** No token outlives its login by more than this, ISO 8601 or ms: renewing works until then, but gains less and less. Absent: no such end. */
  readonly sessionMaximum?: string | number;
  /** `"strict"` refuses what real servers are known to let pass though no document says so; the README lists it. Absent: `"realistic"`. */
  readonly leniency?: "realistic" | "strict";
  /** Where a person is sent to sign in: back `"at once"` with a code, or to a `"page"` with the buttons Sign in and Cancel. Absent: at once. */
  readonly signIn?: "at once" | "page";
}

/** A token that the mock gave out. */
export interface MockToken {
  readonly name: string;
  readonly value: string;
  readonly state: TokenState;
  /** ms since the epoch by the mock's clock; absent when it does not die of age. */
  readonly expiresAt?: number;
}

/** A running mock. */
export interface AuthMock {
  /** `http://127.0.0.1:<port>` or what `host` says, no slash at the end. It stands for every server of the documents, base path included. */
  readonly url: string;
  /** PEM of the authority that signed the mock's certificate, for a client's list of those; absent without `tls`. */
  readonly certificate?: string;
  /** The same mock without a socket: any origin will do, only method, path, query, headers and body count. */
  readonly fetch: typeof fetch;
  /** The mock's clock, for `createSession({ clock })`. {@link AuthMock.advance} moves it. */
  readonly clock: MockClock;
  /** The last 1,000 requests and answers, as they were on the wire: tokens and secrets included. */
  readonly journal: readonly Exchange[];
  /** How often an operation was answered. */
  calls(operationId: string): number;
  /** Moves the clock on by an ISO 8601 duration (`"PT10M"`) or by ms, and fires what falls due. Throws a `RangeError` for anything else. */
  advance(duration: string | number): void;
  /** Refuses this token from now on. */
  revoke(token: string): void;
  /** Refuses every token given out so far (of that name). */
  revokeAll(name?: string): void;
  /** Every token given out so far (of that name), oldest first; of a great many the newest 10,000 at least. */
  tokens(name?: string): MockToken[];
  /** The next call of this operation gets exactly this, whatever it sends. Several wait in line, at most 1,000; then it throws a `RangeError`. */
  respondOnce(operationId: string, response: PlannedResponse): void;
  /**
   * Lets something go wrong, with the next call or with the calls it is aimed at. Several at a time all take effect, in the order they were armed.
   * Throws a `RangeError` that says what to write when the fault is none.
   *
   * @example
   * mock.fault({ kind: "lost", on: "refreshTokens" });
   * mock.fault({ kind: "status", status: 503, on: "data", times: Infinity, chance: 0.1, seed: 7 });
   */
  fault(fault: Fault): ArmedFault;
  /** Stops the server and ends its open connections. */
  close(): Promise<void>;
}

/**
 * Starts a mock of the APIs that the documents describe. It checks requests and answers as Prism does, and it remembers:
 * tokens are unique, die, rotate and are refused when they are wrong, as `components.x-token-chains` says.
 *
 * Throws `AuthMockError` when a document cannot be used; the message says what to write.
 *
 * @example
 * const mock = await startAuthMock({ spec: "specs/simacan.openapi.yaml" });
 * const client = createSimacanClient({ credentials: { username: "user1", password: "anything" }, server: mock.url, clock: mock.clock });
 * mock.advance("PT1H");
 * await mock.close();
 */
export async function startAuthMock(options: AuthMockOptions): Promise<AuthMock> {
  requireNode(process.versions.node);
  // Only now: on an older Node it is this import that would fail.
  const { createHandler } = await import("./handler.ts");
  const clock = createClock(options.clock, options.startAt);
  const desk = createDesk(createLedger(clock.now, readMaximum(options)), clock);
  const { ledger, journal, line } = desk;
  const { fetch, listen, certificate, operationIds, faults } = await createHandler(options, {
    clock,
    ledger,
    journal: tap(journal, options),
    takePlanned: line.take,
    controls: { mock: () => mock, desk },
  });
  const { url, close } = await listen(options.port ?? 0);

  const mock: AuthMock = {
    url,
    ...(certificate && { certificate: certificate.ca }),
    fetch,
    clock: { now: clock.now, monotonic: clock.monotonic, after: clock.after },
    get journal() {
      return journal.exchanges;
    },
    calls: (operationId) => journal.calls(known(operationIds, operationId)),
    advance(duration) {
      const ms = typeof duration === "number" ? duration : parseDuration(duration);
      if (ms === undefined || !(ms >= 0)) throw new RangeError(`advance(${JSON.stringify(duration)}): write a duration such as "PT10M", or ms.`);
      clock.advance(ms);
      desk.moved();
    },
    revoke: (token) => ledger.revoke(({ value }) => value === token),
    revokeAll: (name) => ledger.revoke((token) => name === undefined || token.name === name),
    tokens: (name) =>
      ledger.all
        .filter((token) => name === undefined || token.name === name)
        .map((token) => ({
          name: token.name,
          value: token.value,
          state: ledger.state(token),
          ...(token.expiresAt !== undefined && { expiresAt: token.expiresAt }),
        })),
    respondOnce: (operationId, response) => line.add(known(operationIds, operationId), response),
    fault: (given) => desk.armory.arm(given, (fault) => faults.arm(fault, operationIds)),
    async close() {
      faults.close();
      desk.feed.close();
      clock.stop();
      await close();
    },
  };
  return mock;
}

function readMaximum({ sessionMaximum, failedLogins = 5, leniency = "realistic", signIn = "at once" }: AuthMockOptions): number | undefined {
  if (!(failedLogins >= 1)) throw new AuthMockError(`failedLogins is ${String(failedLogins)}. Write a number from 1 on, or Infinity.`);
  if (leniency !== "realistic" && leniency !== "strict") throw new AuthMockError(`leniency is ${JSON.stringify(leniency)}. Write "realistic" or "strict".`);
  if (signIn !== "at once" && signIn !== "page") throw new AuthMockError(`signIn is ${JSON.stringify(signIn)}. Write "at once" or "page".`);
  if (sessionMaximum === undefined) return undefined;
  const ms = typeof sessionMaximum === "number" ? sessionMaximum : parseDuration(sessionMaximum);
  if (ms === undefined || !(ms > 0)) throw new AuthMockError(`sessionMaximum is ${JSON.stringify(sessionMaximum)}. Write a duration such as "PT8H", or ms.`);
  return ms;
}

function known(ids: ReadonlySet<string>, id: string): string {
  if (!ids.has(id)) throw new RangeError(`No document has the operation ${JSON.stringify(id)}. There are: ${[...ids].join(", ")}.`);
  return id;
}

/** Throws `AuthMockError` on a Node that is too old. */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 21)) return;
  throw new AuthMockError(
    `The mock needs Node 24.21 or newer: its tests run on no older one, and Prism needs nearly as much. This is ${version}: install a newer one for the mock. What you test may stay where it is and call the mock over HTTP.`,
  );
}
