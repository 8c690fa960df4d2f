import { replay, transcript, type Replay } from "@freshkey-tools/witness";
import { createSession, memoryStore } from "@freshkey/auth-runtime";
import { describe, expect, onTestFinished, test } from "vitest";
import { createTwilioFlexClient, type MintCredentials } from "../src/index.ts";
import { ssoChainWith } from "./sign-in.ts";

async function witnessOf(scene: string): Promise<{ witness: Replay; credentials: MintCredentials; given: Readonly<Record<string, string>> }> {
  const script = transcript("twilio-flex", scene);
  const witness = await replay(script);
  onTestFinished(witness.close);
  const { given } = script;
  const { accountSid = "", authToken = "", instanceSid = "", username = "" } = given;
  return { witness, credentials: { accountSid, authToken, instanceSid, username, ttl: 3600 }, given };
}

describe.each([true, false])("through the vendor's hosts: %s", (throughHost) => {
  const reach = (witness: Replay) => (throughHost ? { fetch: witness.fetch } : { server: witness.url });

  test("the user is looked up once, and an expired JWE is minted again", async () => {
    const { witness, credentials } = await witnessOf("mint");
    const flex = createTwilioFlexClient({ credentials, ...reach(witness) });
    for (const _ of [1, 2]) expect((await flex.GET("/v1/Configuration")).response.status).toBe(200);
    expect(witness.done()).toEqual([]);
  });

  test("the same JWE goes into x-flex-jwe on the other host", async () => {
    const { witness, credentials } = await witnessOf("x-flex-jwe");
    const flex = createTwilioFlexClient({ credentials, ...reach(witness) });
    expect((await flex.GET("/api/v1/Session")).response.status).toBe(200);
    expect(witness.done()).toEqual([]);
  });

  test("a JWE that you have is used as it is", async () => {
    const { witness, given } = await witnessOf("a given JWE");
    const flex = createTwilioFlexClient({ chain: "given", credentials: { flexToken: given["jwe"] ?? "" }, ...reach(witness) });
    expect((await flex.GET("/v1/Configuration")).response.status).toBe(200);
    expect(witness.done()).toEqual([]);
  });

  test("a JWE is checked with itself, as Basic and as a form field", async () => {
    const { witness, given } = await witnessOf("token info");
    const { jwe: flexToken = "", accountSid: AccountSid = "" } = given;
    const flex = createTwilioFlexClient({ chain: "given", credentials: { flexToken }, ...reach(witness) });
    const { data } = await flex.POST("/v1/Accounts/{AccountSid}/Tokens/Info", { params: { path: { AccountSid } }, body: { Token: flexToken } });
    expect(data).toMatchObject({ identity: "user1" });
    expect(witness.done()).toEqual([]);
  });

  test("a person's code becomes a JWE and a refresh token, and both are replaced on every refresh", async () => {
    const script = transcript("twilio-flex", "sso");
    const interaction = {
      redirectUrl: "https://app.example.com/callback",
      state: "fake-state",
      nonce: "fake-nonce",
      codeVerifier: "fake-verifier",
      codeChallenge: "fake-challenge",
      code: script.given["code"] ?? "",
    };
    const witness = await replay(script, { values: { codeVerifier: interaction.codeVerifier, nonce: interaction.nonce } });
    onTestFinished(witness.close);
    const credentials = { ssoProfileSid: script.given["ssoProfileSid"] ?? "" };
    const place = { credentials, store: memoryStore(), ...reach(witness) };
    await createSession(ssoChainWith(interaction), place).getToken();
    const flex = createTwilioFlexClient({ chain: "sso", ...place });
    // The first token and the one that replaces it are refused: that is the caller's, who says that the token is no good.
    expect((await flex.GET("/v1/Configuration")).response.status).toBe(401);
    await flex.session.reject(await flex.session.getToken());
    expect((await flex.GET("/v1/Configuration")).response.status).toBe(200);
    expect(witness.done()).toEqual([]);
  });
});
