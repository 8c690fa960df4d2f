import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["@freshkey/source", "module", "node", "default"], externalConditions: ["@freshkey/source", "node"] } },
  // Prism takes a second to load: once per worker is enough.
  test: { isolate: false, testTimeout: 60_000, hookTimeout: 60_000, include: ["test/**/*.test.ts"], reporters: ["default", ["json", { outputFile: "test-results/vitest.json" }]] },
});
