import { createFlexChargeClient } from "@freshkey/flexcharge";
import { pick, type Api } from "./api.ts";
import { same } from "./story.ts";

const appKey = "app-key-example";
const appSecret = "app-secret-example-not-a-secret";

const payment = {
  isDeclined: true,
  orderId: "order-1",
  mid: "00000000-0000-4000-8000-000000000002",
  siteId: "00000000-0000-4000-8000-000000000003",
  customerIp: "192.0.2.1",
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
    cardType: "CREDIT",
    cardBrand: "VISA",
    cardCountry: "US",
    expirationMonth: 12,
    expirationYear: 2030,
    cardBinNumber: "411111",
    cardLast4Digits: "1111",
    cardNumber: "4111111111111111",
    Token: false,
  },
  billingInformation: {
    firstName: "Ada",
    lastName: "Example",
    country: "United States",
    countryCode: "US",
    addressLine1: "1 Example Street",
    city: "Springfield",
    state: "NY",
    zipCode: "10001",
    phone: "+15550100",
  },
  payer: { email: "ada@example.com", phone: "+15550100" },
} as const;

export const flexCharge: Api = {
  name: "flexcharge",
  title: "FlexCharge",
  chain: "app key + secret -> access token (ten minutes, used until the API answers 401)",
  tokenCalls: { createToken: "POST /oauth2/token" },

  async tell(step, mock) {
    const flexcharge = createFlexChargeClient({ credentials: { appKey, appSecret }, server: mock.url, clock: mock.clock });

    async function evaluate(): Promise<void> {
      const { data } = await flexcharge.POST("/evaluate", { body: payment });
      same("evaluation", data && "status" in data ? data.status : undefined, "APPROVED");
    }
    async function getOrder(): Promise<void> {
      const { data } = await flexcharge.GET("/orders/{orderId}", { params: { path: { orderId: "order-1" } } });
      same("order", data?.statusName, "Completed");
    }

    await step("evaluate a declined payment", { calls: "200", tokens: ["createToken"] }, evaluate);
    mock.advance("PT9M");
    await step("9 min later: the same token", { calls: "200", tokens: [] }, evaluate);
    mock.revokeAll();
    await step("the API answers 401: one new token", { calls: "401, 200", tokens: ["createToken"] }, evaluate);
    mock.advance("PT10M");
    await step("10 min later, 100 calls at once", { calls: "100x 401, 100x 200", tokens: ["createToken"] }, () => Promise.all(Array.from({ length: 100 }, getOrder)));
  },

  curl: (url) => [
    `access=$(curl -s ${url}/oauth2/token -H 'Content-Type: application/json' -d '{"AppKey":"${appKey}","AppSecret":"${appSecret}"}' | ${pick("accessToken")})`,
    `curl -s -w '\\n' ${url}/orders/order-1 -H "Authorization: Bearer $access"`,
  ],
};
