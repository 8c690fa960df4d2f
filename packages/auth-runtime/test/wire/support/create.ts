import { createHook } from "node:async_hooks";
import type { paths } from "./api.ts";

interface Watched {
  readonly touched: string[];
}
const { touched } = globalThis as unknown as Watched;
const runtime = await import("../../../src/index.ts");
const { chain, credentials, operations, servers } = await import("./api.ts");
const atImport = touched.splice(0);

let promises = 0;
const hook = createHook({
  init(_, type) {
    if (type === "PROMISE" || type === "Timeout" || type === "Immediate") promises += 1;
  },
}).enable();
const before = promises;
const session = runtime.createSession(chain, { credentials });
const client = runtime.createApiClient({ session, operations, servers });
const get = runtime.authFetch(session);
runtime.authMiddleware(session);
runtime.memoryStore();
const fixed = runtime.staticSession("canary-static", { origins: ["https://api.example.com"] });
session.current();
const atCreation = { touched: touched.splice(0), promises: promises - before };
hook.disable();

// Proves that the watch sees something.
const { json } = await import("./stub.ts");
const fetch = async () => json({ access_token: "canary-access", session_token: "canary-session" });
const used = runtime.createSession(chain, { credentials, fetch });
await runtime.createApiClient<paths>({ session: used, operations, servers, fetch }).GET("/trips");
process.stdout.write(JSON.stringify({ atImport, atCreation, atCall: [...new Set(touched)], made: [typeof get, typeof client.GET, fixed.origins.length] }));
