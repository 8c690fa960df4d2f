import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { memoryStore } from "../../src/index.ts";
import { fileStore } from "../../src/stores/file.ts";
import { storeContract } from "../../src/testing/index.ts";

describe("fileStore keeps the contract of stores", () => {
  const folder = mkdtempSync(join(tmpdir(), "freshkey-contract-"));
  const notAFolder = join(folder, "file");
  writeFileSync(notAFolder, "");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const broken = () => fileStore(notAFolder, { onWarning: () => {} });
  for (const { name, run } of storeContract(() => fileStore(join(folder, "tokens")), { shared: true, broken })) test(name, run);
});

describe("memoryStore keeps the contract of stores", () => {
  const checks = storeContract(memoryStore);
  for (const { name, run } of checks) test(name, run);
  test("There are as many checks as promises", () => expect(checks.length).toBeGreaterThanOrEqual(13));
});
