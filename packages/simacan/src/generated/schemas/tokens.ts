// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// text 73fb479241459bae

import * as z from "zod/mini";

/** A pair of tokens. */
export const Tokens: z.ZodMiniObject<{
  access_token: z.ZodMiniString<string>;
  refresh_token: z.ZodMiniString<string>;
  token_type: z.ZodMiniString<string>;
  expires_in: z.ZodMiniNumberFormat;
}, z.core.$loose> = z.looseObject({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.string(),
  expires_in: z.int().check(z.gte(0)),
});
