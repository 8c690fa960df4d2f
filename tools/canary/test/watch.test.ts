import { expect, test } from "vitest";
import { leak } from "../src/leak.ts";

// These must fail, each for the secret that it shows; that they fail is what the watch promises.
test.fails("A secret on the console fails the test", () => {
  console.log("the token is", { token: "canary-access" });
});

test.fails("A secret in the output of the process fails the test", () => {
  process.stdout.write("canary-access\n");
});

test("Secrets are found in messages, causes, members, JSON and Base64; tokens of the mock too; names of files are none", () => {
  const token = `accessToken-1-${"x".repeat(22)}`;
  for (const thing of ["canary", new Error("a", { cause: new Error("canary") }), { deep: { token } }, Object.assign(new Error("a"), { body: "canary" }), "Basic Y2FuYXJ5", { toJSON: () => "canary" }])
    expect(leak(thing)).toBeDefined();
  for (const thing of ["fine", new Error("fine"), "at /somewhere/canary.test.ts:1:1", undefined, null, 1]) expect(leak(thing)).toBeUndefined();
});
