// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 6c809b41ab81a1a6

import * as z from "zod/mini";
import { TokenInfo } from "./token-info.ts";

/** A Flex token and what it says. */
export const UserToken: z.ZodMiniObject<{
  access_token: z.ZodMiniString<string>;
  token_info: typeof TokenInfo;
}, z.core.$loose> = z.looseObject({ access_token: z.string(), token_info: TokenInfo });
