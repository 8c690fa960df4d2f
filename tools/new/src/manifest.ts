import type { Api } from "./api.ts";

const json = (content: object): string => `${JSON.stringify(content, undefined, 2)}\n`;

const served = (from: string, extension: string): object => ({
  workerd: `./${from}/generated/chains.${extension}`,
  "edge-light": `./${from}/generated/chains.${extension}`,
  browser: `./${from}/generated/chains.browser.${extension}`,
  default: `./${from}/generated/chains.${extension}`,
});

/** `package.json`: the same for every client but for its name and what it says of itself. */
export function manifest({ name, title }: Api): string {
  const compile = "tsc -p tsconfig.build.json";
  return json({
    name: `@freshkey/${name}`,
    version: "0.0.0",
    description: `${title}: a client whose tokens renew themselves.`,
    license: "MIT",
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    files: ["dist", "openapi.yaml"],
    imports: { "#chains": { "@freshkey/source": served("src", "ts"), ...served("dist", "js") } },
    exports: {
      ".": { "@freshkey/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./schemas": { "@freshkey/source": "./src/generated/schemas/index.ts", types: "./dist/generated/schemas/index.d.ts", default: "./dist/generated/schemas/index.js" },
      "./openapi.yaml": "./openapi.yaml",
      "./package.json": "./package.json",
    },
    scripts: {
      build: `rm -rf dist && ${compile} && ${compile} --removeComments --declaration false --isolatedDeclarations false && cp ../../specs/${name}.openapi.yaml openapi.yaml && cp ../../LICENSE LICENSE`,
      typecheck: "tsc -p tsconfig.json",
      test: "tsc -p tsconfig.json && vitest run",
    },
    dependencies: { "@freshkey/auth-runtime": "workspace:^" },
    peerDependencies: { zod: "^4" },
    peerDependenciesMeta: { zod: { optional: true } },
    devDependencies: {
      "@freshkey-tools/canary": "workspace:*",
      "@freshkey-tools/contract": "workspace:*",
      "@freshkey/auth-mock": "workspace:*",
      "@types/node": "catalog:",
      typescript: "catalog:",
      vitest: "catalog:",
      zod: "catalog:",
    },
  });
}

const base = "../../tsconfig.base.json";

/** The settings of a client's compiler and tests. */
export const settings: Readonly<Record<string, string>> = {
  "tsconfig.json": json({
    extends: base,
    compilerOptions: { noEmit: true, types: ["node"], skipLibCheck: true, isolatedDeclarations: false, declaration: false },
    include: ["src", "test", "*.config.ts"],
  }),
  "tsconfig.build.json": json({ extends: base, compilerOptions: { rootDir: "src", outDir: "dist" }, include: ["src"] }),
  "vitest.config.ts": `import { canaryWatch } from "@freshkey-tools/canary";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [canaryWatch()],
  ssr: { resolve: { conditions: ["@freshkey/source", "module", "node", "default"], externalConditions: ["@freshkey/source", "node"] } },
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000, reporters: ["default", ["json", { outputFile: "test-results/vitest.json" }]] },
});
`,
};
