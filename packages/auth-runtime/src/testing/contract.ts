import type { TokenRecord, TokenStore } from "../stores/types.ts";
import { must, mustHold, newKey, put, record, shown, until, wait, type Swapped } from "./checks.ts";

/** One promise of a token store, and the check of it. `run` rejects with an Error that says what is broken. */
export interface StoreCheck {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** What {@link storeContract} should know of the store. */
export interface StoreContractOptions {
  /** Every store that is opened sees the same records: a file, a server, a database. Default: they share nothing. */
  readonly shared?: boolean | undefined;
  /** Opens a store whose medium is unusable: no server, no permission. Its errors are searched for secrets. */
  readonly broken?: (() => TokenStore | Promise<TokenStore>) | undefined;
}

type Open = () => Promise<TokenStore>;

/**
 * What a token store must keep, as a plain list of checks for any test runner. Each opens stores by `open`; keys are new each time, so
 * records may stay. Together they take a few seconds.
 *
 * @example
 * for (const { name, run } of storeContract(() => fileStore(folder), { shared: true })) test(name, run);
 */
export function storeContract(open: () => TokenStore | Promise<TokenStore>, { shared = false, broken }: StoreContractOptions = {}): readonly StoreCheck[] {
  const opened: Open = async () => open();
  const two = async (): Promise<readonly [TokenStore, TokenStore]> => {
    const one = await opened();
    return [one, shared ? await opened() : one];
  };
  const checks: Record<string, () => Promise<void>> = {
    ...contents(opened),
    ...swaps(opened, two),
    ...times(opened, two),
    ...(shared ? { "What was written is there for a store that is opened later": () => outlives(opened) } : {}),
    ...(broken ? { "A store that cannot do its work rejects, with no secret in its errors": () => rejects(async () => broken()) } : {}),
  };
  return Object.entries(checks).map(([name, run]) => ({ name, run }));
}

const contents = (open: Open) => ({
  "A key that was never written has no record": async () => must((await (await open()).load(newKey())) === undefined, "load must give undefined for an unknown key"),

  "What was written comes back with the version that the swap gave": async () => {
    const [store, key] = [await open(), newKey()];
    const version = await put(store, key, undefined, record("a"));
    await mustHold(store, key, version, record("a"));
  },

  "A record comes back to the last character: any language, quotes, line ends, large": async () => {
    const [store, key] = [await open(), newKey()];
    const odd = 'ñ 漢字 🗝️ " \\ \u0000 \r\n \u2028 </script> %s ${x} é e\u0301';
    const full: TokenRecord = {
      ...record("w", { epoch: 7, values: { [odd]: odd, empty: "" } }),
      tokens: { [odd]: { value: odd, expiresAt: 1_800_000_000_123, generation: 3 }, large: { value: "x".repeat(200_000), generation: 1 }, spent: { value: "", generation: 9 } },
      intent: { id: "i", grant: "POST /x", spends: "large", left: 12_345.5 },
      gate: { salt: "s", closed: { a: { id: "c", left: 0, delay: 60_000 } } },
    };
    await mustHold(store, key, await put(store, key, undefined, full), full);
  },

  "Keys do not touch each other, whatever they are made of": async () => {
    const [store, start] = [await open(), newKey()];
    const keys = ["a", "A", "a/b", "c/b", "../a", "a\\b", "é", "e\u0301", "__proto__", "constructor", "{a}", "a b\n", "x".repeat(5_000), `${"x".repeat(5_000)}y`, "%2e", "*"]
      .map((end) => `${start}${end}`)
      .concat(start);
    const versions = await Promise.all(keys.map((key, index) => put(store, key, undefined, record(String(index)))));
    for (const [index, key] of keys.entries()) await mustHold(store, key, versions[index] as string, record(String(index)));
    for (const key of ["__proto__", "constructor", "toString"]) must((await store.load(key)) === undefined, "a name that every object has is no record");
  },
});

const swaps = (open: Open, two: () => Promise<readonly [TokenStore, TokenStore]>) => ({
  "A swap on an old, a foreign or no version loses and changes nothing": async () => {
    const [store, key] = [await open(), newKey()];
    must((await store.swap(key, "made-up", record("x"), {})) === false, "a swap that expects a version must lose where there is no record");
    must((await store.load(key)) === undefined, "a lost swap must write nothing");
    const first = await put(store, key, undefined, record("a"));
    const second = await put(store, key, first, record("b"));
    for (const expected of ["made-up", first, undefined, ""]) must((await store.swap(key, expected, record("x"), {})) === false, "a swap on another version than the one that is there must lose");
    await mustHold(store, key, second, record("b"));
  },

  "A version is never used again, not even for the same record": async () => {
    const [store, key, other] = [await open(), newKey(), newKey()];
    const seen = new Set<string>([await put(store, other, undefined, record("same"))]);
    let version: string | undefined;
    for (let turn = 0; turn < 60; turn += 1) {
      version = await put(store, key, version, record("same"));
      must(!seen.has(version), "a version came twice");
      seen.add(version);
    }
  },

  "Of two hundred first writes at once exactly one wins": async () => race(await two(), newKey(), undefined),

  "Of two hundred swaps at once on one version exactly one wins": async () => {
    const [stores, key] = [await two(), newKey()];
    await race(stores, key, await put(stores[0], key, undefined, record("first")));
  },

  "A swap wins only on what it read, and loses only when another won": async () => {
    const [stores, key] = [await two(), newKey()];
    let version = await put(stores[0], key, undefined, record("first"));
    let wins = 0;
    const writer = async (name: number) => {
      const store = stores[name % 2] as TokenStore;
      for (let turn = 0; turn < 15; turn += 1) {
        const found = await store.load(key);
        must(found, "the record is gone");
        const won = await store.swap(key, found.version, record(`${name}.${turn}`, { epoch: found.record.epoch + 1 }), {});
        if (won) wins += 1;
        else must((await store.load(key))?.version !== found.version, "a swap was answered with false, and nobody else had won");
      }
    };
    await Promise.all([0, 1, 2, 3].map(writer));
    const found = await stores[1].load(key);
    must(found?.record.epoch === wins, `${wins} swaps were answered as won, and ${found?.record.epoch} are in the record`);
    version = found.version;
    await put(stores[0], key, version, record("last"));
  },
});

async function race(stores: readonly [TokenStore, TokenStore], key: string, expected: string | undefined): Promise<void> {
  const all: Swapped[] = await Promise.all(Array.from({ length: 200 }, (_, index) => (stores[index % 2] as TokenStore).swap(key, expected, record(String(index)), {})));
  const winners = all.flatMap((version, index) => (version === false ? [] : [index]));
  must(winners.length === 1, `${winners.length} swaps on one version won`);
  const index = winners[0] as number;
  for (const store of stores) await mustHold(store, key, all[index] as string, record(String(index)));
}

const times = (open: Open, two: () => Promise<readonly [TokenStore, TokenStore]>) => ({
  "A record stays for its ttl, and for ever without one": async () => {
    const [store, key, other] = [await open(), newKey(), newKey()];
    const long = await store.swap(key, undefined, record("a"), { ttl: 86_400_000.5 });
    const always = await put(store, other, undefined, record("b"));
    const third = newKey();
    const short = await store.swap(third, undefined, record("c"), { ttl: 250 });
    // A busy machine may have come too late for it.
    const kept = short && (await store.swap(third, short, record("d"), {}));
    await wait(350);
    await mustHold(store, key, long, record("a"));
    await mustHold(store, other, always, record("b"));
    if (kept) await mustHold(store, third, kept, record("d"));
  },

  "A record past its ttl may be gone, but not half: the next swap goes by what load says": async () => {
    const [store, key] = [await open(), newKey()];
    await store.swap(key, undefined, record("a"), { ttl: 30 });
    await wait(80);
    const found = await store.load(key);
    must(found === undefined || found.record.writer === "a", "what is left is not the record");
    const version = await store.swap(key, found?.version, record("b"), {});
    must(version !== false, "a swap on what load gave must win");
    await wait(50);
    await mustHold(store, key, version, record("b"));
  },

  "The age of a record grows from its writing, where the store can tell": async () => {
    const [store, key] = [await open(), newKey()];
    const before = performance.now();
    const version = await put(store, key, undefined, record("a"));
    const young = (await store.load(key))?.age;
    if (young === undefined) return;
    // Clocks of files and servers may step by some ms.
    must(young >= 0 && young <= performance.now() - before + 100, "the age of a new record must be the time since its writing");
    await wait(300);
    const older = (await store.load(key))?.age;
    must(older !== undefined && older - young > 150, "the age must grow with time");
    const then = performance.now();
    await put(store, key, version, record("b"));
    const again = (await store.load(key))?.age;
    must(again !== undefined && again <= performance.now() - then + 100, "the age must begin anew with each writing");
  },

  "Who watches a record is told after a change, and no more once he ends it, where the store can tell": async () => {
    const [[store, other], key] = [await two(), newKey()];
    if (!store.watch) return;
    let told = 0;
    let seen: Promise<unknown> | undefined;
    const end = store.watch(key, () => {
      told += 1;
      seen = store.load(key);
    });
    // Whoever watches looks once by himself: only what comes later need be told.
    await wait(200);
    const version = await put(other, key, undefined, record("a"));
    must(await until(() => told > 0), "a change was not told of");
    must(((await seen) as { readonly version?: string } | undefined)?.version === version, "who is told of a change must find it");
    end();
    end();
    await wait(50);
    told = 0;
    await put(other, key, version, record("b"));
    await wait(200);
    must(told === 0, "a change was told of after the end");
  },
});

async function outlives(open: Open): Promise<void> {
  const key = newKey();
  const version = await put(await open(), key, undefined, record("a"));
  const later = await open();
  await mustHold(later, key, version, record("a"));
  await put(later, key, version, record("b"));
}

async function rejects(broken: Open): Promise<void> {
  const canary = "canary-not-a-real-secret";
  const [store, key] = [await broken(), `${newKey()} ${canary}`];
  const full = record(canary, { tokens: { [canary]: { value: canary, generation: 1 } }, values: { a: canary } });
  for (const call of [() => store.load(key), () => store.swap(key, undefined, full, {}), () => store.swap(key, canary, full, {})]) {
    const error = await call().then(
      () => undefined,
      (one: unknown) => one,
    );
    must(error instanceof Error, "a store that cannot do its work must reject with an Error: `undefined` would mean that there is no record, `false` that another won");
    must(!shown(error).includes(canary), "an error shows what was stored");
  }
}
