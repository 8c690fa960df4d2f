import { fileURLToPath } from "node:url";
import { build, type BuildResult } from "esbuild";
import { expect, test, vi } from "vitest";

vi.setConfig({ testTimeout: 60_000 });

/** A bundle of the entry for a platform. */
async function bundle(conditions: readonly string[]): Promise<BuildResult<{ write: false }>> {
  return build({
    stdin: { contents: 'export * from "@freshkey/twilio-flex/users";', resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    logLevel: "silent",
    conditions: ["@freshkey/source", ...conditions],
  });
}

test("the users of an account are for servers: a bundle for a page is refused, one for a Worker or a server is not", async () => {
  await expect(bundle(["browser"])).rejects.toThrow('Could not resolve "@freshkey/twilio-flex/users"');
  for (const conditions of [["workerd", "browser"], ["edge-light", "browser"], ["node"], []]) {
    const { outputFiles } = await bundle(conditions);
    expect(outputFiles[0]?.text).toContain("Users/Provision");
  }
});
