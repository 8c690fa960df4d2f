import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium, type Browser } from "playwright-core";
import { onTestFinished } from "vitest";

const flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(" ");

/** Where a Chromium is. Without one its tests are skipped and say so; in CI that is a failure. */
export function findChromium(): string | undefined {
  const { CHROMIUM, CI, PATH = "" } = process.env;
  const places = PATH.split(delimiter).flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)));
  const found = [...(CHROMIUM ? [CHROMIUM] : []), ...places].find((place) => existsSync(place));
  if (found !== undefined) return found;
  const why = "No Chromium: set CHROMIUM to the path of one, or install it.";
  if (CI === "true") throw new Error(why);
  console.warn(`SKIPPED, ${why}`);
  return undefined;
}

export async function launch(executablePath: string, ...more: string[]): Promise<Browser> {
  const browser = await chromium.launch({ executablePath, args: [...flags, ...more] });
  onTestFinished(() => browser.close());
  return browser;
}

/** A module of TypeScript as a browser gets it, or Node, from the sources. */
export async function bundle(contents: string, platform: "browser" | "node" = "browser"): Promise<string> {
  const built = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform,
    conditions: ["@freshkey/source", ...(platform === "browser" ? [platform] : [])],
  });
  return built.outputFiles[0]?.text ?? "";
}

/** A page on this machine that runs that module. Resolves to its address. */
export async function servePage(script: string): Promise<string> {
  const server = createServer((request, response) => {
    const isScript = request.url === "/app.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? script : '<!doctype html><title>page</title><link rel="icon" href="data:,"><script type="module" src="/app.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => server.close().closeAllConnections());
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}
