import { memoryStore, type TokenRecord, type TokenStore } from "../../src/index.ts";

/** A memory store that can be watched, slowed down, broken and written by hand. */
export interface SpyStore extends TokenStore {
  /** Every record that was written. */
  readonly written: TokenRecord[];
  loads: number;
  key: string;
  /** Runs before each swap reaches the store; may throw or wait. */
  beforeSwap: ((record: TokenRecord) => unknown) | undefined;
  /** Runs after each swap has reached the store; what it throws is an answer lost. */
  afterSwap: ((record: TokenRecord) => unknown) | undefined;
  /** Runs after a load has read, before its answer arrives. */
  afterLoad: (() => unknown) | undefined;
  /** The clock that `age` is told by; `undefined`: the store cannot tell. Absent: this machine's. */
  now?: (() => number) | undefined;
  record(): Promise<TokenRecord | undefined>;
  /** Writes as another session would. */
  edit(change: (record: TokenRecord) => Partial<TokenRecord>): Promise<void>;
}

export function spyStore(): SpyStore {
  const inner = memoryStore();
  let writtenAt = 0;
  const self: SpyStore = {
    written: [],
    loads: 0,
    key: "",
    beforeSwap: undefined,
    afterSwap: undefined,
    afterLoad: undefined,
    async load(key) {
      self.loads += 1;
      self.key = key;
      const found = await inner.load(key);
      await self.afterLoad?.();
      if (!found || !("now" in self)) return found;
      const { age: _, ...rest } = found;
      return self.now ? { ...rest, age: self.now() - writtenAt } : rest;
    },
    async swap(key, expected, record, options) {
      self.key = key;
      await self.beforeSwap?.(record);
      const version = await inner.swap(key, expected, record, options);
      if (version) {
        self.written.push(record);
        writtenAt = self.now?.() ?? 0;
      }
      await self.afterSwap?.(record);
      return version;
    },
    watch: (key, callback) => (inner.watch as NonNullable<TokenStore["watch"]>)(key, callback),
    record: async () => (await inner.load(self.key))?.record,
    async edit(change) {
      const found = await inner.load(self.key);
      if (!found) throw new Error("nothing to edit");
      if (!(await inner.swap(self.key, found.version, { ...found.record, writer: crypto.randomUUID(), ...change(found.record) }, {}))) throw new Error("lost");
    },
  };
  return self;
}
