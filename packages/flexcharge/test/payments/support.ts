import { startMock } from "@freshkey-tools/contract";
import type { AuthMock } from "@freshkey/auth-mock";
import { retry } from "@freshkey/auth-runtime/retry";
import { minor, type Patience, type Payment } from "@freshkey/flexcharge/payments";
import { createFlexChargeClient, type FlexChargeClient } from "../../src/index.ts";

const credentials = { appKey: "fake/key+1==", appSecret: "fake/secret+1==" };

export const payment: Payment = {
  orderId: "order-1",
  mid: "merchant-1",
  siteUrl: "https://shop.example.com",
  transaction: {
    id: "transaction-1",
    timestamp: "2026-01-31T12:00:00Z",
    timezoneUtcOffset: "+01:00",
    amount: minor(1999, "USD"),
    responseCode: "100",
    responseCodeSource: "nmi",
    avsResultCode: "Z",
    cvvResultCode: "N",
    cardNotPresent: true,
  },
  paymentMethod: { holderName: "Ada Example", expirationMonth: 12, expirationYear: 2030, cardBinNumber: "411111", cardLast4Digits: "1111", cardNumber: "4111111111111111", Token: false },
  billingInformation: { firstName: "Ada" },
  payer: { email: "ada@example.com" },
};

export async function opened(): Promise<{ readonly mock: AuthMock; readonly client: FlexChargeClient; readonly retrying: FlexChargeClient }> {
  const mock = await startMock("flexcharge", { credentials: [credentials] });
  const client = createFlexChargeClient({ credentials, server: mock.url, clock: mock.clock });
  // The session's own waits are not hurried: they end token requests that take too long.
  const retrying = createFlexChargeClient({ session: client.session, clock: hurried(mock).clock, retry: retry() });
  return { mock, client, retrying };
}

/** A clock that lets time pass as soon as somebody waits. `each` is called at every wait. */
export function hurried(mock: AuthMock, each: (times: number) => void = () => {}): { readonly waits: number[]; readonly clock: AuthMock["clock"] & NonNullable<Patience["clock"]> } {
  const waits: number[] = [];
  const after: AuthMock["clock"]["after"] = (ms, callback) => {
    waits.push(ms);
    const cancel = mock.clock.after(ms, callback);
    each(waits.length);
    queueMicrotask(() => mock.advance(ms));
    return cancel;
  };
  return { waits, clock: { ...mock.clock, after } };
}

/** The bodies that an operation was sent, with the answers' statuses. */
export function sentTo(mock: AuthMock, operation: string): readonly { readonly status: number | undefined; readonly body: Record<string, unknown> }[] {
  return mock.journal.filter(({ operationId }) => operationId === operation).map(({ status, request }) => ({ status, body: JSON.parse(request.body) as Record<string, unknown> }));
}

export async function thrown(work: Promise<unknown>): Promise<Error & Readonly<Record<string, unknown>>> {
  return (await work.then(
    () => new Error("It did not throw."),
    (error: unknown) => error,
  )) as Error & Record<string, unknown>;
}
