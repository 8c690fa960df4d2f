import { STATUS_CODES } from "node:http";
import type { Outgoing } from "../handle.ts";

const always: Outgoing["headers"] = [
  ["cache-control", "no-store"],
  ["x-content-type-options", "nosniff"],
];

/** An answer of the mock itself; without a body it is a 204. */
export function reply(body?: unknown): Outgoing {
  return body === undefined ? { status: 204, headers: always, body: "" } : send(200, "application/json", JSON.stringify(body));
}

/** A refusal as an RFC 9457 problem document. `detail` says what to do, and repeats no secret. */
export function refuse(status: number, detail: string, more: Outgoing["headers"] = []): Outgoing {
  return send(status, "application/problem+json", JSON.stringify({ type: "about:blank", title: STATUS_CODES[status], status, detail }), more);
}

export function send(status: number, type: string, body: string, more: Outgoing["headers"] = []): Outgoing {
  return { status, headers: [...always, ...more, ["content-type", type], ["content-length", String(Buffer.byteLength(body))]], body };
}
