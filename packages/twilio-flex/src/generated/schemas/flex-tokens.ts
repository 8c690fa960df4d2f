// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text ceebdca69e84d307

import * as z from "zod/mini";
import { TokenInfo } from "./token-info.ts";

/** What a sign-in or a renewal gives. */
export const FlexTokens: z.ZodMiniObject<{
  access_token: z.ZodMiniString<string>;
  refresh_token: z.ZodMiniOptional<z.ZodMiniString<string>>;
  token_info: z.ZodMiniOptional<typeof TokenInfo>;
}, z.core.$loose> = z.looseObject({ access_token: z.string(), refresh_token: z.optional(z.string()), token_info: z.optional(TokenInfo) });
