import { fileURLToPath } from "node:url";
import type { Plugin } from "vitest/config";

/** What is told to the watch while tests run: where in the sources, the line that is there, and what it becomes. */
const taps: readonly (readonly [file: string, line: string, tapped: string])[] = [
  // Every AuthError, wherever it is caught, or not.
  [
    "/auth-runtime/src/errors.ts",
    "Object.assign(Object.defineProperty(this, brand, {}), details);",
    "Object.assign(Object.defineProperty(this, brand, {}), details);\n    globalThis[Symbol.for('@freshkey-tools/canary')]?.('error', this);",
  ],
  // Every event, whether or not somebody listens.
  ["/auth-runtime/src/session/state.ts", "options.onEvent?.(", "((event) => (globalThis[Symbol.for('@freshkey-tools/canary')]?.('event', event), options.onEvent?.(event)))("],
  // Every URL of a token request.
  [
    "/auth-runtime/src/session/exchange.ts",
    "const response = await (wire.fetch ?? fetch)(",
    "globalThis[Symbol.for('@freshkey-tools/canary')]?.('URL', url);\n      const response = await (wire.fetch ?? fetch)(",
  ],
];

/**
 * Watches all tests of a package for secrets that show: in every AuthError that is made (message, stack, causes, inspection, JSON), in every event, in the
 * URL of every token request, on the console and in the output of the process. A test during which one shows fails.
 *
 * @example
 * export default defineConfig({ plugins: [canaryWatch()], test: {} });
 */
export function canaryWatch(): Plugin {
  return {
    name: "canary-watch",
    enforce: "pre",
    config: () => ({ test: { setupFiles: [fileURLToPath(new URL("./setup.ts", import.meta.url))] } }),
    transform(code, id) {
      const path = id.split("?")[0] ?? "";
      const tap = taps.find(([file]) => path.endsWith(file));
      if (!tap) return undefined;
      const [file, line, tapped] = tap;
      if (code.split(line).length !== 2) throw new Error(`The canary watch finds its line no more in ${file}; say in tools/canary where it is now.`);
      return { code: code.replace(line, () => tapped), map: null };
    },
  } as Plugin;
}
