import { createHash } from "node:crypto";
import type { Subject } from "@freshkey-tools/contract";
import { createTwilioFlexClient } from "../src/index.ts";

const account = { accountSid: "AC00000000000000000000000000000000", authToken: "fake:auth:token", instanceSid: "GO00000000000000000000000000000000" };

// The mock makes up the SIDs of its users.
const user: NonNullable<Subject["known"]>[string] = async (_, place) => {
  const params = { path: { InstanceSid: account.instanceSid }, query: { Username: "user1" } };
  const { data } = await createTwilioFlexClient({ credentials: account, ...place }).GET("/v4/Instances/{InstanceSid}/Users", { params });
  return { path: { FlexUserSid: data?.users[0]?.flex_user_sid } };
};

// The mock knows only tokens that it has given out.
const token: NonNullable<Subject["known"]>[string] = async (_, place) => {
  const flex = createTwilioFlexClient({ credentials: { ...account, username: "user1" }, ...place });
  return { body: { Token: (await flex.session.getToken()).reveal() } };
};

// A code is good once, and only the mock has given it out.
const code: NonNullable<Subject["known"]>[string] = async (mock) => {
  const verifier = "verifier-example-not-a-secret-00000000000000";
  const codeChallenge = createHash("sha256").update(verifier).digest("base64url");
  const profile = "JQ00000000000000000000000000000000";
  const query = new URLSearchParams({ redirectUrl: "https://app.example.com/callback", nonce: "nonce-example", codeChallenge, state: "state-example", ssoProfileSid: profile });
  const { headers } = await mock.fetch(`${mock.url}/v1/Flex/Authorize?${query}`, { redirect: "manual" });
  const back = new URL(headers.get("location") ?? "");
  return { body: { sso_profile_sid: profile, code: back.searchParams.get("code"), code_verifier: verifier, nonce: "nonce-example", grant_type: "AuthorizationCode" } };
};

/** The client with credentials that a mock takes. */
export const twilioFlex: Subject = {
  api: "twilio-flex",
  folder: new URL("..", import.meta.url),
  client: "TwilioFlexClient",
  open: (place) => createTwilioFlexClient({ credentials: { ...account, username: "user1" }, ...place }),
  known: { createUserToken: user, fetchUser: user, validateToken: token, exchangeFlexToken: code },
};
