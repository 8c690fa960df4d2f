import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { node20 } from "./node20.ts";
import { flaws, pack, packPeers, run } from "./pack.ts";
import { grouped, printTable } from "./table.ts";
import { startVendor } from "./vendor.ts";

/** One client, installed into an empty folder. */
export interface Installed {
  readonly packages: readonly string[];
  readonly bytes: number;
  /** What a user would stumble over. Empty: nothing. */
  readonly flaws: readonly string[];
  /** Version of the Node that ran the calls. */
  readonly node: string;
  /** What each way of loading the client printed: `ok` when a call was renewed and answered. */
  readonly calls: Readonly<Record<"import" | "require", string>>;
}

const script = (load: string) => `${load}
const trips = createSimacanClient({ credentials: { username: "user", password: "fake-password" }, server: process.argv[2] });
trips.PUT("/trips/insertOrUpdate", { body: { trips: [] } }).then(
  ({ data, response }) => console.log(process.version, response.status === 200 && data === "ok" ? "ok" : "answered " + response.status),
  (error) => console.log(process.version, error),
);
`;
const loads = {
  import: ["call.mjs", script(`import { createSimacanClient } from "@freshkey/simacan";`)],
  require: ["call.cjs", script(`const { createSimacanClient } = require("@freshkey/simacan");`)],
} as const;
const renewed = ["POST /auth/password", "PUT /trips/insertOrUpdate", "POST /auth/refresh", "PUT /trips/insertOrUpdate"];

/** Packs the runtime and one client, installs them with npm and makes a renewed call on Node 20. `offline`: dependencies from the copies installed here. */
export async function install({ offline = false }: { readonly offline?: boolean } = {}): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), "freshkey-install-"));
  try {
    const tarballs = await pack(["auth-runtime", "simacan"], folder);
    const files = [...tarballs.map(({ file }) => file), ...(offline ? await packPeers(folder) : [])];
    await writeFile(join(folder, "package.json"), `{ "private": true }`);
    await run("npm", ["install", "--no-audit", "--no-fund", offline ? "--offline" : "--prefer-offline", ...files], { cwd: folder });
    const found = await packagesIn(join(folder, "node_modules"));
    const scripts = found.flatMap(({ name, scripts }) => scripts.map((one) => `${name}: has a script ${one}`));
    const [program, ...args] = await node20();
    const calls = { import: "", require: "" };
    let node = "";
    for (const way of ["import", "require"] as const) {
      const [file, code] = loads[way];
      await writeFile(join(folder, file), code);
      const vendor = await startVendor();
      const { stdout } = await run(program, [...args, file, vendor.url], { cwd: folder });
      vendor.close();
      [node = "", calls[way] = ""] = stdout.trim().split(/ (.*)/s);
      if (String(vendor.asked) !== String(renewed)) calls[way] += `, but asked ${vendor.asked.join(", ")}`;
    }
    return { packages: found.map(({ name }) => name), bytes: await bytesOf(join(folder, "node_modules")), flaws: [...new Set([...tarballs.flatMap(flaws), ...scripts])], node, calls };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function packagesIn(folder: string): Promise<{ readonly name: string; readonly scripts: readonly string[] }[]> {
  const manifests = (await readdir(folder, { recursive: true })).filter((path) => /(^|node_modules\/)(@[^/]+\/)?[^/@]+\/package\.json$/.test(path));
  return Promise.all(
    manifests.map(async (path) => {
      const { name, scripts = {} } = JSON.parse(await readFile(join(folder, path), "utf8")) as { name: string; scripts?: Record<string, string> };
      return { name, scripts: ["preinstall", "install", "postinstall"].filter((one) => one in scripts) };
    }),
  );
}

async function bytesOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((entry) => entry.isFile() && entry.name !== ".package-lock.json").map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({ options: { offline: { type: "boolean", default: false } } });
  const { packages, bytes, flaws: found, node, calls } = await install(values);
  printTable(
    ["one client, installed by npm", "figure", "target <="],
    [
      ["packages", String(packages.length), "4"],
      ["bytes on disk", grouped(bytes), "500 000"],
      ["flaws of the packages", String(found.length), "0"],
      [`renewed call, import, Node ${node}`, calls.import, "ok"],
      [`renewed call, require, Node ${node}`, calls.require, "ok"],
    ],
  );
  console.log(`\n${packages.join(", ")}`);
  for (const flaw of found) console.log(flaw);
}
