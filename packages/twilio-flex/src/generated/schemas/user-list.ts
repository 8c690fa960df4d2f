// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 67c53be0d38f64d8

import * as z from "zod/mini";
import { User } from "./user.ts";

/** Users of a Flex instance. */
export const UserList: z.ZodMiniObject<{
  users: z.ZodMiniArray<typeof User>;
  account_sid: z.ZodMiniOptional<z.ZodMiniString<string>>;
  instance_sid: z.ZodMiniOptional<z.ZodMiniString<string>>;
  meta: z.ZodMiniOptional<z.ZodMiniObject<{
    direct_token: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    list_key: z.ZodMiniOptional<z.ZodMiniString<string>>;
    next_token: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
    page_size: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
    previous_token: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  }, z.core.$loose>>;
}, z.core.$loose> = z.looseObject({
  users: z.array(User),
  account_sid: z.optional(z.string()),
  instance_sid: z.optional(z.string()),
  meta: z.optional(z.looseObject({
    direct_token: z.optional(z.boolean()),
    list_key: z.optional(z.string()),
    next_token: z.optional(z.nullable(z.string())),
    page_size: z.optional(z.int()),
    previous_token: z.optional(z.nullable(z.string())),
  })),
});
