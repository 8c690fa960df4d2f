import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test, vi } from "vitest";

vi.setConfig({ testTimeout: 60_000 });

/** A bundle as a web page gets it. */
async function bundle(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "ts" },
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    platform: "browser",
    conditions: ["@freshkey/source", "browser"],
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

test("the sign-in adds at most 4 kB to a page that has the client", async () => {
  const [client, both] = await Promise.all([bundle('export * from "@freshkey/twilio-flex";'), bundle('export * from "@freshkey/twilio-flex"; export * from "@freshkey/twilio-flex/sso";')]);
  const bytes = gzipSync(both, { level: 9 }).length - gzipSync(client, { level: 9 }).length;
  expect(bytes).toBeGreaterThan(2_000);
  expect(bytes).toBeLessThanOrEqual(4_096);
});

test("nothing happens at import, nor when a sign-in is made: no request, nothing stored, nothing read, no timer, nothing random", async () => {
  const touched: string[] = [];
  const script = `
    ${new TextDecoder().decode(await bundle('export * from "@freshkey/twilio-flex/sso"; export { indexedDbStore } from "@freshkey/auth-runtime/stores/indexeddb";'))}
  `;
  const spy = (name: string): unknown =>
    new Proxy(() => {}, {
      get: (_, member) => (touched.push(`${name}.${String(member)}`), spy(name)),
      set: (_, member) => (touched.push(`${name}.${String(member)} =`), true),
      apply: () => touched.push(`${name}()`),
    });
  for (const name of ["fetch", "sessionStorage", "localStorage", "indexedDB", "history", "document", "BroadcastChannel", "setTimeout", "setInterval", "crypto"]) vi.stubGlobal(name, spy(name));
  const module = import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(script)}`);
  const { createSsoSignIn, indexedDbStore } = await module.finally(() => undefined);
  const imported = [...touched];
  createSsoSignIn({ credentials: { accountSid: "AC00000000000000000000000000000000" }, redirectUrls: ["https://app.example.com/"], store: indexedDbStore("tokens") });
  const made = [...touched];
  // And what it would be if something did.
  globalThis.sessionStorage.setItem("a", "b");
  const watched = touched.length > made.length;
  vi.unstubAllGlobals();
  expect([imported, made, watched]).toEqual([[], [], true]);
});
