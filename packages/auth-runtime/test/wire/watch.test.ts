import { test } from "vitest";
import { AuthError } from "../../src/index.ts";
import { rotating } from "../support/chain.ts";
import { open } from "../support/open.ts";

// These must fail, each for the secret that it shows: the watch over all tests of this package sees it.
test.fails("A secret in the message of an error that somebody swallows fails the test", () => {
  void new AuthError("network", "canary-password");
});

test.fails("A secret in a detail of an error fails the test", () => {
  void new AuthError("network", "no connection", { body: { token: "canary-access" } });
});

test.fails("A secret in an event fails the test", async () => {
  const [, login] = rotating.grants;
  const { get } = open(
    {},
    {
      ...rotating,
      tokens: { "canary-token": {} },
      schemes: { bearer: { token: "canary-token", header: (value) => ["authorization", `Bearer ${value}`] } },
      grants: [{ ...login, outputs: { "canary-token": ({ body }: { body: any }) => body.access_token } }] as never,
    },
  );
  await get();
});
