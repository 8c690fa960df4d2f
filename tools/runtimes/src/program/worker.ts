/**
 * The program of a Worker. `/plan` says which checks there are, `/check?name=` runs one; the rest shows sessions of several requests.
 * @module
 */
import { early, importChecks } from "./imports.ts";
import { memoryStore } from "@freshkey/auth-runtime";
import { clientChecks } from "./checks/clients.ts";
import { sessionChecks } from "./checks/session.ts";
import { vendorChecks } from "./checks/vendors.ts";
import { aheadClock } from "./clock.ts";
import { play } from "./check.ts";
import { simacan } from "./subjects.ts";

const checks = [...importChecks, ...clientChecks, ...vendorChecks, ...sessionChecks];
const clock = aheadClock();
const store = memoryStore();
// Its types are not installed. This `waitUntil` belongs to whichever request is being answered.
const platform: string = "cloudflare:workers";
const { waitUntil } = (await import(platform)) as { readonly waitUntil: (work: Promise<unknown>) => void };
/** Older than all requests, and used by all. */
const common = simacan.open({ clock, waitUntil });

interface Context {
  waitUntil(work: Promise<unknown>): void;
}

const routes: Readonly<Record<string, (query: URLSearchParams, context: Context) => unknown>> = {
  "/plan": () => checks.map(({ name }) => name),
  "/check": (query) => {
    const check = checks.find(({ name }) => name === query.get("name"));
    return check && play(check);
  },
  "/early": async () => (await Promise.all(early.map(({ call }) => call()))).map(({ status }) => status),
  "/common": async () => (await common.call()).status,
  "/own": async (_, context) => (await simacan.open({ clock, store, waitUntil: (work) => context.waitUntil(work) }).call()).status,
  "/ahead": (query) => (clock.ahead = Number(query.get("ms"))),
};

/** The Worker: its module exports this by default. */
export const worker: { fetch(request: Request, environment: unknown, context: Context): Promise<Response> } = {
  async fetch(request, _, context) {
    const { pathname, searchParams } = new URL(request.url);
    return Response.json((await routes[pathname]?.(searchParams, context)) ?? null);
  },
};
