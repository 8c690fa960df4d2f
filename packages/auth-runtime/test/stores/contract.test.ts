import { describe, expect, test } from "vitest";
import { memoryStore, type TokenRecord, type TokenStore } from "../../src/index.ts";
import { storeContract } from "../../src/testing/index.ts";

type Row = { version: string; record: TokenRecord; at: number; ttl: number | undefined };

/** A sound store on a map that several may share, each part of which can be replaced by a broken one. */
interface Parts {
  find(rows: Map<string, Row>, key: string): Row | undefined;
  name(key: string): string;
  newVersion(row: Row | undefined, record: TokenRecord): string;
  expects(row: Row | undefined, expected: string | undefined): boolean;
  /** Between the look and the write. */
  pause: (() => Promise<unknown>) | undefined;
  lost(rows: Map<string, Row>, name: string, row: Row): string | false;
  age(row: Row): number;
  stored(record: TokenRecord): TokenRecord;
  answer(won: string): string | false;
  tell(watchers: Map<string, Set<() => void>>, name: string): void;
  /** What ending a watch does. */
  end(stop: () => void): void;
  keep(rows: Map<string, Row>, name: string, row: Row): void;
  fail(record: TokenRecord | undefined): never | undefined | false;
}

const sound: Parts = {
  find: (rows, name) => rows.get(name),
  name: (key) => key,
  newVersion: () => crypto.randomUUID(),
  expects: (row, expected) => row?.version === expected,
  pause: undefined,
  lost: () => false,
  age: (row) => performance.now() - row.at,
  stored: (record) => JSON.parse(JSON.stringify(record)) as TokenRecord,
  answer: (won) => won,
  tell: (watchers, name) => watchers.get(name)?.forEach((wake) => wake()),
  end: (stop) => stop(),
  keep: (rows, name, row) => void rows.set(name, row),
  fail: () => {
    throw new Error("no store");
  },
};

function medium(part: Partial<Parts>, separate = false): { readonly open: () => TokenStore; readonly broken: () => TokenStore } {
  const does: Parts = { ...sound, ...part };
  let rows = new Map<string, Row>();
  const watchers = new Map<string, Set<() => void>>();
  const open = (): TokenStore => {
    if (separate) rows = new Map();
    const mine = rows;
    return {
      load: async (key) => {
        const row = does.find(mine, does.name(key));
        return row && { version: row.version, record: row.record, age: does.age(row) };
      },
      swap: async (key, expected, record, { ttl }) => {
        const name = does.name(key);
        const row = does.find(mine, name);
        if (!does.expects(row, expected)) return row ? does.lost(mine, name, row) : false;
        if (does.pause) await does.pause();
        const version = does.newVersion(row, record);
        does.keep(mine, name, { version, record: does.stored(record), at: performance.now(), ttl });
        does.tell(watchers, name);
        return does.answer(version);
      },
      watch: (key, callback) => {
        const set = watchers.get(does.name(key)) ?? new Set();
        watchers.set(does.name(key), set.add(callback));
        return () => does.end(() => set.delete(callback));
      },
    };
  };
  const broken = (): TokenStore => ({ load: async () => does.fail(undefined) as undefined, swap: async (_, __, record) => does.fail(record) as false });
  return { open, broken };
}

const run = async (part: Partial<Parts>, options: { readonly separate?: boolean; readonly only?: string } = {}): Promise<string[]> => {
  const { open, broken } = medium(part, options.separate);
  const checks = storeContract(open, { shared: true, broken }).filter(({ name }) => options.only === undefined || name === options.only);
  const failed = await Promise.all(
    checks.map((check) =>
      check.run().then(
        () => [],
        () => [check.name],
      ),
    ),
  );
  return failed.flat();
};

const names = storeContract(memoryStore, { shared: true, broken: memoryStore }).map(({ name }) => name);
const check = (start: string): string => {
  const found = names.filter((name) => name.startsWith(start));
  if (found.length !== 1) throw new Error(`${found.length} checks begin so: ${start}`);
  return found[0] as string;
};

let count = 0;
/** Each break, and the check that must see it. */
const mutants: readonly (readonly [what: string, seenBy: string, part: Partial<Parts>, separate?: boolean])[] = [
  [
    "invents an empty record",
    "A key that was never",
    { find: (rows, name) => rows.get(name) ?? { version: "0", record: { schema: 1, writer: "", epoch: 0, tokens: {}, values: {} }, at: 0, ttl: undefined } },
  ],
  ["gives another version than it keeps", "What was written comes back", { answer: (won) => `${won}.` }],
  ["writes text in Latin-1", "A record comes back", { stored: (record) => JSON.parse(Buffer.from(JSON.stringify(record), "latin1").toString("latin1")) as TokenRecord }],
  [
    "cuts what is large",
    "A record comes back",
    { stored: (record) => JSON.parse(JSON.stringify(record, (_, value: unknown) => (typeof value === "string" ? value.slice(0, 65_536) : value))) as TokenRecord },
  ],
  ["drops empty values", "A record comes back", { stored: (record) => ({ ...record, values: Object.fromEntries(Object.entries(record.values).filter(([, value]) => value)) }) }],
  ["rounds numbers", "A record comes back", { stored: (record) => JSON.parse(JSON.stringify(record, (_, value: unknown) => (typeof value === "number" ? Math.round(value) : value))) as TokenRecord }],
  ["ignores upper and lower case in keys", "Keys do not touch", { name: (key) => key.toLowerCase() }],
  ["cuts long keys", "Keys do not touch", { name: (key) => key.slice(0, 255) }],
  ["makes equal what Unicode calls equal", "Keys do not touch", { name: (key) => key.normalize("NFC") }],
  ["takes paths for keys", "Keys do not touch", { name: (key) => key.replace(/^.*\//, "") }],
  ["keeps rows in an object", "Keys do not touch", { find: (rows, name) => rows.get(name) ?? ({} as Record<string, Row>)[name] }],
  ["never compares", "A swap on an old", { expects: () => true }],
  ["takes a swap without a version for one that may overwrite", "A swap on an old", { expects: (row, expected) => expected === undefined || row?.version === expected }],
  ["creates for those who expected something", "A swap on an old", { expects: (row, expected) => row === undefined || row.version === expected }],
  ["takes a lost swap for a reason to write", "A swap on an old", { lost: (rows, name, row) => (rows.set(name, { ...row, record: { ...row.record, writer: "x" } }), false) }],
  ["counts versions by key", "A version is never", { newVersion: (row) => String(Number(row?.version ?? 0) + 1) }],
  ["hashes the record into the version", "A version is never", { newVersion: (_, record) => JSON.stringify(record) }],
  ["waits between comparing and writing", "Of two hundred first", { pause: () => Promise.resolve() }],
  ["waits between comparing and writing", "Of two hundred swaps", { pause: () => Promise.resolve() }],
  ["waits between comparing and writing", "A swap wins only", { pause: () => Promise.resolve() }],
  ["is not shared by those who open it", "Of two hundred swaps", {}, true],
  ["says won to losers", "Of two hundred swaps", { lost: () => crypto.randomUUID() }],
  ["says lost to a winner now and then", "A swap wins only", { answer: (won) => ((count += 1) % 7 === 0 ? false : won) }],
  ["takes ms for something shorter", "A record stays", { find: expiring(0.0000001) }],
  ["takes no ttl for a short one", "A record stays", { find: expiring(1, 20) }],
  ["keeps the first ttl for later writings", "A record stays", { find: expiring(1), keep: (rows, name, row) => void rows.set(name, { ...row, ttl: rows.get(name)?.ttl ?? row.ttl }) }],
  ["forgets the content at the ttl, not the row", "A record past its ttl", { find: (rows, name) => emptied(rows.get(name)) }],
  ["tells no true age", "The age of a record", { age: () => 0 }],
  ["tells the age in seconds", "The age of a record", { age: (row) => (performance.now() - row.at) / 1000 }],
  ["counts the age from the first writing", "The age of a record", { keep: (rows, name, row) => void rows.set(name, { ...row, at: rows.get(name)?.at ?? row.at }) }],
  ["gives a time for an age", "The age of a record", { age: () => Date.now() }],
  ["tells nobody", "Who watches", { tell: () => {} }],
  ["tells before it is written", "Who watches", { keep: (rows, name, row) => void setTimeout(() => rows.set(name, row), 5) }],
  ["goes on telling", "Who watches", { end: () => {} }],
  ["forgets with the process", "What was written is there", {}, true],
  ["takes a failure for a cold store", "A store that cannot", { fail: () => undefined }],
  ["takes a failure for a lost swap", "A store that cannot", { fail: (record) => (record ? false : sound.fail(record)) }],
  [
    "quotes the record in an error",
    "A store that cannot",
    {
      fail: (record) => {
        throw new Error(`cannot write ${JSON.stringify(record)}`);
      },
    },
  ],
  [
    "hands on a driver's error with the command in it",
    "A store that cannot",
    {
      fail: (record) => {
        throw Object.assign(new Error("no connection"), { command: { args: [record] } });
      },
    },
  ],
  [
    "hides the record in a cause",
    "A store that cannot",
    {
      fail: (record) => {
        throw new Error("failed", { cause: new Error(JSON.stringify(record)) });
      },
    },
  ],
];

function expiring(unit: number, always?: number): Parts["find"] {
  return (rows, name) => {
    const row = rows.get(name);
    const ttl = row?.ttl ?? always;
    return row && (ttl === undefined || performance.now() - row.at < ttl * unit) ? row : undefined;
  };
}

function emptied(row: Row | undefined): Row | undefined {
  return row?.ttl !== undefined && performance.now() - row.at > row.ttl ? { ...row, record: { ...row.record, writer: "" } } : row;
}

describe("The contract of stores", () => {
  test("finds nothing wrong with a sound store", async () => {
    expect(await run({})).toEqual([]);
    expect(await run({ find: expiring(1) })).toEqual([]);
  });

  test("finds nothing wrong with a store that is slow now and then to answer what it has written", async () => {
    const slow = (): TokenStore => {
      const { load, swap } = memoryStore();
      return { load, swap: async (...all) => swap(...all).finally(() => all[1] && new Promise((resolve) => setTimeout(resolve, 400))) };
    };
    await storeContract(slow)
      .find(({ name }) => name === check("The age of a record"))
      ?.run();
  });

  test.each(mutants as readonly (readonly [string, string, Partial<Parts>, boolean])[])("finds a store that %s (%s…)", async (_, seenBy, part, separate) => {
    expect(await run(part, { separate: separate === true, only: check(seenBy) })).toEqual([check(seenBy)]);
  });

  test("has a broken store for each of its checks", () => {
    expect(names.filter((name) => !mutants.some(([, seenBy]) => name.startsWith(seenBy)))).toEqual([]);
  });

  test("asks less of a store that shares nothing, and nothing of what it cannot do", async () => {
    const bare = (): TokenStore => {
      const { load, swap } = memoryStore();
      return {
        swap,
        load: async (key) => {
          const found = await load(key);
          return found && { version: found.version, record: found.record };
        },
      };
    };
    const checks = storeContract(bare);
    expect(checks).toHaveLength(names.length - 2);
    await Promise.all(checks.map((one) => one.run()));
  });
});
