import { createSimacanClient } from "@freshkey/simacan";
import { pick, type Api } from "./api.ts";
import { same } from "./story.ts";

const username = "ada";
const password = "password-example-not-a-secret";

export const simacan: Api = {
  name: "simacan",
  title: "Simacan",
  chain: "username + password -> refresh token (works once) -> access token (an hour)",
  tokenCalls: { createTokens: "POST /auth/password", refreshTokens: "POST /auth/refresh" },

  async tell(step, mock) {
    const client = createSimacanClient({ credentials: { username, password }, server: mock.url, clock: mock.clock });

    async function sendTrip(): Promise<void> {
      const { response } = await client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] } });
      same("trip", response.status, 200);
    }

    await step("send a trip: the password, once", { calls: "200", tokens: ["createTokens"] }, sendTrip);
    await step("send another", { calls: "200", tokens: [] }, sendTrip);
    mock.advance("PT1H");
    await step("an hour later: the refresh token", { calls: "200", tokens: ["refreshTokens"] }, sendTrip);
    mock.advance("PT1H");
    await step("another hour: the token it was given", { calls: "200", tokens: ["refreshTokens"] }, sendTrip);
    mock.revokeAll("refreshToken");
    mock.advance("PT1H");
    await step("refresh refused: one password", { calls: "200", tokens: ["refreshTokens 401", "createTokens"] }, sendTrip);
  },

  curl: (url) => [
    `refresh=$(curl -s ${url}/auth/password -d username=${username} -d password=${password} | ${pick("refresh_token")})`,
    `access=$(curl -s ${url}/auth/refresh -d refresh_token=$refresh | ${pick("access_token")})`,
    `curl -s -w '\\n' -X PUT ${url}/trips/insertOrUpdate -H "Authorization: Bearer $access" -H 'Content-Type: application/json' -d '{"trips":[{"tripId":"trip-1"}]}'`,
  ],
};
