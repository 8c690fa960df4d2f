import type { AuthMock } from "@freshkey/auth-mock";
import { initOf, type ExampleRequest } from "./document/requests.ts";

/** What a call of a client gives. */
export interface Result {
  readonly ok: boolean;
  readonly status: number;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** Any generated client, without its types. */
export interface AnyClient {
  request(method: any, path: any, init: any): Promise<Result>;
}

/** Where a client is to call. */
export interface Place {
  readonly server: string;
  readonly clock: AuthMock["clock"];
  readonly fetch: typeof fetch;
}

/** A client package, as its contract is tested. */
export interface Subject {
  /** The name of its spec. */
  readonly api: string;
  readonly folder: URL;
  /** The name of the client's type. */
  readonly client: string;
  /** Opens a client with credentials that the mock takes. */
  readonly open: (place: Place) => AnyClient;
  /** Parts of a request that only a running mock knows, by operationId. */
  readonly known?: Readonly<Record<string, (mock: AuthMock, place: Place) => Promise<Partial<Pick<ExampleRequest, "path" | "body">>>>>;
}

/** A client that calls a mock; `wire` stands between them. */
export function placeAt(mock: AuthMock, wire: typeof fetch = fetch): Place {
  return { server: mock.url, clock: mock.clock, fetch: wire };
}

/** Sends an example request through a client of its own. */
export async function callThrough(subject: Subject, mock: AuthMock, request: ExampleRequest, wire?: typeof fetch): Promise<Result> {
  const place = placeAt(mock, wire);
  const known = await subject.known?.[request.operation.id]?.(mock, placeAt(mock));
  const whole = { ...request, ...known, path: { ...request.path, ...known?.path } };
  return subject.open(place).request(request.operation.method.toLowerCase(), request.operation.path, initOf(whole));
}
