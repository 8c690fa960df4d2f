import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";

/** A client as a bundler makes it that asks for these conditions. */
async function bundled(name: string, ...conditions: string[]): Promise<string> {
  const resolveDir = fileURLToPath(new URL(`../../../packages/${name}/test`, import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: `export * from "@freshkey/${name}";`, resolveDir },
    bundle: true,
    write: false,
    format: "esm",
    platform: conditions.includes("node") ? "node" : "neutral",
    conditions: ["@freshkey/source", ...conditions],
  });
  return outputFiles[0]?.text ?? "";
}

const load = async (code: string): Promise<Record<string, any>> => import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);

// What takes the long-lived secret in each of them. In a table of operations paths stand without a method.
const logins: readonly (readonly [name: string, login: RegExp])[] = [
  ["flex-insights", /path: "\/gdc\/account\/login",\s+runsOn: "server"/],
  ["flexcharge", /: credentials\.appSecret/],
  ["twilio-flex", /ttl: credentials\.ttl/],
];

describe.each(logins)("%s", (name, login) => {
  test("a browser build has no code that sends long-lived secrets for a token", async () => {
    const text = await bundled(name, "browser");
    expect(text).not.toMatch(login);
    expect(text).not.toContain('runsOn: "server"');
  });

  test.each([[["node"]], [["workerd", "worker", "browser"]], [["edge-light", "worker", "browser"]], [[]]])("a build for %j has it: that is a server", async (conditions) => {
    expect(await bundled(name, ...conditions)).toMatch(login);
  });
});

test("in a browser build an error says in one line why there is no token", async () => {
  const { createFlexChargeSession } = await load(await bundled("flexcharge", "browser"));
  const session = createFlexChargeSession({ credentials: { appKey: "fake-key", appSecret: "fake-secret" }, server: "http://127.0.0.1:1" });
  const error: Error = await session.getToken().catch((reason: unknown) => reason);
  expect(error.message).toBe("accessToken is made by servers only, not in a browser: bring a new one.");
  expect(error).toMatchObject({ code: "token_refused" });
});
