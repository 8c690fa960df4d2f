import type { Outgoing } from "../handle.ts";
import type { Incoming } from "../request.ts";
import type { AuthMock } from "../start.ts";
import type { Desk } from "./desk.ts";

/** What the control API steers. */
export interface Controls {
  /** Not there before the server is. */
  readonly mock: () => AuthMock;
  readonly desk: Desk;
}

/** A request to the control API, taken apart. */
export interface Asked {
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Incoming["headers"];
  /** The last part of the path, where it stands for something; NaN when it is no number. */
  readonly id: number;
}

/** By path, then by method. */
export type Routes = Readonly<Record<string, Readonly<Record<string, (asked: Asked) => Outgoing | Promise<Outgoing>>>>>;

/** A whole number from 1 to `most` in the query; undefined when it is something else. */
export function readLimit(query: URLSearchParams, name: string, absent: number, most: number = 1000): number | undefined {
  const limit = Number(query.get(name) ?? absent);
  return Number.isInteger(limit) && limit >= 1 && limit <= most ? limit : undefined;
}
