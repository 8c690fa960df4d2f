import { exportReport } from "@freshkey/flex-insights/report";
import { createFlexInsightsClient } from "@freshkey/flex-insights";
import { createFlexChargeClient } from "@freshkey/flexcharge";
import { orders } from "@freshkey/flexcharge/orders";
import { minor, refund } from "@freshkey/flexcharge/payments";
import { createSsoSignIn } from "@freshkey/twilio-flex/sso";
import { listUsers, openUsers } from "@freshkey/twilio-flex/users";
import { same, type Check } from "../check.ts";
import { anew, counts, seen } from "../mock.ts";
import { place } from "../place.ts";
import { account, flexInsights, flexInsightsInCookies, twilioFlex, type Subject } from "../subjects.ts";

const password = "fake-right-secret";
const basic = (user: string, secret: string): string => `Basic ${btoa(`${user}:${secret}`)}`;

/** What single vendors want of a platform. */
export const vendorChecks: readonly Check[] = [
  { name: "flex-insights: the TT goes as a cookie, the SST as a header", run: () => cookies(flexInsights, "x-gdc-authsst") },
  { name: "flex-insights in cookies: SST and TT come and go as cookies", run: () => cookies(flexInsightsInCookies, "cookie") },
  { name: "flex-insights: exportReport streams a report", run: report },
  { name: "flexcharge: orders() is an async iterator, refund() reads the order first", run: payments },
  { name: "twilio-flex: Basic of the account mints, Basic of the token calls", run: mint },
  { name: "twilio-flex/users: a user's client mints once, listUsers() is an async iterator", run: users },
  { name: "twilio-flex/sso: a sign-in by PKCE, nonce and state", run: signIn },
];

async function cookies({ open }: Subject, header: string): Promise<void> {
  await anew();
  same((await open().call()).status, 200, "status");
  const [renewal] = await seen("getTemporaryToken");
  const [data] = await seen("getAccount");
  const sst = renewal?.request.headers[header] ?? "";
  same([header === "cookie" ? sst.startsWith("GDCAuthSST=") : sst.length > 0, data?.request.headers["cookie"]?.startsWith("GDCAuthTT=")], [true, true], "SST and TT");
}

async function report(): Promise<void> {
  const insights = createFlexInsightsClient({ credentials: { login: "ada@example.com", password }, server: place.server });
  const { bytes } = await exportReport(insights, { workspace: "workspace0000000000000000example", report: "/gdc/md/w/obj/slow-1/42", cap: 10 });
  let size = 0;
  for await (const chunk of bytes) size += chunk.length;
  same(size > 0, true, "bytes");
}

async function payments(): Promise<void> {
  await anew();
  const client = createFlexChargeClient({ credentials: { appKey: "fake/key+1==", appSecret: password }, server: place.server });
  let found = 0;
  for await (const order of orders(client, { pageSize: 50 })) if (order && ++found > 3) break;
  const { status } = await refund(client, { orderId: "00000000-0000-4000-8000-000000000005", amount: minor(1250, "USD") });
  const { createToken, getOrder, refundOrder } = await counts();
  same([found > 0, typeof status, createToken, getOrder, refundOrder], [true, "string", 1, 1, 1], "orders, status, requests");
}

async function mint(): Promise<void> {
  await anew();
  const { call, session } = twilioFlex.open();
  same((await call()).status, 200, "status");
  const token = (await session.getToken()).reveal();
  const sent = [...(await seen("createUserToken")), ...(await seen("getConfiguration"))].map(({ request }) => request.headers["authorization"]);
  same(sent, [basic(account.accountSid, password), basic("token", token)], "authorization");
}

async function users(): Promise<void> {
  await anew();
  const { accountSid, instanceSid, username } = account;
  const one = openUsers({ credentials: { accountSid, authToken: password, instanceSid }, server: place.server }).forUser(username);
  same([(await one.GET("/v1/Configuration")).status, (await one.GET("/v1/Configuration")).status], [200, 200], "statuses");
  let found = 0;
  for await (const user of listUsers(one, { instanceSid })) if (user) found += 1;
  same([found > 0, (await counts())["createUserToken"]], [true, 1], "users, mints");
}

async function signIn(): Promise<void> {
  await anew();
  const page = "https://app.example.com/callback";
  const desk = createSsoSignIn({ credentials: { accountSid: account.accountSid }, redirectUrls: [page], server: place.server });
  const answer = await fetch(await desk.start(), { redirect: "manual" });
  const session = await desk.complete(answer.headers.get("location") ?? "");
  same([typeof (await session?.getToken())?.reveal(), (await counts())["exchangeFlexToken"]], ["string", 1], "token, exchanges");
}
