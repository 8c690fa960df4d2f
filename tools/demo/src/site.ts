import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What the page says and where it calls. */
export interface SiteOptions {
  /** Where the API is: the only other place that the page may call. */
  readonly api: string;
  /** Who plays it, in words. */
  readonly other: string;
}

const folder = new URL("./page/", import.meta.url);

/** Bundles the page and answers with it. Nothing on it is inline, so that its policy need not allow that. */
export async function createSite({ api, other }: SiteOptions): Promise<RequestListener> {
  const read = (name: string): Promise<string> => readFile(new URL(name, folder), "utf8");
  const [html, style, icon, script] = await Promise.all([read("index.html"), read("style.css"), read("icon.svg"), bundle()]);
  const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
    "/": ["text/html", html.replace("{api}", api).replace("{other}", other)],
    "/style.css": ["text/css", style],
    "/icon.svg": ["image/svg+xml", icon],
    "/app.js": ["text/javascript", script],
  };
  const headers = {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      `connect-src ${api}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join("; "),
    // The address that a person comes back to holds a code.
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "x-content-type-options": "nosniff",
  };
  return ({ method, url = "/" }, response) => {
    const [type, body] = files[new URL(url, "http://page").pathname] ?? [];
    if (body === undefined || method !== "GET") return response.writeHead(404, headers).end();
    response.writeHead(200, { ...headers, "content-type": `${type}; charset=utf-8` }).end(body);
  };
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("app.ts", folder))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    conditions: ["@freshkey/source"],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
