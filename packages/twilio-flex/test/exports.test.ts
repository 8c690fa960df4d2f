import { readFileSync } from "node:fs";
import { handWrittenLines } from "@freshkey-tools/contract";
import * as names from "@freshkey/twilio-flex";
import * as sso from "@freshkey/twilio-flex/sso";
import * as users from "@freshkey/twilio-flex/users";
import { expect, test } from "vitest";

test("the package exports these values and no others", () => {
  expect(Object.keys(names).sort()).toMatchInlineSnapshot(`
    [
      "createTwilioFlexClient",
      "createTwilioFlexSession",
    ]
  `);
});

test("the sign-in exports these values and no others", () => {
  expect(Object.keys(sso).sort()).toEqual(["SignInError", "createSsoSignIn"]);
});

test("the users of an account export these values and no others", () => {
  expect(Object.keys(users).sort()).toEqual(["FlexUserError", "listUsers", "openUsers", "provisionUser"]);
});

test("at most 60 lines are written by hand, and 400 for its tasks", () => {
  const index = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8")
    .trimEnd()
    .split("\n").length;
  expect(index).toBeLessThanOrEqual(60);
  expect(handWrittenLines(new URL("..", import.meta.url)) - index).toBeLessThanOrEqual(400);
});
