import { validateHeaderName, validateHeaderValue } from "node:http";
import { parseDuration } from "../duration.ts";
import type { Fault, FaultKind } from "./fault.ts";

const known: Readonly<Record<FaultKind["kind"], true>> = {
  status: true,
  delay: true,
  hang: true,
  drip: true,
  reset: true,
  lost: true,
  truncate: true,
  contentType: true,
  html: true,
  huge: true,
  earlyDeath: true,
  dateSkew: true,
  storm: true,
  staleReplica: true,
  redirect: true,
  retryAfter: true,
};

const places: ReadonlySet<string> = new Set(["any", "token", "data"]);

/** Throws a `RangeError` that says what to write. A fault may come from a file or over HTTP: its type proves nothing. */
export function validate(fault: Fault, operationIds: ReadonlySet<string>): void {
  const { on, times = 1, after = 0, chance = 1, seed = 1, lasts = 0 } = fault;
  if (!Object.hasOwn(known, fault.kind)) wrong("kind", fault.kind, `one of ${Object.keys(known).join(", ")}`);
  if (on !== undefined && !places.has(on) && !operationIds.has(on)) wrong("on", on, `one of ${[...places, ...operationIds].join(", ")}`);
  if (times !== Number.POSITIVE_INFINITY && !isCount(times)) wrong("times", times, "a whole number or Infinity");
  if (!isCount(after)) wrong("after", after, "a whole number");
  if (!(chance >= 0 && chance <= 1)) wrong("chance", chance, "a number from 0 to 1");
  if (!Number.isInteger(seed)) wrong("seed", seed, "a whole number");
  readTime("lasts", lasts);
  own(fault);
}

function own(fault: Fault): void {
  switch (fault.kind) {
    case "status":
      wantStatus(fault.status);
      for (const [name, value] of Object.entries(fault.headers ?? {})) {
        wantHeader(name, value);
      }
      return;
    case "html":
    case "redirect":
    case "retryAfter":
      if (fault.status !== undefined) wantStatus(fault.status);
      if (fault.kind === "redirect" && (typeof fault.to !== "string" || !URL.canParse(fault.to))) wrong("to", fault.to, 'an origin such as "https://other.example"');
      if (fault.kind === "retryAfter") wantHeader("retry-after", fault.value);
      return;
    case "contentType":
      if (fault.type !== undefined) wantHeader("content-type", fault.type);
      return;
    case "delay":
      return void readTime("time", fault.time);
    case "earlyDeath":
      return void readTime("life", fault.life);
    case "staleReplica":
      return void readTime("lag", fault.lag);
    case "dateSkew":
      if (!Number.isFinite(fault.by)) wrong("by", fault.by, "ms");
      return;
    case "drip":
      if (!(fault.bytesPerSecond > 0)) wrong("bytesPerSecond", fault.bytesPerSecond, "a number above 0");
      return;
    case "reset":
      if (!["before", "during", "after"].includes(fault.when)) wrong("when", fault.when, '"before", "during" or "after"');
      if (!isCount(fault.bytes ?? 0)) wrong("bytes", fault.bytes, "a whole number");
      return;
    case "truncate":
      if (!isCount(fault.bytes)) wrong("bytes", fault.bytes, "a whole number");
      return;
    case "huge":
      if (!isCount(fault.bytes) && !(fault.bytes === Number.POSITIVE_INFINITY && fault.announced !== true)) wrong("bytes", fault.bytes, "a whole number, or Infinity when it is not announced");
      return;
    default:
      return;
  }
}

/** An ISO 8601 duration or ms, in ms. */
export function readTime(name: string, value: string | number): number {
  const ms = typeof value === "number" ? value : parseDuration(String(value));
  return ms !== undefined && ms >= 0 ? ms : wrong(name, value, 'a duration such as "PT10M", or ms');
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function wantStatus(status: unknown): void {
  // 101 and the like are no answers, and a `Response` takes none above.
  if (!Number.isInteger(status) || (status as number) < 200 || (status as number) > 599) wrong("status", status, "a status from 200 to 599");
}

function wantHeader(name: string, value: unknown): void {
  try {
    validateHeaderName(name);
    for (const one of [value].flat()) validateHeaderValue(name, String(one));
  } catch {
    throw new RangeError(`A fault's header ${JSON.stringify(name)}: write a name and a value that HTTP can carry.`);
  }
}

function wrong(member: string, value: unknown, write: string): never {
  throw new RangeError(`A fault with ${member} ${JSON.stringify(value) ?? String(value)}: write ${write}.`);
}
