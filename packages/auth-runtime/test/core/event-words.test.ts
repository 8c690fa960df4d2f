import { describe, expect, test } from "vitest";
import { memoryStore, type AuthEvent } from "../../src/index.ts";
import { open, openTwo } from "../support/open.ts";
import { json, networkError } from "../support/stub.ts";
import { spyStore } from "../support/store.ts";
import { failure, until } from "../support/time.ts";

const both = ["accessToken", "refreshToken"];

/** The events since the last look, without those who wait. */
function look(events: AuthEvent[]) {
  return events.splice(0).map(({ waiters: _, ...event }) => event);
}

describe("What each event says", () => {
  test("Issued, rejected, renewed", async () => {
    const { api, clock, events, session } = open();
    const token = await session.getToken();
    expect(events).toEqual([{ type: "issued", tokens: both, grant: "POST /password", reason: "needed", duration: 0, waiters: 1 }]);
    look(events);
    api.killAccess();
    await session.reject(token);
    expect(events).toEqual([{ type: "rejected", tokens: ["accessToken"] }]);
    look(events);
    api.on("/refresh", () => {
      clock.advance(40);
      return undefined;
    });
    await session.getToken();
    expect(look(events)).toEqual([{ type: "renewed", tokens: both, grant: "POST /refresh", reason: "needed", duration: 40 }]);
  });

  test("Renewed ahead: nobody waits", async () => {
    const { clock, events, session } = open();
    await session.getToken();
    look(events);
    clock.advance(3_400_000);
    expect(session.current()).toBeDefined();
    await until(() => events.length > 0);
    expect(events).toEqual([{ type: "renewed", tokens: both, grant: "POST /refresh", reason: "ahead", duration: 0 }]);
  });

  test("Climbed, because an input was refused", async () => {
    const { api, events, get } = open();
    await get();
    api.killAccess();
    api.killRefresh();
    look(events);
    await get();
    expect(look(events).slice(1)).toEqual([
      { type: "climbed", tokens: ["refreshToken"], grant: "POST /refresh", reason: "refused", duration: 0 },
      { type: "renewed", tokens: both, grant: "POST /password", reason: "needed", duration: 0 },
    ]);
  });

  test("Failed, and climbed because an input may be spent", async () => {
    const { api, events, get } = open();
    await get();
    api.killAccess();
    api.on("/refresh", () => networkError("ECONNRESET"));
    look(events);
    await get();
    expect(look(events).slice(1, 3)).toEqual([
      { type: "failed", tokens: [], grant: "POST /refresh", reason: "network", duration: 0 },
      { type: "climbed", tokens: ["refreshToken"], grant: "POST /refresh", reason: "may be spent", duration: 0 },
    ]);
  });

  test("Failed, because the credentials were refused; then gated", async () => {
    const { events, get } = open({ credentials: { username: "ada", password: "canary-wrong" } });
    await failure(get());
    expect(look(events)).toEqual([{ type: "failed", tokens: [], grant: "POST /password", reason: "credentials refused", duration: 0 }]);
    await failure(get());
    expect(look(events)).toEqual([{ type: "gated", tokens: [], grant: "POST /password" }]);
  });

  test("Adopted from another session", async () => {
    const { get, again } = open({ store: memoryStore() });
    await get();
    const second = again();
    await second.get();
    expect(look(second.events)).toEqual([{ type: "adopted", tokens: ["accessToken"] }]);
  });

  test("Interaction needed, where nothing renews the token", async () => {
    const { api, events, get } = openTwo();
    api.on("/login", () => json({}));
    await failure(get());
    expect(look(events).map(({ type }) => type)).toEqual(["failed"]);
    const last = openTwo({}, { ...(await import("../support/portal.ts")).twoLinks, grants: [] });
    await failure(last.get());
    expect(look(last.events)).toEqual([{ type: "interaction_needed", tokens: ["tt"] }]);
  });

  test("The session's maximum, where renewing no longer lengthens the life", async () => {
    const { api, clock, events, session } = open();
    await session.getToken();
    clock.advance(3_400_000);
    api.lifetime = 200;
    look(events);
    session.current();
    await until(() => events.length > 1);
    expect(look(events).slice(1)).toEqual([{ type: "session_maximum", tokens: ["accessToken"] }]);
  });

  test("A store that failed, once until it is back", async () => {
    const store = spyStore();
    const { api, events, get } = open({ store });
    await get();
    look(events);
    const fail = () => {
      throw new Error("canary");
    };
    for (let turn = 0; turn < 2; turn += 1) {
      store.beforeSwap = fail;
      store.afterLoad = fail;
      api.killAccess();
      await get();
      expect(look(events).filter(({ type }) => type === "store_degraded")).toEqual([{ type: "store_degraded", tokens: [], reason: "what is won stays in memory" }]);
      store.beforeSwap = undefined;
      store.afterLoad = undefined;
      api.killAccess();
      await get();
      expect(look(events).filter(({ type }) => type === "store_degraded")).toEqual([]);
    }
  });

  test.each([
    [{ schema: 2, writer: "w", epoch: 0, tokens: {}, values: {} }, "a newer version wrote the record"],
    [{ schema: 1, epoch: "0" }, "the record is unreadable or another's"],
  ])("A record that cannot be used: %j", async (record, reason) => {
    const store = spyStore();
    const { events, get } = open({ store });
    await get();
    const { events: late, get: again } = open({ store });
    await store.edit(() => record as object);
    look(events);
    await again();
    expect(look(late).filter(({ type }) => type === "store_degraded")).toEqual([{ type: "store_degraded", tokens: [], reason }]);
  });

  test("Signed out, with the tokens that were in the record", async () => {
    const { events, session } = open();
    await session.getToken();
    look(events);
    await session.signOut();
    expect(look(events)).toEqual([{ type: "signed_out", tokens: both }]);
  });
});
