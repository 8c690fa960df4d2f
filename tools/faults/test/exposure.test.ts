import { Worker } from "node:worker_threads";
import { findChromium, launchChromium } from "@freshkey-tools/parts/chromium";
import { bundle, servePage } from "@freshkey-tools/parts/page";
import { expect, test } from "vitest";
import { closing } from "./opened.ts";

test("X14: In a browser build a login that belongs on a server is never sent: the call rejects, and nothing leaves the page", async () => {
  const script = await bundle({
    beside: import.meta.url,
    code: `
    import { createSession } from "@freshkey/auth-runtime";
    import { createFlexChargeClient } from "@freshkey/flexcharge";
    export const sent = [];
    /** A chain that somebody wrote by hand: no generator has left its login out. */
    const byHand = {
      name: "own", servers: [{ production: "https://api.example.com" }], credentials: ["secret"], principal: [], tokens: { accessToken: { lifetime: 60 } },
      schemes: { bearer: { token: "accessToken", header: (value) => ["authorization", value] } },
      grants: [{ method: "POST", path: "/login", runsOn: "server", credentials: ["secret"], body: ({ credentials }) => credentials, outputs: { accessToken: ({ body }) => body.accessToken } }],
    };
    export async function run() {
      const fetch = async (url) => (sent.push(url), Response.json({ success: true, accessToken: "fake-access", expires: Date.now() + 600000 }));
      const client = createFlexChargeClient({ credentials: { appKey: "key-1", appSecret: "canary-secret" }, fetch });
      const own = createSession(byHand, { credentials: { secret: "canary-secret" }, fetch });
      const calls = [client.GET("/orders/{orderId}", { params: { path: { orderId: "1" } } }), own.getToken()];
      return Promise.all(calls.map((one) => one.then(() => "sent", (error) => error.name)));
    }
  `,
  });
  const page = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as { readonly sent: unknown[]; run(): Promise<string[]> };
  expect(await page.run()).toEqual(["ReauthenticationRequiredError", "ReauthenticationRequiredError"]);
  expect(page.sent).toEqual([]);
});

test.skipIf(!findChromium())("X15: In a browser nothing is kept beyond the page unless a persistent store is named", async () => {
  const script = await bundle({
    beside: import.meta.url,
    code: `
    import { createSimacanClient } from "@freshkey/simacan";
    const fetch = async (url) => Response.json({ access_token: "fake-access", refresh_token: "fake-refresh", expires_in: 3600 });
    const client = createSimacanClient({ credentials: { username: "ada", password: "canary-password" }, fetch });
    const { ok } = await client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] } });
    globalThis.kept = { ok, local: localStorage.length, tab: sessionStorage.length, databases: (await indexedDB.databases()).length, cookies: document.cookie, caches: (await caches.keys()).length };
  `,
  });
  const page = await closing(await launchChromium()).newPage();
  await page.goto(closing(await servePage(script)).url);
  const kept = await page.waitForFunction("globalThis.kept");
  expect(await kept.jsonValue()).toEqual({ ok: true, local: 0, tab: 0, databases: 0, cookies: "", caches: 0 });
});

test("X16: A hostile megabyte in a header, a path, a date or a token answer is read in one pass", async () => {
  const worker = new Worker(new URL("./hostile.ts", import.meta.url), { execArgv: ["--conditions=@freshkey/source"] });
  // A pattern that goes back and forth would need hours; this is no measurement.
  const patience = new Promise<string>((resolve) => setTimeout(resolve, 30_000, "did not come to an end"));
  const done = new Promise<string>((resolve, reject) => worker.once("message", resolve).once("error", reject));
  expect(await Promise.race([done, patience])).toBe("done");
  await worker.terminate();
});
