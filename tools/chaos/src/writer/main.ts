// One of several processes on one store. It does what it is told, by messages, and its time is what it is told.
import { createHash } from "node:crypto";
import { authFetch, createSession } from "@freshkey/auth-runtime";
import { settle, virtualClock } from "../clock.ts";
import { chainOf, credentials } from "./chain.ts";
import { arm, hold, say } from "./hold.ts";
import { watched } from "./store.ts";
import type { Order, Setting } from "./talk.ts";

const { name, url, place, rotation, at, skew } = JSON.parse(process.argv[2] as string) as Setting;
const clock = virtualClock({ at, skew });
const { store, seen, busy, forget } = watched(place, clock.monotonic);
let flying = 0;

/** Says who asks, and brings the answer whole. */
const named: typeof fetch = async (input, init) => {
  flying += 1;
  try {
    const headers = new Headers(init?.headers);
    headers.set("x-writer", String(name));
    const response = await fetch(input, { ...init, headers });
    const body = await response.arrayBuffer();
    if (/\/auth\//.test(String(input)) && response.ok) await hold("answered");
    return new Response(body, { status: response.status, headers: response.headers });
  } finally {
    flying -= 1;
  }
};

const session = createSession(chainOf(rotation === "grace" ? { grace: 60 } : "strict"), {
  credentials,
  store,
  clock,
  server: url,
  fetch: named,
  onEvent: ({ type }) => {
    if (type === "store_degraded") seen.degraded += 1;
  },
});
const call = authFetch(session, { fetch: named, clock });
const body =
  "<planning><tripId>trip-1</tripId><timestamp>2026-01-31T12:00:00+01:00</timestamp><fuelType>EV</fuelType><licensePlateTractor>TE-ST-01</licensePlateTractor><tractorType>TREKKER</tractorType><customer>customer-1</customer></planning>";

/** Nothing is on its way: what is left waits for time, or for others. */
async function quiet(): Promise<void> {
  for (let calm = 0; calm < 3; calm += 1) {
    if (busy() + flying === 0) {
      await settle();
      continue;
    }
    calm = -1;
    await new Promise((done) => setTimeout(done, 1));
  }
}

/** One after the other, however many have piled up. */
let steps = Promise.resolve();

async function work(order: Order): Promise<{ readonly status?: number; readonly tag?: string; readonly error?: string }> {
  if (order.do === "arm") arm(order.point);
  if (order.do === "forget") forget();
  if (order.do === "step") {
    steps = steps.then(() => {
      clock.advance(order.ms);
      return quiet();
    });
    await steps;
  }
  if (order.do !== "call") return {};
  try {
    const { status } = await call(`${url}/acme/transporter/v3/acme/planning`, { method: "POST", headers: { "content-type": "application/xml" }, body });
    // The token itself is nobody else's business.
    return {
      status,
      tag: createHash("sha256")
        .update(session.current()?.reveal() ?? "")
        .digest("hex")
        .slice(0, 12),
    };
  } catch (error) {
    return { error: (error as { readonly code?: string }).code ?? (error as Error).name };
  }
}

process.on("message", (order: Order) => {
  void work(order).then((result) => say({ say: "done", id: order.id, seen, ...result }));
});
process.on("disconnect", () => process.exit());
await say({ say: "ready" });
