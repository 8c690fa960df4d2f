import type { AuthMock } from "@freshkey/auth-mock";
import { isAuthError } from "@freshkey/auth-runtime";
import { createTwilioFlexClient } from "@freshkey/twilio-flex";
import { pick, type Api } from "./api.ts";
import { same, type Step } from "./story.ts";

const account = { accountSid: "AC00000000000000000000000000000000", authToken: "auth-token-example-not-a-secret", instanceSid: "GO00000000000000000000000000000000" };
const username = "grace";
const user = { username, email: "grace@example.com", full_name: "Grace Example", roles: ["agent" as const], worker: {} };

export const twilioFlex: Api = {
  name: "twilio-flex",
  title: "Twilio Flex",
  chain: "account SID + auth token -> Flex token of one user (an hour)",
  tokenCalls: { listUsers: "GET …/Users?Username=", createUserToken: "POST …/Users/{sid}/Tokens" },

  async tell(step, mock) {
    const flex = createTwilioFlexClient({ credentials: { ...account, username }, server: mock.url, clock: mock.clock });

    async function provision(): Promise<void> {
      const { data } = await flex.POST("/v4/Instances/{InstanceSid}/Users/Provision", { params: { path: { InstanceSid: account.instanceSid } }, body: user });
      same("user", data?.username, username);
    }
    async function useToken(): Promise<void> {
      const { response } = await flex.GET("/api/v1/Session");
      same("session", response.status, 200);
    }

    await step("provision a user: no token needed", { calls: "201", tokens: [] }, provision);
    await step("act as the user: mint", { calls: "200", tokens: ["listUsers", "createUserToken"] }, useToken);
    await step("use the token", { calls: "200", tokens: [] }, useToken);
    mock.advance("PT1H");
    await step("an hour later: mint again", { calls: "200", tokens: ["createUserToken"] }, useToken);
    await tellGiven(step, mock, (await flex.session.getToken({ scheme: "flexJwe" })).reveal());
  },

  curl: (url) => [
    `user=$(curl -s ${url}/v4/Instances/${account.instanceSid}/Users/Provision -u ${account.accountSid}:${account.authToken} -H 'Content-Type: application/json' -d '${JSON.stringify(user)}' | ${pick("flex_user_sid")})`,
    `jwe=$(curl -s ${url}/v4/Instances/${account.instanceSid}/Users/$user/Tokens -u ${account.accountSid}:${account.authToken} -H 'Content-Type: application/json' -d '{"ttl":3600}' | ${pick("access_token")})`,
    `curl -s -w '\\n' ${url}/v1/Configuration -u token:$jwe`,
  ],
};

/** A token that somebody else obtained: nothing can renew it. */
async function tellGiven(step: Step, mock: AuthMock, flexToken: string): Promise<void> {
  const flex = createTwilioFlexClient({ chain: "given", credentials: { flexToken }, server: mock.url, clock: mock.clock });

  await step("a JWE that you already have", { calls: "200", tokens: [] }, async () => {
    const { data } = await flex.GET("/v1/Configuration");
    same("configuration", data?.account_sid, account.accountSid);
  });
  mock.advance("PT1H");
  await step("an hour later: you are asked for a new one", { calls: "401", tokens: [] }, async () => {
    const error = await flex.GET("/v1/Configuration").then(
      () => undefined,
      (reason: unknown) => reason,
    );
    same("error", isAuthError(error) ? error.code : error, "token_refused");
  });
}
