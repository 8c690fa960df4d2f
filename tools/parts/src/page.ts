import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A file, or code that stands as if it were in a file beside `beside`, the `import.meta.url` of its author. */
export type Source = URL | { readonly code: string; readonly beside: string };

/** A module of TypeScript as a browser gets it, or Node: in one piece, our own packages from their sources. */
export async function bundle(source: Source, platform: "browser" | "node" = "browser"): Promise<string> {
  const entry = source instanceof URL ? { entryPoints: [fileURLToPath(source)] } : { stdin: { contents: source.code, resolveDir: dirname(fileURLToPath(source.beside)), loader: "ts" as const } };
  const { outputFiles } = await build({
    ...entry,
    bundle: true,
    write: false,
    format: "esm",
    platform,
    conditions: ["@freshkey/source", ...(platform === "browser" ? [platform] : [])],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** A page on this machine. */
export interface ServedPage {
  /** Its address. Every path of its origin is the same page; only `app.js` is its script. */
  readonly url: string;
  close(): void;
}

/** Serves a page that runs a module. Whoever starts it closes it. */
export async function servePage(script: string): Promise<ServedPage> {
  const server = createServer(({ url }, response) => {
    const isScript = url === "/app.js";
    response.writeHead(200, { "content-type": `text/${isScript ? "javascript" : "html"}; charset=utf-8`, "referrer-policy": "no-referrer" });
    response.end(isScript ? script : '<!doctype html><title>page</title><link rel="icon" href="data:,"><script type="module" src="/app.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => server.close().closeAllConnections() };
}
