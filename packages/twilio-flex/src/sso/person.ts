import { SignInError, type SignIn } from "@freshkey/auth-runtime/sign-in";

/** A sign-in that learns whose tokens it gives. Another account's are not taken. */
export function withPerson(flow: SignIn<any, any>, accountSid: string): SignIn<any, any> {
  const account = ({ body }: any): string => {
    const sid = body.token_info?.account_sid ?? accountSid;
    if (sid !== accountSid) throw new SignInError("profile_mismatch", "The tokens are of another account.");
    return sid;
  };
  // As no header could carry every name.
  const person = ({ body }: any): string => encodeURIComponent(JSON.stringify(body.token_info?.flex_user_sid ?? body.token_info?.identity) ?? "");
  return { ...flow, grant: { ...flow.grant, outputs: { ...flow.grant.outputs, account, person } } };
}
