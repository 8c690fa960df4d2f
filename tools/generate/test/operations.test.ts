import { parseSpec } from "@freshkey-tools/spec";
import { expect, test } from "vitest";
import { operationsFile } from "../src/operations.ts";
import { shopText } from "./shop.ts";

const written = (edit: (text: string) => string = (text) => text): string => operationsFile(parseSpec("shop.openapi.yaml", edit(shopText())));
const servers = "servers: [{ url: https://files.shop.example, x-environment: production }]";

test("servers stand by environment, without a slash at the end", () => {
  expect(written()).toContain('{ production: "https://api.shop.example/v1", sandbox: "https://api.test.shop.example/v1" },\n  { production: "https://files.shop.example" },');
});

test("an operation on another host names its server", () => {
  expect(written()).toContain('"POST /export": { security: [["key", "bearer"], ["bearer"], ["sid"]], body: ["text/csv", "text/xml"], answer: "text", server: 1 },');
});

test("the same host at two operations is one server", () => {
  const text = written((each) => each.replace("operationId: logOut\n", `operationId: logOut\n      ${servers}\n`));
  expect(text.match(/files\.shop\.example/g)).toHaveLength(1);
  expect(text).toContain('"DELETE /sessions/{id}": { security: [["key", "bearer"], ["bearer"]], server: 1 },');
});

test("a path item's servers count for its operations", () => {
  expect(written((each) => each.replace("  /login:\n", `  /login:\n    ${servers}\n`))).toContain('"POST /login": { security: [], server: 1 },');
});

test("plain JSON needs no word, a form does", () => {
  expect(written()).toContain('"POST /login": { security: [] },');
  expect(written()).toContain('"POST /refresh": { security: [], body: ["application/x-www-form-urlencoded"] },');
});

test("the document's security counts where an operation has none", () => {
  const text = written((each) => each.replace("      operationId: logIn\n      security: []\n", "      operationId: logIn\n").replace("paths:\n", "security: [{ bearer: [] }, {}]\npaths:\n"));
  expect(text).toContain('"POST /login": { security: [["bearer"], []] },');
});

test("a server with variables is a function that leaves out what means none", async () => {
  const variables = 'variables: { edge: { default: "", x-prefix: "." }, region: { default: "", x-prefix: ".", x-omit: [us1, prod] } }';
  const text = written((each) =>
    each
      .replace("{ url: https://files.shop.example,", `{ url: "https://files{region}.shop.example", ${variables},`)
      .replace(/servers:\n(.*\n){2}paths/, `servers: [{ url: "https://api{edge}{region}.shop.example/v1/", x-environment: production, ${variables} }]\npaths`),
  );
  const { servers: rules } = await import(`data:text/javascript,${encodeURIComponent(text.replace(/^import.*$/m, "").replaceAll(/: (string|Operations|readonly ServerRule\[\])/g, ""))}`);
  expect(rules[0]({ region: "au1", edge: "sydney" })).toBe("https://api.sydney.au1.shop.example/v1");
  expect(rules[0]({ region: "us1" })).toBe("https://api.shop.example/v1");
  expect(rules[1]({ region: "prod", edge: "sydney" })).toBe("https://files.shop.example");
  expect(rules[1]({ region: "ie1" })).toBe("https://files.ie1.shop.example");
  expect(text.match(/const regionPart/g)).toHaveLength(1);
});
