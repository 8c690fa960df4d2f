import { accessSync, constants } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium, type Browser } from "playwright-core";

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function found(): string | undefined {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const paths = (process.env["PATH"] ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env["CHROMIUM"] ?? "", ...paths].find((path) => path && runs(path));
}

/** Why there is no browser here, if there is none. In CI that is a failure. */
export function noChromium(): string | undefined {
  if (found()) return undefined;
  const reason = "no Chromium (set CHROMIUM to its path): the IndexedDB store is NOT tested here";
  if (process.env["CI"] === "true") throw new Error(reason);
  console.warn(`SKIPPED: ${reason}`);
  return reason;
}

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const startChromium = (): Promise<Browser> => chromium.launch({ executablePath: found() as string, args: flags });

/** Serves an empty page with the test's own entry on it, as `window.stores`. */
export async function servePage(): Promise<{ readonly url: string; readonly close: () => void }> {
  const entry = fileURLToPath(new URL("page.ts", import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "stores",
    platform: "browser",
    conditions: ["@freshkey/source"],
    logLevel: "silent",
  });
  const code = outputFiles[0]?.text ?? "";
  const server: Server = createServer(({ url }, response) => {
    const isCode = url === "/code.js";
    response.setHeader("content-type", isCode ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8");
    response.end(isCode ? code : '<!doctype html><link rel="icon" href="data:,"><script src="/code.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
