import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSpec } from "@freshkey-tools/spec";
import { expect, test } from "vitest";
import { typedCalls } from "../document/typed.ts";
import { specFile } from "../mock.ts";
import { settings, typeErrors } from "../readme.ts";
import type { Subject } from "../subject.ts";

/** The types of a client know every documented request and answer. */
export function testTypes({ api, folder, client }: Subject): void {
  test("every documented request is taken, and every documented answer has the type of its status", async () => {
    const { document } = readSpec(specFile(api));
    const text = typedCalls(document, client);
    expect(await errorsIn(text)).toBe("");
    // A status that is in no document has no type to hold against.
    expect(await errorsIn(text.replaceAll("result.status === 401", "result.status === 402"))).not.toBe("");
  });

  async function errorsIn(text: string): Promise<string> {
    const into = fileURLToPath(new URL("test-results/types", folder));
    await rm(into, { recursive: true, force: true });
    await mkdir(into, { recursive: true });
    await writeFile(join(into, "tsconfig.json"), settings);
    const file = join(into, "line-1.ts");
    await writeFile(file, text);
    return typeErrors([{ title: "calls", file }]);
  }
}
