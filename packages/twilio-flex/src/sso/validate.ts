import type { Session } from "@freshkey/auth-runtime";
import { form } from "@freshkey/auth-runtime/chain";
import { askServer } from "@freshkey/auth-runtime/sign-in";
import type { components } from "../generated/openapi.ts";

/** Asks the vendor about the Flex token that a session holds. A refused one is renewed once: the body holds the token too, so that no replay would do. */
export async function validateToken(session: Session, accountSid: string): Promise<components["schemas"]["TokenInfo"]> {
  for (let again = false; ; again = true) {
    const token = await session.getToken({ scheme: "flexBasic" });
    try {
      return await askServer(session, {
        method: "POST",
        path: "/v1/Accounts/{AccountSid}/Tokens/Info",
        security: ["flexBasic"],
        parameters: () => ({ path: { AccountSid: accountSid } }),
        body: ({ tokens }) => form({ Token: tokens["flexToken"] }),
      });
    } catch (error: any) {
      if (again || error?.status !== 401) throw error;
      await session.reject(token, "refused");
    }
  }
}
