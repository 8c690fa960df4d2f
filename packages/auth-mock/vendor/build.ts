import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import { describePackages, findPackages } from "./licences.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = fileURLToPath(new URL("../dist/", import.meta.url));

/** What Prism loads and this mock never comes to: other kinds of documents, calls to other servers, a log. */
const absent = /^(node-fetch|https?-proxy-agent|pino|@stoplight\/http-spec\/(postman|oas2)\/operation)$/;

const trimmed: Plugin = {
  name: "trimmed",
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: absent }, ({ path }) => ({ path, namespace: "absent" }));
    onLoad({ filter: /./, namespace: "absent" }, ({ path }) => ({ contents: absentModule(path) }));
    onResolve({ filter: /^url$/ }, ({ importer }) => (importer.includes("json-schema-ref-parser") ? { path: `${here}url.js` } : undefined));
    // Of seventy languages one is enough.
    onResolve({ filter: /^@faker-js\/faker$/ }, ({ kind, resolveDir, importer }) => resolve("@faker-js/faker/locale/en", { kind, resolveDir, importer }));
    // Its CommonJS form hides what it requires.
    onResolve({ filter: /^jsonc-parser$/ }, ({ importer }) => ({ path: createRequire(importer).resolve("jsonc-parser").replace("/umd/", "/esm/") }));
  },
};

function absentModule(path: string): string {
  return `const absent = () => { throw new Error(${JSON.stringify(`${path} does not come with this package.`)}); }; module.exports = new Proxy({}, { get: () => absent });`;
}

/** Puts what the mock uses of other packages into `dist/vendor`: its users install one package. */
async function bundle(): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: ["prism.js", "ajv.js", "yaml.js", "selfsigned.js"],
    outdir: `${dist}vendor`,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    legalComments: "none",
    banner: { js: `import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);` },
    plugins: [trimmed],
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

const metafile = await bundle();
const packages = findPackages(metafile, here);
writeFileSync(`${dist}THIRD-PARTY-LICENSES.txt`, describePackages(packages));
const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
console.log(`bundled ${packages.length} packages into ${bytes} bytes`);
