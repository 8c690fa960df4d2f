// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 77cc5df1a3130ae8

import * as z from "zod/mini";
import { ConsoleCode } from "./console-code.ts";
import { ConsoleRefresh } from "./console-refresh.ts";
import { SsoCode } from "./sso-code.ts";
import { SsoRefresh } from "./sso-refresh.ts";

/** A code or a refresh token, and who it was given to. */
export const FlexTokenRequest: z.ZodMiniXor<readonly [typeof SsoCode, typeof SsoRefresh, typeof ConsoleCode, typeof ConsoleRefresh]> = z.xor([SsoCode, SsoRefresh, ConsoleCode, ConsoleRefresh]);
