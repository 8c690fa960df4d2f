import type { Subject } from "@freshkey-tools/contract";
import { createTwilioFlexClient } from "../src/index.ts";

const account = { accountSid: "AC00000000000000000000000000000000", authToken: "fake:auth:token", instanceSid: "GO00000000000000000000000000000000" };

// The mock makes up the SIDs of its users.
const user: NonNullable<Subject["known"]>[string] = async (_, place) => {
  const params = { path: { InstanceSid: account.instanceSid }, query: { Username: "user1" } };
  const { data } = await createTwilioFlexClient({ credentials: account, ...place }).GET("/v4/Instances/{InstanceSid}/Users", { params });
  return { path: { FlexUserSid: data?.users[0]?.flex_user_sid } };
};

/** The client with credentials that a mock takes. */
export const twilioFlex: Subject = {
  api: "twilio-flex",
  folder: new URL("..", import.meta.url),
  client: "TwilioFlexClient",
  open: (place) => createTwilioFlexClient({ credentials: { ...account, username: "user1" }, ...place }),
  known: { createUserToken: user, fetchUser: user },
};
