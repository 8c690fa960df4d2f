import type { Session } from "@freshkey/auth-runtime";
import { askServer, SignInError } from "@freshkey/auth-runtime/sign-in";

/** Who signs in by single sign-on: an account, and one of its profiles. */
export interface SsoAccount {
  /** The SID of the account. */
  readonly accountSid: string;
  /** The SID of the profile. Absent: that of the active configuration, asked for when it is needed. */
  readonly ssoProfileSid?: string | undefined;
  /** The SID of the Flex instance, for an account with several. */
  readonly instanceSid?: string | undefined;
  /** What kind of application it is, such as `SinglePageApp`. */
  readonly appType?: string | undefined;
}

/** The active configuration of an account: its profile, and the id of its client. */
export async function findConfiguration(
  session: Session,
  { accountSid, instanceSid, ssoProfileSid, appType }: SsoAccount,
): Promise<{ readonly profile: string; readonly clientId: string | undefined }> {
  const query = { AccountSid: accountSid, FlexInstanceSid: instanceSid ?? "", RuntimeDomain: "", SSOProfileSid: ssoProfileSid ?? "", AppType: appType ?? "SinglePageApp" };
  const answer = await askServer(session, { method: "GET", path: "/v1/Flex/Authentication/Config", server: 1, parameters: () => ({ query }) });
  const list: readonly any[] = Array.isArray(answer?.config_list) ? answer.config_list : [];
  const found = list.find((one) => one?.active === true && (one.account_sid ?? accountSid) === accountSid && (!ssoProfileSid || one.connection_name === ssoProfileSid));
  if (typeof found?.connection_name !== "string" || !found.connection_name)
    throw new SignInError("no_configuration", "The account has no active configuration for single sign-on (with this profile).");
  return { profile: found.connection_name, clientId: typeof found.client_id === "string" ? found.client_id : undefined };
}
