import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { specFiles } from "@freshkey-tools/spec";
import { beforeAll, expect, test } from "vitest";
import { chainsFile } from "../src/chains.ts";
import { generate, SpecMistake } from "../src/index.ts";
import { run } from "../src/run.ts";
import { logIn, refresh, shop, signIn, type ChainParts } from "./shop.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
// Below this package, so that its imports resolve.
const folder = fileURLToPath(new URL("../test-results/types", import.meta.url));
const compiler = join(dirname(createRequire(join(root, "package.json")).resolve("typescript/package.json")), "bin", "tsc");

const outputs = (text: string): ChainParts => ({ grants: [refresh, logIn.replace(/outputs: \{.*?\}/, `outputs: { ${text} }`)] });
const body = (text: string): ChainParts => ({ grants: [refresh, logIn.replace(/requestBody: \{.*?\}/, `requestBody: { ${text} }`)] });
const lookup = (parameters: string, found: string, credentials = "shop: { type: string }"): ChainParts => ({
  credentials: `{ type: object, required: [user, password, shop], properties: { user: { type: string }, password: { type: string }, ${credentials} } }`,
  values: "{ person: {} }",
  schemes: "{ bearer: $tokens.access, account: { username: $credentials.user, password: $credentials.password } }",
  grants: [refresh, logIn, `{ operationId: findPeople, parameters: { ${parameters} }, outputs: { person: ${found} } }`],
});
const person = "$response.body#/people/0/person-id";
const user = "user: $credentials.user";

/** A mistake in a chain, and who finds it. */
const planted: [mistake: string, finder: "tsc" | "generation" | "nobody", parts: ChainParts][] = [
  ["none", "nobody", {}],
  ["none, with a lookup", "nobody", lookup("shop: $credentials.shop", person)],
  [
    "none, with an optional credential for an optional member",
    "nobody",
    {
      ...body(`${user}, password: $credentials.password, ttl: $credentials.ttl`),
      credentials: "{ type: object, required: [user, password], properties: { user: { type: string }, password: { type: string }, ttl: { type: integer } } }",
      schemes: "{ bearer: $tokens.access }",
    },
  ],
  ["a body member that does not exist", "tsc", body(`${user}, password: $credentials.password, rememember: 0`)],
  ["a body member misspelt", "tsc", body(`${user}, pasword: $credentials.password`)],
  ["a body member left out", "tsc", body(user)],
  ["a constant outside the enum", "tsc", body(`${user}, password: $credentials.password, remember: 2`)],
  ["a constant of the wrong type", "tsc", body(`${user}, password: 7`)],
  ["a form member misspelt", "tsc", { grants: [refresh.replace("refresh_token:", "refresh_tokn:"), logIn] }],
  ["an output pointer misspelt", "tsc", outputs("access: $response.body#/acess_token")],
  ["an output pointer that ends too early", "tsc", outputs("access: $response.body#/info")],
  ["an output pointer into nothing", "tsc", outputs("access: $response.body#/info/expirations")],
  ["an output that is no text", "tsc", outputs("access: $response.body#/expires_in")],
  ["a list without an index", "tsc", lookup("shop: $credentials.shop", "$response.body#/people/person-id")],
  ["an expiresIn pointer misspelt", "tsc", outputs("access: { value: $response.body#/access_token, expiresIn: $response.body#/expire_in }")],
  ["an expiresAt pointer misspelt", "tsc", outputs("access: { value: $response.body#/access_token, expiresAt: $response.body#/info/expires, unit: date-time }")],
  ["a success pointer misspelt", "tsc", { grants: [refresh, logIn.replace("refusedBy:", "success: { $response.body#/okay: true }, refusedBy:")] }],
  ["a success value of the wrong type", "tsc", { grants: [refresh, logIn.replace("refusedBy:", 'success: { $response.body#/ok: "yes" }, refusedBy:')] }],
  ["a credential of the wrong type in a path", "tsc", lookup("shop: $credentials.shop", person, "shop: { type: integer }")],
  ["a given token that is a number", "tsc", { ...lookup("shop: main", person, "shop: { type: integer }"), tokens: "{ access: { given: $credentials.shop }, refresh: {} }" }],
  ["an optional credential for a needed member", "tsc", { credentials: "{ type: object, required: [user], properties: { user: { type: string }, password: { type: string } } }" }],
  ["none, with a sign-in", "nobody", { grants: [refresh, signIn()] }],
  ["a body member of a sign-in misspelt", "tsc", { grants: [signIn(undefined, "user: $credentials.user, pasword: $interaction.code")] }],
  ["a body member of a sign-in left out", "tsc", { grants: [signIn(undefined, "password: $interaction.code")] }],
  ["a number in the address of a sign-in's page", "tsc", { grants: [signIn("shop: main, name: 7")] }],
  ["a path of a sign-in's page filled with a number", "tsc", { grants: [signIn("shop: 7, name: $interaction.state")] }],
  ["an output pointer of a sign-in misspelt", "tsc", { grants: [signIn().replace("body#/access_token", "body#/acess_token")] }],
  ["a token misspelt in a body", "generation", { grants: [refresh.replace("$tokens.refresh", "$tokens.refrsh"), logIn] }],
  ["a token misspelt in a scheme", "generation", { schemes: "{ bearer: $tokens.acces }" }],
  ["a token misspelt in the outputs", "generation", outputs("acess: $response.body#/access_token")],
  ["a credential misspelt", "generation", body("user: $credentials.usr, password: $credentials.password")],
  ["a parameter misspelt", "generation", lookup("shp: $credentials.shop", person)],
  ["an operation misspelt", "generation", { grants: [logIn.replace("logIn", "logOn")] }],
  ["an input misspelt in refusedBy", "generation", { grants: [logIn.replace("401: credentials", "401: credential")] }],
];

const found = new Map<string, string[]>();
const fileOf = (index: number): string => `chains-${index}.ts`;
const generated = specFiles().map((file) => `packages/${basename(file).replace(".openapi.yaml", "")}/src/generated`);

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const own = await generate(shop());
  for (const name of ["openapi.ts", "operations.ts"]) writeFileSync(join(folder, name), own[`src/generated/${name}`] as string);
  const files = planted.flatMap(([, , parts], index) => {
    try {
      writeFileSync(join(folder, fileOf(index)), chainsFile(shop(parts)));
      return fileOf(index);
    } catch (error) {
      if (!(error instanceof SpecMistake)) throw error;
      found.set(fileOf(index), [`generation: ${error.message}`]);
      return [];
    }
  });
  const real = generated.flatMap((path) => ["chains.ts", "openapi.ts", "operations.ts", "schemas/index.ts"].map((file) => relative(folder, join(root, path, file))));
  const options = { noEmit: true, skipLibCheck: true, types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: relative(folder, join(root, "tsconfig.base.json")), compilerOptions: options, files: [...files, ...real] }));
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { cwd: folder, encoding: "utf8" });
  for (const [, path = "", message = ""] of stdout.matchAll(/^(\S.*?)\(\d+,\d+\): (error .*)$/gm)) {
    const file = path.startsWith("..") ? relative(root, join(folder, path)).replaceAll("\\", "/") : path;
    found.set(file, [...(found.get(file) ?? []), `tsc: ${message}`]);
  }
}, 60_000);

test.each(planted.map(([mistake, finder], index) => [mistake, finder, index] as const))("%s: found by %s", (_, finder, index) => {
  const messages = found.get(fileOf(index)) ?? [];
  if (finder === "nobody") expect(messages).toEqual([]);
  else expect(messages[0] ?? "").toMatch(new RegExp(`^${finder}: `));
});

test.each(generated.map((path) => [path]))("%s compiles under TypeScript 7, isolated declarations and exact optional members included", (path) => {
  const messages = [...found].filter(([file]) => file.startsWith(path));
  expect(messages).toEqual([]);
});

test("the generated files of all real specs are what the specs become", async () => {
  const lines: string[] = [];
  await run({ root, check: true, force: true, print: (line) => lines.push(line) });
  expect(lines).toEqual([]);
});
