import { replay, transcript, type Replay } from "@freshkey-tools/witness";
import { expect, onTestFinished, test } from "vitest";
import { createFlexChargeClient, type Credentials, type FlexChargeClient } from "../src/index.ts";

async function witnessOf(scene: string): Promise<{ witness: Replay; credentials: Credentials }> {
  const script = transcript("flexcharge", scene);
  const witness = await replay(script);
  onTestFinished(witness.close);
  const { AppKey: appKey = "", AppSecret: appSecret = "" } = script.given;
  return { witness, credentials: { appKey, appSecret } };
}

async function readOrders(flexcharge: FlexChargeClient, times: number): Promise<void> {
  const params = { path: { orderId: "00000000-0000-4000-8000-000000000001" } };
  for (let time = 0; time < times; time++) {
    const { data } = await flexcharge.GET("/orders/{orderId}", { params });
    expect(data).toMatchObject({ statusName: "Completed" });
  }
}

test("a 401 is answered with one new token, and the refresh token goes nowhere", async () => {
  const { witness, credentials } = await witnessOf("one new token after a 401");
  await readOrders(createFlexChargeClient({ credentials, server: witness.url }), 2);
  expect(witness.done()).toEqual([]);
});

test.each([undefined, "sandbox"])("tokens and orders go to the vendor's host (%s)", async (server) => {
  const { witness, credentials } = await witnessOf("one new token after a 401");
  await readOrders(createFlexChargeClient({ credentials, server, fetch: witness.fetch }), 2);
  expect(witness.done()).toEqual([]);
});

test("the page's own sample, which expires in 2021, is used until the API answers 401", async () => {
  const { witness, credentials } = await witnessOf("the printed sample");
  await readOrders(createFlexChargeClient({ credentials, server: witness.url }), 2);
  expect(witness.done()).toEqual([]);
});
