import { startMock } from "@freshkey-tools/contract";
import type { AuthMock } from "@freshkey/auth-mock";
import { createTwilioFlexClient, type TwilioFlexClient } from "../../src/index.ts";

export const instanceSid = "GO00000000000000000000000000000000";
export const account = { accountSid: "AC00000000000000000000000000000000", authToken: "fake-primary-token", instanceSid };
export const secondary = { ...account, authToken: "fake-secondary-token" };

/** A mock of an account, and a client that manages its users. `known`: the credentials that are good now; change it in place. */
export async function opened(known: (typeof account)[] = [account]): Promise<{ readonly mock: AuthMock; readonly flex: TwilioFlexClient; readonly known: (typeof account)[] }> {
  const mock = await startMock("twilio-flex", { credentials: known });
  return { mock, known, flex: createTwilioFlexClient({ credentials: account, server: mock.url, clock: mock.clock }) };
}

export const member = (username: string): { readonly username: string; readonly email: string; readonly full_name: string; readonly roles: ["agent"] } => ({
  username,
  email: `${username}@example.com`,
  full_name: `${username} Example`,
  roles: ["agent"],
});

/** Makes users known to the mock. */
export async function enlist(flex: TwilioFlexClient, names: readonly string[]): Promise<void> {
  for (const name of names) await flex.POST("/v4/Instances/{InstanceSid}/Users/Provision", { params: { path: { InstanceSid: instanceSid } }, body: { ...member(name), worker: {} } });
}

/** A clock that lets time pass as soon as somebody waits. */
export function hurried(mock: AuthMock): { readonly waits: number[]; readonly clock: AuthMock["clock"] } {
  const waits: number[] = [];
  const after: AuthMock["clock"]["after"] = (ms, callback) => {
    waits.push(ms);
    const cancel = mock.clock.after(ms, callback);
    queueMicrotask(() => mock.advance(ms));
    return cancel;
  };
  return { waits, clock: { ...mock.clock, after } };
}

export async function thrown(work: Promise<unknown>): Promise<Error & Readonly<Record<string, unknown>>> {
  return (await work.then(
    () => new Error("It did not throw."),
    (error: unknown) => error,
  )) as Error & Record<string, unknown>;
}
