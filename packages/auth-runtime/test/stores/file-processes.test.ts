import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { fileStore } from "../../src/stores/file.ts";

const writer = fileURLToPath(new URL("support/writer.ts", import.meta.url));
const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Numbers that are the same in each run, so that a failure can be looked at again. */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

interface Told {
  readonly wins: { readonly epoch: number; readonly version: string }[];
  readonly wrong: string[];
  lost: number;
  kills: number;
  stops: number;
}

/** One place for a writer: killed ones are replaced, until it has swapped so many times. */
async function place(root: string, swaps: number, seed: number, told: Told): Promise<void> {
  const random = dice(seed);
  for (let made = 0, life = 0; made < swaps; life += 1) {
    const child = spawn(process.execPath, [writer, root, String(swaps - made), `${seed}.${life}`], { stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    child.stderr.on("data", (text) => told.wrong.push(String(text)));
    const lines = createInterface({ input: child.stdout });
    const killAt = made + 40 + Math.floor(random() * 120);
    let nextStop = made + 20 + Math.floor(random() * 60);
    const closed = new Promise((resolve) => child.on("close", resolve));
    lines.on("line", (line) => {
      const [what, epoch, version] = line.split(" ");
      if (what === "done") return;
      made += 1;
      if (what === "won") told.wins.push({ epoch: Number(epoch), version: String(version) });
      else if (what === "lost") told.lost += 1;
      else told.wrong.push(line);
      if (made === killAt && life < 6) {
        told.kills += 1;
        // At any moment of its next swaps, not where it has just told of one.
        setTimeout(() => child.kill("SIGKILL"), random() * 4);
      } else if (made >= nextStop) {
        nextStop = made + 40 + Math.floor(random() * 120);
        told.stops += 1;
        setTimeout(() => child.kill("SIGSTOP"), random() * 4);
        // Long enough that others write more than the 256 versions whose names are kept, now and then.
        setTimeout(() => child.kill("SIGCONT"), 20 + random() ** 4 * 900);
      }
    });
    await closed;
    running.delete(child);
  }
}

const places: readonly (readonly [what: string, base: string, seed: number])[] = [
  ["on the disk", tmpdir(), 1],
  ["in memory", "/dev/shm", 2],
];

test.each(places.filter(([, base]) => existsSync(base)))(
  "Four processes that are killed and stopped while they swap one record: no false win, nothing torn (%s)",
  async (_, base, seed) => {
    const folder = mkdtempSync(join(base, "freshkey-processes-"));
    const root = join(folder, "tokens");
    try {
      const token = { value: "x".repeat(2_000), generation: 1 };
      const first = await fileStore(root).swap("k", undefined, { schema: 1, writer: "first", epoch: 1, tokens: { t: token }, values: {} }, {});
      expect(first).toMatch(/^1\./);
      const told: Told = { wins: [], wrong: [], lost: 0, kills: 0, stops: 0 };
      await Promise.all([1, 2, 3, 4].map((index) => place(root, 500, seed * 10 + index, told)));
      const last = await fileStore(root).load("k");
      console.info(
        `fileStore, 4 processes, ${base}: ${told.wins.length + told.lost} contested swaps, ${told.wins.length} won, ${told.kills} SIGKILL, ${told.stops} SIGSTOP, last version ${last?.record.epoch}`,
      );
      expect(told.wrong).toEqual([]);
      // A record's epoch is one more than that of the record it replaced: so two wins with one epoch are a false win, and no number goes missing.
      expect(new Set(told.wins.map(({ epoch }) => epoch)).size).toBe(told.wins.length);
      expect(told.wins.filter(({ epoch, version }) => version.split(".")[0] !== String(epoch))).toEqual([]);
      expect(last?.version.split(".")[0]).toBe(String(last?.record.epoch));
      // Whoever was killed between his win and the telling of it has won too.
      const untold = (last?.record.epoch ?? 0) - 1 - told.wins.length;
      expect(untold).toBeGreaterThanOrEqual(0);
      expect(untold).toBeLessThanOrEqual(told.kills);
      expect(told.kills).toBeGreaterThan(4);
      expect(told.stops).toBeGreaterThan(10);
      // No secret but the current one, once those who come later have cleaned up.
      const records = join(root, createHash("sha256").update("k").digest("hex"));
      expect(await fileStore(root).swap("k", last?.version, { schema: 1, writer: "last", epoch: 0, tokens: {}, values: {} }, {})).toBeTypeOf("string");
      const old = readdirSync(records).filter((name) => name.startsWith("v") && name !== `v${(last?.record.epoch ?? 0) + 1}`);
      expect(old.filter((name) => readFileSync(join(records, name), "utf8") !== "")).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    // Each swap waits for the disk, which others may keep busy.
  },
  300_000,
);
