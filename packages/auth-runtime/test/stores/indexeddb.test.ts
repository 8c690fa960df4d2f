import { findChromium, launchChromium } from "@freshkey-tools/parts/chromium";
import { bundle, servePage, type ServedPage } from "@freshkey-tools/parts/page";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { indexedDbStore, StoreError } from "../../src/stores/indexeddb.ts";
import { storeContract } from "../../src/testing/index.ts";
import { times } from "../support/time.ts";

declare const stores: typeof import("./support/page.ts");

describe.skipIf(!findChromium())("indexedDbStore, in a browser", () => {
  let browser: Browser;
  let served: ServedPage;
  let context: BrowserContext;
  let page: Page;
  const tab = async (): Promise<Page> => {
    const one = await context.newPage();
    await one.goto(served.url);
    return one;
  };
  beforeAll(async () => {
    const script = await bundle({ code: 'import * as stores from "./page.ts"; Object.assign(globalThis, { stores });', beside: new URL("support/page.ts", import.meta.url).href });
    [browser, served] = await Promise.all([launchChromium(), servePage(script)]);
    context = await browser.newContext();
    page = await tab();
  });
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });

  const names = storeContract(() => indexedDbStore("x"), { shared: true, broken: () => indexedDbStore("x") }).map(({ name }) => name);
  test.each(names)("It keeps the contract of stores: %s", async (name) => {
    expect(await page.evaluate((one) => stores.check(one), name)).toBeUndefined();
  });

  test("Of swaps in twenty tabs on one version exactly one wins, and all tabs see it", async () => {
    const tabs = await Promise.all(times(20, tab));
    const version = await page.evaluate(() => stores.indexedDbStore("tabs").swap("k", undefined, stores.record("first"), {}));
    expect(version).toBeTypeOf("string");
    const start = Date.now() + 1_000;
    const won = await Promise.all(
      tabs.map((one, index) =>
        one.evaluate(
          async ({ expected, writer, at }) => {
            const store = stores.indexedDbStore("tabs");
            await store.load("k");
            while (Date.now() < at) await new Promise((resolve) => setTimeout(resolve, 1));
            return store.swap("k", expected, stores.record(writer), {});
          },
          { expected: version as string, writer: String(index), at: start },
        ),
      ),
    );
    expect(won.filter((one) => one !== false)).toHaveLength(1);
    const winner = won.findIndex((one) => one !== false);
    for (const one of tabs) expect(await one.evaluate(() => stores.indexedDbStore("tabs").load("k"))).toMatchObject({ version: won[winner], record: { writer: String(winner) } });
    await Promise.all(tabs.map((one) => one.close()));
  });

  test("A tab that watches is told of another tab's change, and can load it", async () => {
    const other = await tab();
    const told = page.evaluate(
      () =>
        new Promise<string | undefined>((resolve) => {
          const store = stores.indexedDbStore("watched");
          const end = store.watch?.("k", () => {
            end?.();
            void store.load("k").then((found) => resolve(found?.record.writer));
          });
          document.title = "watching";
        }),
    );
    await page.waitForFunction(() => document.title === "watching");
    await other.evaluate(() => stores.indexedDbStore("watched").swap("other", undefined, stores.record("not this"), {}));
    await other.evaluate(() => stores.indexedDbStore("watched").swap("k", undefined, stores.record("this"), {}));
    expect(await told).toBe("this");
    await other.close();
  });

  test("A tab closed amid its swaps leaves a whole record, and stops nobody", async () => {
    const other = await tab();
    await other.evaluate(() => {
      const store = stores.indexedDbStore("closed");
      void (async () => {
        for (let epoch = 0; ; epoch += 1) await store.swap("k", (await store.load("k"))?.version, stores.record("x".repeat(50_000), epoch), {});
      })();
    });
    const seen = await page.evaluate(async () => {
      const store = stores.indexedDbStore("closed");
      for (;;) {
        const epoch = (await store.load("k"))?.record.epoch ?? 0;
        if (epoch > 3) return epoch;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    });
    await other.close();
    const found = await page.evaluate(() => stores.indexedDbStore("closed").load("k"));
    expect(found?.record.writer).toHaveLength(50_000);
    expect(found?.record.epoch).toBeGreaterThanOrEqual(seen);
    expect(await page.evaluate((version) => stores.indexedDbStore("closed").swap("k", version, stores.record("next"), {}), found?.version)).toBeTypeOf("string");
  });

  test("A person who clears the site's data, or a page that deletes the database, is not held up; the store starts anew", async () => {
    const found = await page.evaluate(async () => {
      const store = stores.indexedDbStore("deleted");
      const first = await store.swap("k", undefined, stores.record("a"), {});
      const deleted = await new Promise<string>((resolve) => {
        const request = indexedDB.deleteDatabase("deleted");
        request.onsuccess = () => resolve("deleted");
        request.onblocked = () => resolve("blocked");
      });
      return { deleted, load: await store.load("k"), stale: await store.swap("k", first as string, stores.record("b"), {}), anew: await store.swap("k", undefined, stores.record("c"), {}) };
    });
    expect(found).toEqual({ deleted: "deleted", load: undefined, stale: false, anew: expect.any(String) });
  });

  test.each([
    ["text", "garbage"],
    ["no record", { version: "v", at: 1 }],
    ["a record of no schema", { version: "v", at: 1, record: { canary: "canary" } }],
    ["null", null],
  ])("A row that is no record (%s) is set aside: told of once, without content, and written over", async (_, row) => {
    const result = await page.evaluate(async (planted) => {
      const name = `garbage ${crypto.randomUUID()}`;
      await stores.plant(name, "k", planted);
      const warnings: string[] = [];
      const store = stores.indexedDbStore(name, { onWarning: (message) => warnings.push(message) });
      return { loads: [await store.load("k"), await store.load("k")], won: await store.swap("k", undefined, stores.record("a"), {}), then: (await store.load("k"))?.record.writer, warnings };
    }, row);
    expect(result).toMatchObject({ loads: [undefined, undefined], won: expect.any(String), then: "a" });
    expect(result.warnings.length).toBeLessThanOrEqual(1);
    expect(JSON.stringify(result.warnings)).not.toMatch(/canary|garbage/);
  });

  test("A record of a newer release is not written over", async () => {
    const result = await page.evaluate(async () => {
      await stores.plant("newer", "k", { version: "v", at: Date.now(), record: { ...stores.record("newer"), schema: 2 } });
      const store = stores.indexedDbStore("newer");
      return { swap: await stores.outcome(store.swap("k", "v", stores.record("older"), {})), load: (await store.load("k"))?.record };
    });
    expect(result).toMatchObject({ swap: { reason: "newer_schema" }, load: { schema: 2, writer: "newer" } });
  });

  test("Where the browser allows no storage, each call rejects with what to do", async () => {
    const frame = await page.evaluate(async () => {
      const inner = document.createElement("iframe");
      inner.setAttribute("sandbox", "allow-scripts");
      inner.src = location.href;
      const answer = new Promise((resolve) => addEventListener("message", (event) => resolve(event.data), { once: true }));
      inner.srcdoc = `<script src="${location.href}app.js"></script><script>stores.outcome(stores.indexedDbStore("x").load("k")).then((one) => parent.postMessage(one, "*"))</script>`;
      document.body.append(inner);
      return answer;
    });
    expect(frame).toMatchObject({ reason: "denied", message: expect.stringContaining("memoryStore") });
  });

  test("A database that hangs is given up after the budget", async () => {
    const result = await page.evaluate(async () => {
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
      const store = stores.indexedDbStore("hanging", { budget: 50 });
      const hung = await stores.outcome(store.load("k"));
      IDBFactory.prototype.open = open;
      return { hung, then: await stores.outcome(store.load("k")) };
    });
    expect(result).toEqual({ hung: { reason: "timeout", message: expect.any(String) }, then: undefined });
  });

  test("What was given up while another tab held the table is not written when it lets go", async () => {
    const result = await page.evaluate(async () => {
      const store = stores.indexedDbStore("held");
      const version = (await store.swap("k", undefined, stores.record("a"), {})) as string;
      const release = await stores.hold("held");
      const late = await stores.outcome(stores.indexedDbStore("held", { budget: 50 }).swap("k", version, stores.record("late"), {}));
      await release();
      await store.load("other");
      return { late, then: (await store.load("k"))?.record.writer, again: await store.swap("k", version, stores.record("b"), {}) };
    });
    expect(result).toMatchObject({ late: { reason: "timeout" }, then: "a", again: expect.any(String) });
  });

  test("A site without room left rejects, and what was stored stays", async () => {
    const result = await page.evaluate(async () => {
      const store = stores.indexedDbStore("full");
      const version = (await store.swap("k", undefined, stores.record("a"), {})) as string;
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (this: IDBObjectStore) {
        this.transaction.abort();
        Object.defineProperty(this.transaction, "error", { value: new DOMException("canary", "QuotaExceededError") });
        return {} as IDBRequest<IDBValidKey>;
      };
      const full = await stores.outcome(store.swap("k", version, stores.record("b"), {}));
      IDBObjectStore.prototype.put = put;
      return { full, then: (await store.load("k"))?.record.writer, again: await store.swap("k", version, stores.record("c"), {}) };
    });
    expect(result).toMatchObject({ full: { reason: "full", message: expect.not.stringContaining("canary") }, then: "a", again: expect.any(String) });
  });
});

describe("indexedDbStore, where there is none", () => {
  test("Making one touches nothing; its calls reject with a typed error", async () => {
    const store = indexedDbStore("x");
    const error = await store.load("k").catch((one: unknown) => one);
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ code: "store_failed", reason: "denied" });
  });

  test.each([
    [
      "throws",
      () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    ],
    ["gives null", () => null],
  ])("A browser that blocks storage, and %s when it is asked for it, makes its calls reject with a typed error too", async (_, get) => {
    Object.defineProperty(globalThis, "indexedDB", { configurable: true, get });
    const error = await indexedDbStore("x")
      .load("k")
      .catch((one: unknown) => one);
    Reflect.deleteProperty(globalThis, "indexedDB");
    expect(error).toMatchObject({ name: "StoreError", code: "store_failed", reason: "denied" });
  });
});
