import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { breaks } from "./breaks.ts";

// Each break is made in a copy: the tree itself is never touched.
const home = fileURLToPath(new URL("../../../packages/auth-runtime/", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "break-"));
for (const name of ["src", "test", "package.json", "vitest.config.ts"]) cpSync(join(home, name), join(copy, name), { recursive: true });
symlinkSync(join(home, "node_modules"), join(copy, "node_modules"));

const passes = (test: string, most = 60_000): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(home, "node_modules/vitest/vitest.mjs"), "run", "--bail=1", "--testTimeout=4000", `test/${test}`], {
      cwd: copy,
      stdio: "ignore",
      env: { ...process.env, NO_COLOR: "1" },
    });
    // A break may make a loop without a pause.
    const stop = setTimeout(() => child.kill("SIGKILL"), most);
    child.on("exit", (code) => {
      clearTimeout(stop);
      resolve(code === 0);
    });
  });

let green = 0;
try {
  if (!(await passes("core", 300_000))) throw new Error("The tests are red before anything is broken.");
  for (const { rule, file, code, instead, test } of breaks) {
    if (process.argv[2] && !rule.includes(process.argv[2])) continue;
    const path = join(copy, "src", file);
    const whole = readFileSync(path, "utf8");
    const found = whole.split(code).length - 1;
    let said = `its code is there ${found} times`;
    if (found === 1) {
      writeFileSync(
        path,
        whole.replace(code, () => instead),
      );
      const stays = await passes(test);
      writeFileSync(path, whole);
      if (!stays) {
        console.log(`red    ${rule}  (${test})`);
        continue;
      }
      said = `${test} stays green without it`;
    }
    green += 1;
    console.log(`GREEN  ${rule}: ${said}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${breaks.length} rules, ${green} without a test that sees them go`);
process.exitCode = green > 0 ? 1 : 0;
