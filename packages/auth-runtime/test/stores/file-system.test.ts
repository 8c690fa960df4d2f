import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { failure } from "../support/time.ts";
import { filed, record } from "./support/files.ts";

/** A world of its own, where mounting harms nobody. Of Linux. */
const apart = "unshare";

describe("A disk that is full", () => {
  const place = mkdtempSync(join(tmpdir(), "freshkey-small-"));
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  const reason = spawnSync(apart, ["-rm", "mount", "-t", "tmpfs", "none", place]).status === 0 ? undefined : "this machine lets nobody mount a small tmpfs";
  if (reason) console.warn(`SKIPPED: ${reason}: a full disk is only injected here`);

  test.skipIf(reason)("is a real one, in memory (tmpfs): the first writes win, then each throws, and what was stored stays", () => {
    const program = fileURLToPath(new URL("support/fill.ts", import.meta.url));
    const out = execFileSync(apart, ["-rm", "sh", "-c", `mount -t tmpfs -o size=256k none "$2" && exec "$0" "$1" "$2"`, process.execPath, program, place], { encoding: "utf8", cwd: "/" });
    const told = JSON.parse(out) as { won: number; reasons: string[]; kept: number; left: string[]; later: boolean };
    expect(told.won).toBeGreaterThan(0);
    expect(told).toMatchObject({ reasons: ["full", "full", "full"], kept: told.won, left: [], later: true });
  });
});

test("A folder that another user may only read is read, without an age; a swap throws what to do", async () => {
  const { store, folder, root, write } = filed();
  const version = await write(1);
  const asRoot = process.getuid?.() === 0;
  const paths = [join(folder(), "tmp"), folder(), root];
  for (const path of paths) chmodSync(path, 0o500);
  if (!asRoot) {
    const found = await store.load("k");
    expect(found).toMatchObject({ version, record: record("w0") });
    expect(await failure(store.swap("k", version, record("x"), {}))).toMatchObject({ reason: "denied", message: expect.stringContaining("another folder") });
  } else {
    // Nothing denies root anything: so another user tries.
    const other = 65_534;
    for (const path of [...paths, join(folder(), "v1"), join(folder(), "tmp", "clock"), join(root, "..")]) chownSync(path, other, other);
    const program = fileURLToPath(new URL("support/read-only.ts", import.meta.url));
    const out = execFileSync(process.execPath, [program, root], { encoding: "utf8", uid: other, gid: other, cwd: "/" });
    expect(JSON.parse(out)).toMatchObject({ load: { version, record: record("w0") }, swap: { reason: "denied" } });
  }
  for (const path of paths.reverse()) chmodSync(path, 0o700);
});
