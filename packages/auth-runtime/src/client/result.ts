import type { Client, FetchOptions, ParseAsResponse } from "openapi-fetch";
import type { FilterKeys, HttpMethod, MediaType, PathsWithMethod, Readable, RequiredKeysOf } from "openapi-typescript-helpers";
import type { Session } from "../session/types.ts";

/** What a call may say beside what openapi-fetch takes. */
export interface CallSettings {
  /** ms that this call may take, instead of the client's. `Infinity`: no end. */
  readonly timeout?: number | undefined;
  /** With a client that retries: true also for a POST or PATCH, false not even for a GET. */
  readonly retry?: boolean | undefined;
}

/** An answer of 200 to 299. */
export interface Succeeded<Status extends number, Data> {
  readonly ok: true;
  /** HTTP status. */
  readonly status: Status;
  /** The body; undefined where there is none. */
  readonly data: Data;
  readonly error?: never;
  readonly response: Response;
}

/** Any other answer. The status tells, not the body: that may be missing (`error` is undefined then) or HTML (a string), whatever the document says. */
export interface Failed<Status extends number, Problem> {
  readonly ok: false;
  /** HTTP status. */
  readonly status: Status;
  readonly data?: never;
  /** The body. */
  readonly error: Problem;
  readonly response: Response;
}

/**
 * What a call resolves to: one member per documented status, told apart by `ok` and then by `status`.
 * A status that the document does not know comes as it is; the types do not speak of it.
 *
 * @example
 * const result = await client.GET("/orders/{orderId}", { params: { path: { orderId } } });
 * if (result.ok) return result.data;
 * if (result.status === 404) return undefined;
 * throw new Error(`The order cannot be read: ${result.status}`);
 */
export type Result<Operation, Init = unknown> = Operation extends { responses: infer Responses } ? Answers<Responses, Init> | Unforeseen<keyof Responses> : never;

type Answers<Responses, Init> = {
  [Status in keyof Responses]: `${Status & (string | number)}` extends `2${string}`
    ? Succeeded<StatusOf<Status>, ParseAsResponse<Readable<BodyOf<Responses[Status]>>, Init>>
    : Failed<StatusOf<Status>, Readable<BodyOf<Responses[Status]>>>;
}[keyof Responses];
// `default`, `4XX` and the like.
type StatusOf<Status> = Status extends number ? Status : number;
type BodyOf<Answer> = Answer extends { content: infer Content } ? FilterKeys<Content, MediaType> : undefined;
// A document that knows no failure does not keep a server from failing.
type Unforeseen<Status> = [Exclude<`${Status & (string | number)}`, `2${string}`>] extends [never] ? Failed<number, unknown> : never;

type Init<Item, Method> =
  RequiredKeysOf<FetchOptions<FilterKeys<Item, Method>>> extends never ? (FetchOptions<FilterKeys<Item, Method>> & CallSettings) | undefined : FetchOptions<FilterKeys<Item, Method>> & CallSettings;
type Rest<Given> = RequiredKeysOf<Given> extends never ? [init?: Given & { [key: string]: unknown }] : [init: Given & { [key: string]: unknown }];

/** A method of a client, such as `GET`: path template, then what the operation needs. */
export type Call<Paths extends {}, Method extends HttpMethod> = <Path extends PathsWithMethod<Paths, Method>, Given extends Init<Paths[Path], Method>>(
  path: Path,
  ...init: Rest<Given>
) => Promise<Result<FilterKeys<Paths[Path], Method>, Given>>;

/** An openapi-fetch client that carries a session; its results also say `ok` and `status`. */
export interface ApiClient<Paths extends {}> extends Pick<Client<Paths>, "use" | "eject"> {
  readonly session: Session;
  GET: Call<Paths, "get">;
  PUT: Call<Paths, "put">;
  POST: Call<Paths, "post">;
  DELETE: Call<Paths, "delete">;
  OPTIONS: Call<Paths, "options">;
  HEAD: Call<Paths, "head">;
  PATCH: Call<Paths, "patch">;
  TRACE: Call<Paths, "trace">;
  request: <Method extends HttpMethod, Path extends PathsWithMethod<Paths, Method>, Given extends Init<Paths[Path], Method>>(
    method: Method,
    path: Path,
    ...init: Rest<Given>
  ) => Promise<Result<FilterKeys<Paths[Path], Method>, Given>>;
}
