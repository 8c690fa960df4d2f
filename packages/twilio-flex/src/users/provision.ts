import type { Clock } from "@freshkey/auth-runtime";
import { pause } from "@freshkey/auth-runtime/retry";
import type { components, TwilioFlexClient } from "../index.ts";
import { dataOf } from "./error.ts";

/** A user as it shall be, and the SID of its instance. Without a `worker` nothing is said of it. */
export type UserToProvision = Omit<components["schemas"]["ProvisionUserRequest"], "worker"> & Partial<components["schemas"]["ProvisionUserRequest"]> & { readonly instanceSid: string };

/**
 * Creates a user, or updates the one of that name: `created` tells which. While another request changes the same user (409) it is sent again, after 250, 500 and 1,000 ms.
 *
 * @param patience `signal` ends calls and waits, `clock` is the client's where it has one of its own.
 * @throws {FlexUserError} what Twilio refuses. {AuthError} the session's
 * @example
 * const { user, created } = await provisionUser(flex, { instanceSid, username: "ada", email: "ada@example.com", full_name: "Ada Example", roles: ["agent"] });
 */
export async function provisionUser(
  flex: TwilioFlexClient,
  { instanceSid, worker = {}, ...told }: UserToProvision,
  patience: { readonly signal?: AbortSignal; readonly clock?: Clock } = {},
): Promise<{ readonly user: components["schemas"]["User"]; readonly created: boolean }> {
  const call = { params: { path: { InstanceSid: instanceSid } }, body: { ...told, worker }, retry: true, signal: patience.signal ?? null };
  for (let wait = 250; ; wait *= 2) {
    const result = await flex.POST("/v4/Instances/{InstanceSid}/Users/Provision", call);
    if (result.status !== 409 || wait > 1000) return { user: dataOf(result), created: result.status === 201 };
    await pause(wait, patience);
  }
}
