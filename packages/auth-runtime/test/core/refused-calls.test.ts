import { describe, expect, test } from "vitest";
import { open, openTwo } from "../support/open.ts";
import { letters, times } from "../support/time.ts";

const no = () => new Response("", { status: 401 });

describe("No loops when the API refuses", { timeout: 20_000 }, () => {
  test("A thousand calls in a row on an operation that always answers 401, their ids all different, renew once: the operation is marked", async () => {
    const { api, get } = open();
    api.on("/broken", no);
    for (let index = 0; index < 1000; index += 1) expect((await get(`/broken/${index}/parts/x${index}`)).status).toBe(401);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
  });

  test("A thousand calls in a row that are all refused on paths that look like different operations renew at most ten times a minute", async () => {
    const { api, clock, get } = open();
    api.on("/broken", no);
    const calls = async (from: number) => {
      for (let index = from; index < from + 1000; index += 1) expect((await get(`/broken/${letters(index)}`)).status).toBe(401);
    };
    await calls(0);
    expect(api.count("/refresh")).toBe(10);
    clock.advance(59_000);
    await calls(1000);
    expect(api.count("/refresh")).toBe(10);
    clock.advance(2_000);
    await calls(2000);
    expect(api.count("/refresh")).toBe(20);
    expect(api.count("/password")).toBe(1);
    expect(api.alarms).toBe(0);
  });

  test("A thousand refused calls at once renew at most ten times a minute", async () => {
    const { api, get } = open();
    await get();
    api.on("/broken", no);
    const all = await Promise.all(times(1000, (index) => get(`/broken/${letters(index)}`)));
    expect(all.every((one) => one.status === 401)).toBe(true);
    expect(api.count("/refresh")).toBeLessThanOrEqual(10);
  });

  test("Each refused call is sent twice at most", async () => {
    const { api, get } = open();
    api.on("/broken", no);
    for (let index = 0; index < 50; index += 1) await get(`/broken/${letters(index)}`);
    for (let index = 0; index < 50; index += 1) expect(api.count(`/broken/${letters(index)}`)).toBeLessThanOrEqual(2);
  });

  test("A mark ends after a minute", async () => {
    const { api, clock, get } = open();
    api.on("/broken", no);
    await get("/broken");
    clock.advance(59_000);
    await get("/broken");
    expect(api.count("/refresh")).toBe(1);
    clock.advance(2_000);
    await get("/broken");
    expect(api.count("/refresh")).toBe(2);
  });

  test("A mark ends when its token is replaced", async () => {
    const { api, get } = open();
    api.on("/broken", no);
    await get("/broken");
    await get("/broken");
    expect(api.count("/refresh")).toBe(1);
    api.killAccess();
    expect((await get("/fine")).ok).toBe(true);
    expect(api.count("/refresh")).toBe(2);
    await get("/broken");
    expect(api.count("/refresh")).toBe(3);
    await get("/broken");
    expect(api.count("/refresh")).toBe(3);
  });

  test("The mark of one operation does not touch another", async () => {
    const { api, get } = open();
    api.on("/broken", no);
    await get("/broken");
    expect((await get("/fine")).ok).toBe(true);
    api.killAccess();
    expect((await get("/fine")).ok).toBe(true);
    expect(api.count("/refresh")).toBe(2);
  });

  test("The same path with another method is another operation", async () => {
    const { api, get } = open();
    api.on("/broken", no);
    await get("/broken");
    await get("/broken", { method: "DELETE" });
    expect(api.count("/refresh")).toBe(2);
  });

  test("A 403 renews nothing", async () => {
    const { api, get } = open();
    api.on("/forbidden", () => new Response("", { status: 403 }));
    for (let index = 0; index < 20; index += 1) expect((await get("/forbidden")).status).toBe(403);
    expect(api.count("/refresh")).toBe(0);
    expect(api.count("/forbidden")).toBe(20);
  });
});

describe("Climbing the chain", { timeout: 20_000 }, () => {
  test("A dead short-lived token is bought again with the long-lived one, and the call is replayed once", async () => {
    const { api, get } = openTwo();
    await get("/data");
    api.tts.clear();
    const from = api.seen.length;
    expect((await get("/data")).ok).toBe(true);
    expect(api.paths(from)).toEqual(["/data", "/temporary", "/data"]);
  });

  test("When every link is dead the climb goes link by link, each once, and the call is replayed once", async () => {
    const { api, get, events } = openTwo();
    await get("/data");
    api.tts.clear();
    api.ssts.clear();
    const from = api.seen.length;
    expect((await get("/data")).ok).toBe(true);
    expect(api.paths(from)).toEqual(["/data", "/temporary", "/login", "/temporary", "/data"]);
    expect(events).toContainEqual(expect.objectContaining({ type: "climbed", tokens: ["sst"] }));
  });

  test("An API that answers 401 for ever gets the call twice, and the caller gets its 401", async () => {
    const { api, get } = openTwo();
    await get("/data");
    api.on("/data", () => new Response("mine", { status: 401 }));
    const from = api.seen.length;
    const answer = await get("/data");
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe("mine");
    expect(api.paths(from)).toEqual(["/data", "/temporary", "/data"]);
  });

  test("A token endpoint whose fresh token is refused at once by the next link ends in a typed error, not in a loop", async () => {
    const { api, get } = openTwo();
    await get("/data");
    api.tts.clear();
    api.on("/temporary", () => new Response("", { status: 401 }));
    const from = api.seen.length;
    await expect(get("/data")).rejects.toMatchObject({ name: "TokenEndpointError", code: "token_refused", endpoint: "POST /login" });
    expect(api.paths(from)).toEqual(["/data", "/temporary", "/login", "/temporary"]);
    for (let index = 0; index < 100; index += 1) await expect(get("/data")).rejects.toMatchObject({ code: "token_refused" });
    expect(api.seen.length).toBe(from + 4);
  });

  test("When the password is refused too, the climb ends with ReauthenticationRequiredError and nothing is replayed", async () => {
    const { api, get } = openTwo();
    await get("/data");
    api.tts.clear();
    api.ssts.clear();
    api.on("/login", () => new Response("", { status: 401 }));
    const from = api.seen.length;
    await expect(get("/data")).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "credentials_refused" });
    expect(api.paths(from)).toEqual(["/data", "/temporary", "/login"]);
  });

  test("A thousand calls at once on a chain whose every link is dead climb it once", async () => {
    const { api, get } = openTwo();
    await get("/data");
    api.tts.clear();
    api.ssts.clear();
    const from = api.seen.length;
    const all = await Promise.all(times(1000, () => get("/data")));
    expect(all.every((one) => one.ok)).toBe(true);
    expect(api.paths(from).filter((path) => path !== "/data")).toEqual(["/temporary", "/login", "/temporary"]);
  });

  test("A 400 invalid_grant refuses the token that was sent; any other 400 refuses nothing", async () => {
    const { api, get } = openTwo();
    await get("/data");
    const say = (error: string) => () => new Response(JSON.stringify({ error }), { status: 400, headers: { "content-type": "application/json" } });
    api.tts.clear();
    api.on("/temporary", say("invalid_request"));
    const from = api.seen.length;
    await expect(get("/data")).rejects.toMatchObject({ code: "unexpected_status", status: 400 });
    expect(api.paths(from)).toEqual(["/data", "/temporary"]);
    const second = openTwo();
    await second.get("/data");
    second.api.tts.clear();
    second.api.on("/temporary", (_, nth) => (nth === 2 ? say("invalid_grant")() : undefined));
    expect((await second.get("/data")).ok).toBe(true);
    expect(second.api.count("/login")).toBe(2);
  });
});
