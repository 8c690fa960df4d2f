import { contractOf, startMock, walk } from "@freshkey-tools/contract";
import type { AuthMock } from "@freshkey/auth-mock";
import { memoryStore, type TokenStore } from "@freshkey/auth-runtime";
import { expect, test, vi } from "vitest";
import { createFlexChargeClient, type components, type FlexChargeClient } from "../src/index.ts";
import { flexCharge } from "./subject.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const credentials = { appKey: "fake/key+1==", appSecret: "fake/secret+1==" };
const order = { params: { path: { orderId: "order-1" } } };
const payment: components["schemas"]["EvaluateRequest"] = {
  isDeclined: true,
  orderId: "order-1",
  mid: "merchant-1",
  siteUrl: "https://shop.example.com",
  idempotencyKey: "order-1-attempt-1",
  transaction: {
    id: "transaction-1",
    timestamp: "2026-01-31T12:00:00Z",
    timezoneUtcOffset: "+01:00",
    amount: 1999,
    currency: "USD",
    responseCode: "100",
    responseCodeSource: "nmi",
    avsResultCode: "Z",
    cvvResultCode: "N",
    cardNotPresent: true,
  },
  paymentMethod: {
    holderName: "Ada Example",
    expirationMonth: 12,
    expirationYear: 2030,
    cardBinNumber: "411111",
    cardLast4Digits: "1111",
    cardNumber: "4111111111111111",
    Token: false,
  },
  billingInformation: { firstName: "Ada" },
  payer: { email: "ada@example.com" },
};

const mockOfAccount = () => startMock("flexcharge", { credentials: [credentials] });

function clientOf(mock: AuthMock, store?: TokenStore): FlexChargeClient {
  return createFlexChargeClient({ credentials, server: mock.url, clock: mock.clock, store });
}

async function read(flexcharge: FlexChargeClient): Promise<void> {
  const { data } = await flexcharge.GET("/orders/{orderId}", order);
  const status: number | undefined = data?.status;
  expect(status).toBe(7);
}

async function exercise(mock: AuthMock): Promise<void> {
  const flexcharge = clientOf(mock);
  await read(flexcharge);
  const { data } = await flexcharge.POST("/evaluate", { body: payment });
  const succeeded: boolean | undefined = data?.success;
  expect([succeeded, data?.status]).toEqual([true, "APPROVED"]);
}

test("every operation of the document goes through the client, and both sides keep to the document", async () => {
  expect(await contractOf("flexcharge", walk(flexCharge))).toEqual([]);
});

test.each([
  ["a member of a token request", (text: string) => text.replaceAll("AppSecret", "client_secret"), /^createToken: request: body: .*client_secret/],
  ["a member of a call", (text: string) => text.replaceAll("idempotencyKey", "idempotency"), /^evaluate: request: body: .*idempotency/],
  ["the type of an answer", (text: string) => text.replace("status: 7\n", 'status: "7"\n'), /^getOrder: response: body\.status/],
])("a mock of another contract disagrees with the client: %s", async (_, edit, finding) => {
  expect(await contractOf("flexcharge", exercise, edit)).toContainEqual(expect.stringMatching(finding));
});

test("a token is used until the API answers 401, however old it is, and then one is bought", async () => {
  const mock = await mockOfAccount();
  const flexcharge = clientOf(mock);
  for (let minute = 0; minute < 10; minute++) {
    await read(flexcharge);
    mock.advance("PT59S");
  }
  expect(mock.calls("createToken")).toBe(1);
  mock.advance("PT1M");
  await Promise.all(Array.from({ length: 50 }, () => read(flexcharge)));
  expect(mock.calls("createToken")).toBe(2);
});

test("a refused call is sent again with the same body", async () => {
  const mock = await mockOfAccount();
  const flexcharge = clientOf(mock);
  await read(flexcharge);
  mock.revokeAll();
  await flexcharge.POST("/evaluate", { body: payment });
  const [first, second] = mock.journal.filter(({ operationId }) => operationId === "evaluate");
  expect([first?.status, second?.status]).toEqual([401, 200]);
  expect(second?.request.body).toBe(first?.request.body);
});

test("the refresh token goes nowhere", async () => {
  const mock = await mockOfAccount();
  const flexcharge = clientOf(mock);
  await read(flexcharge);
  mock.revokeAll();
  await read(flexcharge);
  const { refreshToken } = JSON.parse(mock.journal[0]?.response.body ?? "") as { refreshToken: string };
  expect(refreshToken).not.toBe("");
  expect(JSON.stringify(mock.journal.map(({ request }) => request))).not.toContain(refreshToken);
});

test("a token answer with success false is a typed error, no refusal, and not repeated at once", async () => {
  const mock = await mockOfAccount();
  const flexcharge = clientOf(mock);
  mock.respondOnce("createToken", { status: 200, body: { success: false, accessToken: "fake-token-of-a-failure" } });
  const failed = { name: "TokenEndpointError", code: "malformed_answer", endpoint: "POST /oauth2/token", status: 200 };
  await expect(read(flexcharge)).rejects.toMatchObject(failed);
  await expect(read(flexcharge)).rejects.toMatchObject(failed);
  expect(mock.journal).toHaveLength(1);
  mock.advance("PT1S");
  await read(flexcharge);
});

test("an evaluation with success false is the caller's answer", async () => {
  const mock = await mockOfAccount();
  mock.respondOnce("evaluate", { status: 200, body: { success: false, status: "FAILED", responseMessage: "Order is not valid" } });
  const { data } = await clientOf(mock).POST("/evaluate", { body: payment });
  expect(data).toMatchObject({ success: false, responseMessage: "Order is not valid" });
});

test("a wrong secret is a typed error and is sent once", async () => {
  const mock = await startMock("flexcharge", { credentials: [{ ...credentials, appSecret: "fake-other-secret" }] });
  const flexcharge = clientOf(mock);
  const refused = { name: "ReauthenticationRequiredError", code: "credentials_refused" };
  await expect(read(flexcharge)).rejects.toMatchObject(refused);
  await expect(read(flexcharge)).rejects.toMatchObject(refused);
  expect(mock.journal).toHaveLength(1);
});

test("after a 429 of the token endpoint nothing is sent before its time", async () => {
  const mock = await mockOfAccount();
  const flexcharge = clientOf(mock);
  mock.respondOnce("createToken", { status: 429, headers: { "retry-after": "60" } });
  const limited = { name: "TokenEndpointError", code: "rate_limited" };
  await expect(read(flexcharge)).rejects.toMatchObject({ ...limited, retryAfter: 60 });
  await expect(read(flexcharge)).rejects.toMatchObject(limited);
  expect(mock.journal).toHaveLength(1);
  mock.advance("PT1M");
  await read(flexcharge);
});

test("after sign-out nothing is sent any more", async () => {
  const mock = await mockOfAccount();
  const flexcharge = clientOf(mock);
  await read(flexcharge);
  await flexcharge.session.signOut();
  const sent = mock.journal.length;
  await expect(read(flexcharge)).rejects.toMatchObject({ name: "ReauthenticationRequiredError", code: "signed_out" });
  expect(mock.journal).toHaveLength(sent);
});

test("two sessions on one memoryStore buy one token", async () => {
  const mock = await mockOfAccount();
  const store = memoryStore();
  await Promise.all([read(clientOf(mock, store)), read(clientOf(mock, store))]);
  expect(mock.calls("createToken")).toBe(1);
});
