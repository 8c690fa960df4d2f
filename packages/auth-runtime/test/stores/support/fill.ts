// Fills a small disk with records until it is full, then makes room. Prints what happened.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileStore, StoreError } from "../../../src/stores/file.ts";
import type { TokenRecord } from "../../../src/stores/types.ts";

const root = join(process.argv[2] as string, "tokens");
const store = fileStore(root, { onWarning: () => {} });
const record: TokenRecord = { schema: 1, writer: "w", epoch: 0, tokens: { a: { value: "x".repeat(20_000), generation: 1 } }, values: {} };
writeFileSync(join(process.argv[2] as string, "ballast"), "x".repeat(60_000));

const won: string[] = [];
const reasons: string[] = [];
while (reasons.length < 3 && won.length < 100) {
  try {
    if (await store.swap(`key ${won.length}`, undefined, record, {})) won.push(`key ${won.length}`);
  } catch (error) {
    reasons.push(error instanceof StoreError ? error.reason : "untyped");
  }
}
const kept = (await Promise.all(won.map((key) => store.load(key)))).filter((found) => found?.record.tokens["a"]?.value.length === 20_000).length;
const left = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("tmp/") && !name.endsWith("clock"));
rmSync(join(process.argv[2] as string, "ballast"));
const later = (await store.swap(`key ${won.length}`, undefined, record, {})) !== false;
console.log(JSON.stringify({ won: won.length, reasons, kept, left, later }));
