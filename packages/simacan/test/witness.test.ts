import { replay, transcript, type Replay } from "@freshkey-tools/witness";
import { expect, onTestFinished, test } from "vitest";
import { createSimacanClient, type Credentials, type SimacanClient } from "../src/index.ts";

const body = { trips: [{ tripId: "trip-1" }] };

async function witnessOf(scene: string): Promise<{ witness: Replay; credentials: Credentials }> {
  const script = transcript("simacan", scene);
  const witness = await replay(script);
  onTestFinished(witness.close);
  const { username = "", password = "" } = script.given;
  return { witness, credentials: { username, password } };
}

async function sendTrips(simacan: SimacanClient, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const { response } = await simacan.PUT("/trips/insertOrUpdate", { body });
    expect(response.status).toBe(200);
  }
}

test("every 401 is answered with the newest refresh token, and the password comes back only when that is refused", async () => {
  const { witness, credentials } = await witnessOf("rotation");
  await sendTrips(createSimacanClient({ credentials, server: witness.url }), 4);
  expect(witness.done()).toEqual([]);
});

test("tokens are asked for on the Auth API's host and sent to the planning host", async () => {
  const { witness, credentials } = await witnessOf("rotation");
  await sendTrips(createSimacanClient({ credentials, fetch: witness.fetch }), 4);
  expect(witness.done()).toEqual([]);
});

test("staging has hosts of its own", async () => {
  const { witness, credentials } = await witnessOf("rotation");
  const urls: string[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    urls.push(input instanceof Request ? input.url : String(input));
    return witness.fetch(input, init);
  };
  await sendTrips(createSimacanClient({ credentials, fetch, server: "staging" }), 4);
  expect(witness.done()).toEqual([]);
  expect(urls.filter((url) => !/^https:\/\/(auth-service|planning-receive-api)-stg\./.test(url))).toEqual([]);
});

test("user names, passwords and tokens of any letters are form-encoded", async () => {
  const { witness, credentials } = await witnessOf("form encoding");
  await sendTrips(createSimacanClient({ credentials, server: witness.url }), 1);
  expect(witness.done()).toEqual([]);
});
