import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSpec, readSpec, specsFolder } from "@freshkey-tools/spec";
import { describe, expect, test } from "vitest";
import { readApi } from "../src/api.ts";
import { source } from "../src/source.ts";
import { tests } from "../src/tests.ts";
import { literal, variableOf } from "../src/words.ts";

const fixture = fileURLToPath(new URL("fixtures/parcels.openapi.yaml", import.meta.url));
const parcels = (edit: (text: string) => string = (text) => text) => readApi("parcels", parseSpec(fixture, edit(readFileSync(fixture, "utf8"))));
const real = (name: string) => readApi(name, readSpec(`${specsFolder}/${name}.openapi.yaml`));

describe("The prefix of what a package exports", () => {
  test.each([
    ["flexcharge", "FlexCharge"],
    ["flex-insights", "FlexInsights"],
    ["twilio-flex", "TwilioFlex"],
    ["simacan", "Simacan"],
  ])("%s: %s", (name, prefix) => expect(real(name).prefix).toBe(prefix));
});

describe("The ways to tokens", () => {
  test("The default one comes first", () =>
    expect(real("flex-insights").ways.map(({ name, constant, credentials }) => [name, constant, credentials])).toEqual([
      ["default", "chain", "Credentials"],
      ["cookies", "cookiesChain", "CookiesCredentials"],
    ]));

  test("Without a default one the first of the spec does, and whoever opens a session may pick another", () => {
    const twilio = real("twilio-flex");
    expect(twilio.ways.map(({ constant }) => constant)).toEqual(["mintChain", "givenChain", "ssoChain", "consoleChain"]);
    const text = source(twilio);
    expect(text).toContain('({ readonly chain?: "mint" | undefined } & SessionOptions<MintCredentials>) | ({ readonly chain: "given" } & SessionOptions<GivenCredentials>)');
    expect(text).toContain('  if (options.chain === "sso") return createSession(ssoChain, options);\n');
    expect(text).toContain("  return createSession(mintChain, options);\n");
  });
});

describe("Credentials that a mock takes", () => {
  test("are those of the document's examples", () => expect(parcels().sample).toEqual({ key: "key-example", secret: "secret-example-not-a-secret" }));

  test("or of their own schema", () => expect(parcels((text) => text.replace("The key's name.", "The key's name., example: my-key")).sample).toMatchObject({ key: "my-key" }));

  test("or unmistakably fake", () => expect(parcels((text) => text.replace(/ {12}example: \{ key.*\n/, "")).sample).toEqual({ key: "fake-key", secret: "fake-secret" }));

  test("and one that only a grant requires is among them", () => expect(Object.keys(real("twilio-flex").sample)).toEqual(["accountSid", "authToken", "instanceSid", "username"]));
});

describe("The call that a package shows", () => {
  test("is a GET that needs a token", () => expect([parcels().call?.operation.id, parcels().call?.init]).toEqual(["getParcel", { params: { path: { id: "parcel-1" }, query: { fields: "to" } } }]));

  test("or another that needs one", () => expect(real("simacan").call?.operation.id).toBe("insertOrUpdateTripsJson"));

  test("or none, and then no test and no program speaks of one", () => {
    const none = parcels((text) => text.replaceAll("security: [{ bearer: [] }]", "security: []"));
    expect(none.call).toBeUndefined();
    expect(Object.keys(tests(none))).not.toContain("test/readme.test.ts");
    expect(tests(none)["test/contract.test.ts"]).not.toContain("fifty");
  });
});

test("Values are written as TypeScript, members without quotes where they need none", () =>
  expect(literal({ a: [1, "b", null], "c-d": {}, e: { f: true } })).toBe('{ a: [1, "b", null], "c-d": {}, e: { f: true } }'));

test("Variables of the environment are named as is usual", () => expect([variableOf(real("flex-insights"), "url"), variableOf(parcels(), "appKey")]).toEqual(["FLEX_INSIGHTS_URL", "PARCELS_APP_KEY"]));
