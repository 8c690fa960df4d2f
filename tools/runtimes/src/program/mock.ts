import { aheadClock, type AheadClock } from "./clock.ts";
import { place } from "./place.ts";

/** A request that the mock got. */
export interface Seen {
  readonly operationId?: string;
  readonly status: number;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
}

// Before anything watches or stands in for it.
const { fetch } = globalThis;

async function control(method: string, path: string, body?: object): Promise<any> {
  const sent = body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`${place.server}/_mock${path}`, { method, ...sent });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the mock's control answered ${answer.status} to ${path}`);
  return text && JSON.parse(text);
}

/** Forgets what was asked, and all faults. */
export async function anew(): Promise<void> {
  await control("DELETE", "/journal");
  await control("DELETE", "/faults");
}

/** How often each operation was asked since `anew`. */
export async function counts(without?: string): Promise<Record<string, number>> {
  const { exchanges } = await control("GET", "/journal?brief=yes&limit=1000");
  const found: Record<string, number> = {};
  for (const { operationId = "unknown" } of exchanges as readonly Seen[]) if (operationId !== without) found[operationId] = (found[operationId] ?? 0) + 1;
  return found;
}

/** The requests of one operation since `anew`, secrets included. */
export async function seen(operationId: string): Promise<readonly Seen[]> {
  return (await control("GET", `/journal?operationId=${operationId}&limit=1000&secrets=show`)).exchanges;
}

/** Refuses all tokens of a name from now on. */
export async function revoke(name: string): Promise<void> {
  await control("POST", "/revoke", { name });
}

/** Lets something go wrong. */
export async function fault(kind: string, more: object): Promise<void> {
  await control("POST", "/fault", { kind, ...more });
}

/** A clock in the mock's time. */
export async function mockClock(): Promise<AheadClock> {
  const { now } = await control("GET", "/ready");
  return aheadClock(now - Date.now());
}

/** Moves the mock's time and a client's on together. */
export async function advance(clock: AheadClock, seconds: number): Promise<void> {
  await control("POST", "/advance", { duration: `PT${seconds}S` });
  clock.ahead += seconds * 1000;
}
