import { afterEach, describe, expect, test, vi } from "vitest";
import { openDesk, type PendingStorage } from "../../src/sign-in/index.ts";
import { times } from "../support/time.ts";

interface Parts {
  readonly verifier: string;
}
interface Tab extends PendingStorage {
  readonly stored: Map<string, string>;
}

const key = "desk";
const made = (index: number) => ({ state: `state-${index}`, at: index, verifier: `verifier-${index}` });
function tab(stored = new Map<string, string>()): Tab {
  return { stored, getItem: (name) => stored.get(name) ?? null, setItem: (name, value) => void stored.set(name, value) };
}
const keptIn = ({ stored }: Tab): unknown => JSON.parse(stored.get(key) ?? "null");
const deskOn = (storage: PendingStorage | undefined) => openDesk<Parts>(key, storage);

afterEach(() => void vi.unstubAllGlobals());

describe("The desk where sign-ins wait", () => {
  test("gives back what was put there, under its key, also to the page that comes later", () => {
    const storage = tab();
    deskOn(storage).add(made(1));
    expect([...storage.stored.keys()]).toEqual([key]);
    expect(keptIn(storage)).toEqual([made(1)]);
    expect(deskOn(storage).claim("state-1")).toEqual(made(1));
  });

  test("gives it once: from then on it is a used one, and nothing else of it is left", () => {
    const storage = tab();
    const desk = deskOn(storage);
    for (const index of [1, 2]) desk.add(made(index));
    expect(desk.claim("state-1")).toEqual(made(1));
    expect(keptIn(storage)).toEqual([{ state: "state-1", at: 1, used: true }, made(2)]);
    expect([desk.claim("state-1"), deskOn(storage).claim("state-1")]).toEqual(times(2, () => ({ state: "state-1", at: 1, used: true })));
    expect(desk.claim("state-2")).toEqual(made(2));
  });

  test("knows nothing of a state that nobody put there, and writes nothing for it", () => {
    const storage = tab();
    const desk = deskOn(storage);
    expect(desk.claim("state-1")).toBeUndefined();
    desk.add(made(1));
    const before = new Map(storage.stored);
    const write = vi.spyOn(storage, "setItem");
    for (const state of ["", "state-", "state-11", "state-2", "STATE-1"]) expect(desk.claim(state)).toBeUndefined();
    expect(write).not.toHaveBeenCalled();
    expect(storage.stored).toEqual(before);
  });

  test("keeps the last four, and lets the oldest go", () => {
    const storage = tab();
    const desk = deskOn(storage);
    for (const index of [1, 2, 3, 4]) desk.add(made(index));
    expect(keptIn(storage)).toEqual([1, 2, 3, 4].map(made));
    desk.add(made(5));
    expect(keptIn(storage)).toEqual([2, 3, 4, 5].map(made));
    expect(desk.claim("state-1")).toBeUndefined();
    expect(desk.claim("state-2")).toEqual(made(2));
  });

  test("takes the tab's own storage if none is given", () => {
    const storage = tab();
    vi.stubGlobal("sessionStorage", storage);
    deskOn(undefined).add(made(1));
    expect(keptIn(storage)).toEqual([made(1)]);
  });

  test("prefers the storage that it is given", () => {
    const [mine, own] = [tab(), tab()];
    vi.stubGlobal("sessionStorage", own);
    deskOn(mine).add(made(1));
    expect([keptIn(mine), own.stored.size]).toEqual([[made(1)], 0]);
  });

  test("touches nothing before it is used", () => {
    vi.stubGlobal("sessionStorage", undefined);
    expect(() => deskOn(undefined)).not.toThrow();
  });
});

describe("Without a storage that works, sign-ins wait in memory", () => {
  const broken = (part: Partial<PendingStorage>): PendingStorage => ({ ...tab(), ...part });
  const no = (): never => {
    throw new DOMException("canary", "SecurityError");
  };
  test.each([
    ["there is none", undefined],
    ["it can be neither read nor written", broken({ getItem: no, setItem: no })],
    ["it is full", broken({ setItem: no })],
  ])("as when %s: at most four, each for one use", (_, storage) => {
    vi.stubGlobal("sessionStorage", undefined);
    const desk = deskOn(storage);
    for (const index of [1, 2, 3, 4, 5]) desk.add(made(index));
    expect(desk.claim("state-1")).toBeUndefined();
    expect(desk.claim("state-2")).toEqual(made(2));
    expect(desk.claim("state-2")).toEqual({ state: "state-2", at: 2, used: true });
    expect(desk.claim("state-5")).toEqual(made(5));
    expect(deskOn(storage).claim("state-4")).toBeUndefined();
  });

  test.each([
    ["takes no more", [1]],
    ["took one of two", [1, 2]],
  ])("A storage that %s gives back none a second time that it still holds", (_, begun) => {
    const storage = tab();
    const desk = deskOn(storage);
    for (const index of begun) {
      desk.add(made(index));
      storage.setItem = no;
    }
    expect(desk.claim("state-1")).toEqual(made(1));
    expect([desk.claim("state-1"), desk.claim("state-1")]).toEqual(times(2, () => ({ state: "state-1", at: 1, used: true })));
  });

  test("A storage that takes all and gives nothing back knows no sign-in", () => {
    const desk = deskOn(broken({ getItem: no }));
    desk.add(made(1));
    expect(desk.claim("state-1")).toBeUndefined();
  });

  test("What waits in memory goes to the storage with the next one, once it works, and is there once", () => {
    const storage = tab();
    const { setItem } = storage;
    const desk = deskOn(storage);
    desk.add(made(1));
    storage.setItem = no;
    desk.add(made(2));
    expect(keptIn(storage)).toEqual([made(1)]);
    storage.setItem = setItem;
    desk.add(made(3));
    // What the storage still had, and what memory had of it, in their order.
    expect(keptIn(storage)).toEqual([1, 1, 2, 3].map(made));
    expect(deskOn(storage).claim("state-2")).toEqual(made(2));
    desk.add(made(4));
    expect(JSON.stringify(keptIn(storage)).match(/"state-3"/g)).toHaveLength(1);
  });
});

describe("Garbage in the storage counts as no sign-in", () => {
  test.each([
    ["text", "garbage"],
    ["a cut text", '[{"state":"state-1"'],
    ["an object", '{"state":"state-1"}'],
    ["an object that has what arrays have", '{"length":1,"0":{"state":"state-1"}}'],
    ["a number", "7"],
    ["null", "null"],
    ["a text in quotes", '"state-1"'],
    ["members of other kinds", '[null,1,"state-1",[],{},{"state":1},{"state":null}]'],
  ])("%s", (_, text) => {
    const storage = tab(new Map([[key, text]]));
    const desk = deskOn(storage);
    expect(desk.claim("state-1")).toBeUndefined();
    desk.add(made(1));
    expect(keptIn(storage)).toEqual([made(1)]);
    expect(deskOn(storage).claim("state-1")).toEqual(made(1));
  });

  test("A sound one beside it is found", () => {
    const desk = deskOn(tab(new Map([[key, JSON.stringify([null, made(1), 7])]])));
    expect(desk.claim("state-1")).toEqual(made(1));
  });
});
