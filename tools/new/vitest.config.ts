import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["@freshkey/source", "module", "node", "default"], externalConditions: ["@freshkey/source", "node"] } },
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000, reporters: ["default", ["json", { outputFile: "test-results/vitest.json" }]] },
});
