import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./pack.ts";
import { printTable } from "./table.ts";

/** A program that opens one client and makes one call with it, as a user's would. */
export const programs: Readonly<Record<string, string>> = {
  "flex-insights": `import { createFlexInsightsClient } from "@freshkey/flex-insights";
const client = createFlexInsightsClient({ credentials: { login: "ada", password: "fake" } });
const { data } = await client.POST("/gdc/app/projects/{workspace}/execute/raw", { params: { path: { workspace: "w" } }, body: { report_req: { report: "r" } } });
export const uri: string | undefined = data?.uri;`,
  flexcharge: `import { createFlexChargeClient } from "@freshkey/flexcharge";
const client = createFlexChargeClient({ credentials: { appKey: "key", appSecret: "fake" } });
export const { data, error } = await client.GET("/orders/{orderId}", { params: { path: { orderId: "1" } } });`,
  simacan: `import { createSimacanClient } from "@freshkey/simacan";
const client = createSimacanClient({ credentials: { username: "ada", password: "fake" } });
export const { data, error } = await client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "1" }] } });`,
  "twilio-flex": `import { createTwilioFlexClient } from "@freshkey/twilio-flex";
const client = createTwilioFlexClient({ credentials: { accountSid: "AC", authToken: "fake", instanceSid: "GO", username: "user1" } });
export const { data, error } = await client.GET("/v4/Instances/{InstanceSid}/Users", { params: { path: { InstanceSid: "GO" }, query: { Username: "user1" } } });`,
};

const settings = {
  compilerOptions: {
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
    module: "nodenext",
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  },
  files: ["program.ts"],
};

/** What checking one program took. `user`: CPU seconds of the compiler; `mistakes`: what it said. */
export interface Checked {
  readonly user: number;
  readonly mistakes: string;
}

/** Checks a program against the built declarations of our packages, with `skipLibCheck: false`. */
export async function check(name: string, text: string): Promise<Checked> {
  // Inside the package, so that the imports resolve.
  const folder = fileURLToPath(new URL(`../test-results/check-${name}/`, import.meta.url));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings));
  await writeFile(join(folder, "program.ts"), text);
  const { stdout } = await run("sh", ["-c", 'tsc -p "$1" >"$1/said" 2>&1; cat "$1/said"; times', "sh", folder]);
  await rm(folder, { recursive: true });
  const lines = stdout.trim().split("\n");
  const [minutes = "0", seconds = "0"] = /^(\d+)m([\d.]+)s/.exec(lines.at(-1) ?? "")?.slice(1) ?? [];
  return { user: Number(minutes) * 60 + Number(seconds), mistakes: lines.slice(0, -2).join("\n") };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = { "(empty program)": "export {};", ...programs };
  const best: Record<string, number> = {};
  // Rounds one after another and the least of each: noise only adds.
  for (let round = 0; round < 5; round++)
    for (const [name, text] of Object.entries(all)) {
      const { user, mistakes } = await check(name.replace(/\W/g, ""), text);
      if (mistakes) throw new Error(mistakes);
      best[name] = Math.min(best[name] ?? Infinity, user);
    }
  const empty = best["(empty program)"] ?? 0;
  console.log("User CPU seconds of tsc 7, declarations as published, skipLibCheck: false. Least of 5 rounds.\n");
  printTable(
    ["program", "seconds", "beyond empty", "target <="],
    Object.entries(best).map(([name, user]) => [name, user.toFixed(2), (user - empty).toFixed(2), name.startsWith("(") ? "" : "0.30"]),
  );
}
