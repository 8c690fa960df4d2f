import { handWrittenLines } from "@freshkey-tools/contract";
import * as names from "@freshkey/twilio-flex";
import * as sso from "@freshkey/twilio-flex/sso";
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

test("at most 300 lines are written by hand", () => {
  expect(handWrittenLines(new URL("..", import.meta.url))).toBeLessThanOrEqual(300);
});
