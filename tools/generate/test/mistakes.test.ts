import { parseSpec } from "@freshkey-tools/spec";
import { expect, test } from "vitest";
import { generate, SpecMistake } from "../src/index.ts";
import { logIn, refresh, shopText, signIn, type ChainParts } from "./shop.ts";

const grant = (extra: string): string => `{ operationId: logIn, requestBody: { user: $credentials.user, password: $credentials.password }, ${extra} }`;
const outputs = "outputs: { access: $response.body#/access_token }";
const chain = (parts: ChainParts) => (): string => shopText({ default: parts });
const edit = (from: string | RegExp, to: string) => (): string => shopText().replace(from, to);

/** What is planted, the text at which the mistake must be shown, and what must be said. */
const rows: [says: string, text: () => string, at: string, ...words: string[]][] = [
  ["an unknown operation", chain({ grants: [logIn.replace("logIn", "logOn")] }), "logOn", "unknown operation `logOn`", "write one of logIn, refresh"],
  ["an unknown token in a scheme", chain({ schemes: "{ bearer: $tokens.acces }" }), "$tokens.acces", "unknown token `acces`", "access, refresh"],
  ["an unknown security scheme", chain({ schemes: "{ bearr: $tokens.access }" }), "bearr", "unknown security scheme `bearr`", "bearer"],
  ["an unknown credential in a body", chain({ grants: [logIn.replace("$credentials.user", "$credentials.usr")] }), "$credentials.usr", "unknown credential `usr`", "user, password"],
  ["an unknown token in a body", chain({ grants: [refresh.replace("$tokens.refresh", "$tokens.refrsh"), logIn] }), "$tokens.refrsh", "unknown token `refrsh`"],
  ["an answer's expression in a body", chain({ grants: [logIn.replace("$credentials.user", "$response.body#/user")] }), "$response.body#/user", "write $credentials.<name>"],
  ["an unknown output", chain({ grants: [grant("outputs: { acess: $response.body#/access_token }")] }), "acess", "unknown token or value `acess`"],
  ["an output of the wrong form", chain({ grants: [grant("outputs: { access: $response.body/access_token }")] }), "$response.body/access_token", "write $response.body#/<pointer>"],
  ["no output", chain({ grants: [grant("outputs: {}")] }), "{}", "yields nothing", "write `outputs:"],
  [
    "two lives for one token",
    chain({ grants: [grant("outputs: { access: { value: $response.body#/access_token, expiresIn: $response.body#/expires_in, expiresAt: $response.body#/expires } }")] }),
    "{ value:",
    "expiresIn and expiresAt together",
  ],
  [
    "an unknown input in refusedBy",
    chain({ grants: [grant(`${outputs}, refusedBy: { 401: credential }`)] }),
    "credential }",
    "unknown input `credential`",
    "write one of credentials, access, refresh",
  ],
  [
    "an unknown parameter",
    chain({ schemes: "{ account: { username: a, password: $tokens.access } }", grants: [logIn, "{ operationId: findPeople, parameters: { shp: main }, outputs: { access: $response.header.X } }"] }),
    "shp",
    "unknown parameter of findPeople `shp`",
    "write one of shop, name",
  ],
  [
    "a parameter that is missing",
    chain({ schemes: "{ account: { username: a, password: $tokens.access } }", grants: [logIn, "{ operationId: findPeople, outputs: { access: $response.header.X } }"] }),
    "{ operationId: findPeople",
    "needs its parameter `shop`",
  ],
  ["a body that is missing", chain({ grants: [`{ operationId: logIn, ${outputs} }`] }), "{ operationId: logIn", "logIn takes a body", "write `requestBody`"],
  [
    "a body that is neither JSON nor form",
    chain({ grants: [logIn, "{ operationId: exportAll, requestBody: { a: b }, outputs: { access: $response.header.X } }"] }),
    "requestBody: { a: b }",
    "takes text/csv, text/xml",
  ],
  [
    "a security that the chain cannot fill",
    chain({ grants: ["{ operationId: findPeople, parameters: { shop: main }, outputs: { access: $response.header.X } }"] }),
    "findPeople, p",
    "secured by account",
    "write it under the chain's `schemes`",
  ],
  ["Basic filled with one expression", chain({ schemes: "{ account: $tokens.access }" }), "$tokens.access }", "write `{ username: …, password: … }`"],
  ["an api key in the URL", chain({ schemes: "{ inUrl: $tokens.access }" }), "inUrl", "apiKey in header or cookie"],
  ["a life that is no duration", chain({ tokens: "{ access: { lifetime: 10m }, refresh: {} }" }), "10m", "`10m` is no duration", "write one such as PT10M"],
  ["a life in months", chain({ tokens: "{ access: { lifetime: P1M }, refresh: {} }" }), "P1M", "is no duration"],
  ["a given value that names no credential", chain({ tokens: "{ access: { given: $tokens.refresh }, refresh: {} }" }), "$tokens.refresh", "write $credentials.<name>"],
  ["a sign-out reference to a token", chain({ signOut: "{ operationId: logOut, reference: $tokens.access }" }), "$tokens.access }\n", "write $values.<name>"],
  ["an unknown principal", chain({ principal: "[usr]" }), "usr", "unknown credential `usr`"],
  ["a person sent to a POST", chain({ grants: [grant(`interactive: { operationId: logIn }, ${outputs}`)] }), "logIn }, outputs", "logIn is a POST", "write an operation with GET"],
  ["a second sign-in of one chain", chain({ grants: [signIn(), signIn()] }), "interactive", "a second interactive grant", "write a chain of its own"],
  [
    "an unknown fact of an interaction",
    chain({ grants: [signIn("shop: main, name: $interaction.stat")] }),
    "$interaction.stat",
    "unknown fact of an interaction `stat`",
    "write one of redirectUrl, state",
  ],
  ["an interaction without a person", chain({ grants: [logIn.replace("$credentials.password", "$interaction.code")] }), "$interaction.code", "write $credentials.<name>"],
  ["a page without what it needs", chain({ grants: [signIn("name: $interaction.state")] }), "{ operationId: findPeople", "needs its parameter `shop`"],
  ["success that compares with an expression", chain({ grants: [grant(`${outputs}, success: { $response.body#/ok: $tokens.access }`)] }), "$tokens.access } }", "compares with a constant"],
  ["a chain name with a dash", () => shopText({ "my-chain": {} }), "my-chain", "cannot name a chain"],
  ["no servers", edit(/servers:\n(.*\n){2}paths/, "paths"), "openapi:", "the document has no servers"],
  ["a server without environment", edit(", x-environment: sandbox", ""), "{ url: https://api.test", "write `x-environment: production`"],
  ["two servers of one environment", edit("sandbox", "production"), "production }\npaths", "a second server for `production`"],
  ["a relative server", edit("https://api.shop.example/v1/", "/v1"), "/v1,", "write an absolute one"],
  ["a server variable that is not declared", edit("https://files.shop.example", '"https://files{region}.shop.example"'), '{ url: "https://files', "declare it under `variables`"],
  ["a reference to nothing", edit('"#/components/schemas/Login"', '"#/components/schemas/Logon"'), '"#/components/schemas/Logon"', "names nothing"],
  ["no chains", () => shopText({}).replace(/ {2}x-token-chains:\n.*\n/, ""), "securitySchemes", "write components.x-token-chains"],
  ["another version of the extension", edit("version: 1\n", "version: 2\n"), "2\n", "write `version: 1`"],
  ["one operationId twice", edit("operationId: refresh\n", "operationId: logIn\n"), "logIn", "a second operation `logIn`"],
  ["an operation without a name", edit("      operationId: logOut\n", ""), "delete:", "write `operationId: <name>`"],
  ["servers that are no list", edit("operationId: logOut\n", "operationId: logOut\n      servers: 5\n"), "5", "`servers` is no list"],
  ["a schema of which no type can be made", edit("user: { type: string }", "user: 5"), "type: object\n", "invalid property user", "correct it"],
  ["YAML that does not parse", edit("components:", "\tcomponents:"), "\tcomponents:", "Tabs"],
];

test.each(rows)("%s stops generation with its place and a remedy", async (_, text, at, ...words) => {
  const source = text();
  const mistake = await generate(parseSpec("shop.openapi.yaml", source)).catch((error: unknown) => error);
  expect(mistake).toBeInstanceOf(SpecMistake);
  const { message, position, file } = mistake as SpecMistake;
  expect(file).toBe("shop.openapi.yaml");
  for (const word of words) expect(message).toContain(word);
  expect(message).not.toContain("\n");
  const shown = source
    .split("\n")
    .slice(position.line - 1)
    .join("\n")
    .slice(position.column - 1);
  expect(shown.slice(0, at.length)).toBe(at);
});
