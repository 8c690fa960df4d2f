import { describe, expect, test } from "vitest";
import { open, openTwo } from "../support/open.ts";
import { spyStore } from "../support/store.ts";
import { door, rest, times, until } from "../support/time.ts";

/** A multipart body has a new boundary each time it is written; all else is compared byte by byte. */
function written(type: string | null | undefined, bytes: Uint8Array = new Uint8Array()): unknown {
  const boundary = /boundary=(.+)$/.exec(type ?? "")?.[1] ?? "none";
  return [type?.replace(boundary, ""), Buffer.from(bytes).toString("latin1").replaceAll(boundary, "")];
}

const binary = (index: number) => new Uint8Array([0, 255, 13, 10, 128, index & 255, index >> 8]);
const formData = (index: number) => {
  const data = new FormData();
  data.set("n", `${index} &=`);
  data.set("file", new Blob([binary(index)], { type: "application/x-bin" }), "a.bin");
  return data;
};
const bodies: Readonly<Record<string, (index: number) => RequestInit>> = {
  "a GET": () => ({}),
  "a JSON POST": (index) => ({ method: "POST", body: JSON.stringify({ n: index, text: "é€" }), headers: { "content-type": "application/json" } }),
  "a form POST": (index) => ({ method: "POST", body: new URLSearchParams({ n: `${index} &=é` }) }),
  "a FormData POST": (index) => ({ method: "POST", body: formData(index) }),
  "a Blob POST": (index) => ({ method: "POST", body: new Blob([binary(index)], { type: "application/x-bin" }) }),
};

describe("One renewal per expiry", { timeout: 20_000 }, () => {
  test("A thousand first calls at once log in once", async () => {
    const { api, get } = open();
    const all = await Promise.all(times(1000, (i) => get(`/trips/${i}`)));
    expect(all.filter((one) => one.ok)).toHaveLength(1000);
    expect(api.count("/password")).toBe(1);
    expect(api.count("/refresh")).toBe(0);
  });

  test.each(Object.entries(bodies))("B2: A thousand calls at once on a dead token, each %s, renew it once, and each is replayed byte for byte", async (_, make) => {
    const { api, get } = open();
    await get();
    api.killAccess();
    const before = api.seen.length;
    const all = await Promise.all(times(1000, (i) => get(`/trips/${i}`, make(i))));
    expect(all.filter((one) => one.ok)).toHaveLength(1000);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/password")).toBe(1);
    const sent = Map.groupBy(
      api.seen.slice(before).filter((one) => one.path.startsWith("/trips/")),
      (one) => one.path,
    );
    expect(sent.size).toBe(1000);
    for (let index = 0; index < 1000; index += 1) {
      const [first, second, ...more] = sent.get(`/trips/${index}`) ?? [];
      expect(more).toEqual([]);
      const meant = new Request("https://api.example.com", { method: "POST", ...make(index) });
      const wanted = written(meant.headers.get("content-type"), new Uint8Array(await meant.arrayBuffer()));
      for (const one of [first, second]) expect(written(one?.headers.get("content-type"), one?.bytes)).toEqual(wanted);
    }
  });

  test("P5: Three hundred answers that straggle in over 400 ms on a dead token lead to one renewal and no failed call, three times in a row", async () => {
    const { api, get } = open();
    await get();
    let nth = 0;
    api.latency = (one) => (one.path.startsWith("/trips") ? ((nth += 1) * 37) % 400 : 0);
    for (const round of [1, 2, 3]) {
      api.killAccess();
      const all = await Promise.all(times(300, (i) => get(`/trips/${i}`)));
      expect(all.filter((one) => one.ok)).toHaveLength(300);
      expect(api.count("/refresh")).toBe(round);
    }
    expect(api.count("/password")).toBe(1);
    expect(api.alarms).toBe(0);
  });

  test("Callers who arrive during a renewal that they need wait for it and send nothing before", async () => {
    const { api, get } = open();
    await get();
    api.killAccess();
    const gate = door();
    api.on("/refresh", () => gate.promise.then(() => undefined));
    const first = get("/first");
    await until(() => api.count("/refresh") === 1);
    const late = times(50, () => get("/late"));
    await rest();
    expect(api.count("/late")).toBe(0);
    gate.open();
    expect((await Promise.all([first, ...late])).every((one) => one.ok)).toBe(true);
    expect(api.count("/refresh")).toBe(1);
    expect(api.count("/late")).toBe(50);
  });

  test("A call whose token lives does not wait for the renewal in flight", async () => {
    const { api, clock, get } = open();
    await get();
    clock.advance(3_400_000);
    api.on("/refresh", () => new Promise(() => {}));
    const all = await Promise.all(times(50, () => get("/during")));
    expect(all.every((one) => one.ok)).toBe(true);
    await until(() => api.count("/refresh") === 1);
    expect((await get("/during")).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
  });

  test("A 401 that comes late, when the token it was about has been replaced, renews nothing", async () => {
    const { api, get } = open();
    await get();
    const gate = door();
    api.on("/late", (one) => (one.headers.get("authorization") === "Bearer canary-access-1" ? gate.promise.then(() => new Response("", { status: 401 })) : undefined));
    const late = get("/late");
    await until(() => api.count("/late") === 1);
    api.killAccess();
    expect((await get()).ok).toBe(true);
    gate.open();
    expect((await late).ok).toBe(true);
    expect(api.count("/refresh")).toBe(1);
  });

  test("Calls for different tokens of one chain walk it once between them", async () => {
    const { api, session } = openTwo();
    const tokens = await Promise.all(times(1000, (index) => session.getToken({ scheme: index % 2 ? "tt" : "sst" })));
    expect(new Set(tokens.map((one) => one.reveal())).size).toBe(2);
    expect(api.paths().sort()).toEqual(["/login", "/temporary"]);
  });

  test("A thousand calls at once ask the store no more often than one call does", async () => {
    const store = spyStore();
    const { api, get } = open({ store });
    const cost = async (calls: number) => {
      const [loads, writes] = [store.loads, store.written.length];
      await Promise.all(times(calls, () => get()));
      return [store.loads - loads, store.written.length - writes];
    };
    await get();
    api.killAccess();
    const one = await cost(1);
    api.killAccess();
    expect(await cost(1000)).toEqual(one);
  });

  test("A renewal in the background is handed to waitUntil, which never sees it fail", async () => {
    const works: Promise<unknown>[] = [];
    const { api, clock, get } = open({ waitUntil: (work) => works.push(work) });
    await get();
    works.length = 0;
    clock.advance(3_400_000);
    api.on("/refresh", () => new Response("", { status: 500 }));
    await get();
    expect(works).toHaveLength(1);
    await works[0];
    expect(api.count("/refresh")).toBe(1);
  });

  test("After a thousand calls nothing is left ticking", async () => {
    const { api, clock, get } = open();
    await Promise.all(times(1000, () => get()));
    api.killAccess();
    await Promise.all(times(1000, () => get()));
    await rest();
    expect(clock.pending()).toBe(0);
  });
});
