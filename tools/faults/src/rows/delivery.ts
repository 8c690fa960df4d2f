import type { Row } from "../row.ts";

export const delivery: readonly Row[] = [
  {
    id: "D1",
    test: "tools/faults/test/delivery.test.ts",
    break: { file: "packages/simacan/package.json", line: '"name": "@freshkey/simacan",', becomes: '"name": "freshkey-simacan",' },
  },
  {
    id: "D2",
    test: "tools/gates/test/packed.test.ts",
    break: { file: "tools/gates/src/manifests.ts", line: '["preinstall", "install", "postinstall"]', becomes: '["preinstall", "install"]' },
  },
  {
    id: "D3",
    test: "tools/gates/test/workflows.test.ts",
    break: { file: ".github/workflows/release.yml", line: "permissions: {}\n", becomes: "permissions:\n  id-token: write\n" },
  },
  {
    id: "D4",
    test: "tools/gates/test/packed.test.ts",
    break: { file: "tools/gates/src/manifests.ts", line: "...files.filter((file) => !shipped.test(file)).map(", becomes: "...files.filter(() => false).map(" },
  },
];
