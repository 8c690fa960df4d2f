// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 3ef417712fd8b5fa

import * as z from "zod/mini";

/** Whose token it is and when it dies. */
export const TokenInfo: z.ZodMiniObject<{
  expiration: z.ZodMiniISODateTime;
  account_sid: z.ZodMiniOptional<z.ZodMiniString<string>>;
  flex_instance_sid: z.ZodMiniOptional<z.ZodMiniString<string>>;
  flex_user_sid: z.ZodMiniOptional<z.ZodMiniString<string>>;
  worker_sid: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  identity: z.ZodMiniOptional<z.ZodMiniString<string>>;
  username: z.ZodMiniOptional<z.ZodMiniString<string>>;
  roles: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniString<string>>>;
  permissions: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniString<string>>>;
}, z.core.$loose> = z.looseObject({
  expiration: z.iso.datetime({ offset: true }),
  account_sid: z.optional(z.string()),
  flex_instance_sid: z.optional(z.string()),
  flex_user_sid: z.optional(z.string()),
  worker_sid: z.optional(z.nullable(z.string())),
  identity: z.optional(z.string()),
  username: z.optional(z.string()),
  roles: z.optional(z.array(z.string())),
  permissions: z.optional(z.array(z.string())),
});
