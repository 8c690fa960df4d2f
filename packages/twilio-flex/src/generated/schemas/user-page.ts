// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 579fb5034bc72fba

import * as z from "zod/mini";
import { User } from "./user.ts";

/** A page of users. */
export const UserPage: z.ZodMiniObject<{
  users: z.ZodMiniOptional<z.ZodMiniArray<typeof User>>;
  meta: z.ZodMiniOptional<z.ZodMiniObject<{
    first_page_url: z.ZodMiniOptional<z.ZodMiniString<string>>;
    key: z.ZodMiniOptional<z.ZodMiniString<string>>;
    next_page_url: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
    page: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
    page_size: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
    previous_page_url: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
    url: z.ZodMiniOptional<z.ZodMiniString<string>>;
  }, z.core.$loose>>;
}, z.core.$loose> = z.looseObject({
  users: z.optional(z.array(User)),
  meta: z.optional(z.looseObject({
    first_page_url: z.optional(z.string()),
    key: z.optional(z.string()),
    next_page_url: z.optional(z.nullable(z.string())),
    page: z.optional(z.int()),
    page_size: z.optional(z.int()),
    previous_page_url: z.optional(z.nullable(z.string())),
    url: z.optional(z.string()),
  })),
});
