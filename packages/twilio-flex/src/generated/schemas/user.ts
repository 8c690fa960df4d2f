// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text ac80178b63e75d17

import * as z from "zod/mini";

/** A user of a Flex instance. Which members are there differs between operations. */
export const User: z.ZodMiniObject<{
  flex_user_sid: z.ZodMiniString<string>;
  username: z.ZodMiniString<string>;
  account_sid: z.ZodMiniOptional<z.ZodMiniString<string>>;
  instance_sid: z.ZodMiniOptional<z.ZodMiniString<string>>;
  user_sid: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  flex_team_sid: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  worker_sid: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  workspace_sid: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  email: z.ZodMiniOptional<z.ZodMiniString<string>>;
  full_name: z.ZodMiniOptional<z.ZodMiniString<string>>;
  roles: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniString<string>>>;
  locale: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  deactivated: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
  deactivated_date: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  created_date: z.ZodMiniOptional<z.ZodMiniString<string>>;
  updated_date: z.ZodMiniOptional<z.ZodMiniString<string>>;
  version: z.ZodMiniOptional<z.ZodMiniNumberFormat>;
  teams: z.ZodMiniOptional<z.ZodMiniObject<{
    team_member: z.ZodMiniOptional<z.ZodMiniUnknown>;
    team_owner: z.ZodMiniOptional<z.ZodMiniUnknown>;
  }, z.core.$loose>>;
  worker: z.ZodMiniOptional<z.ZodMiniObject<{
    worker_sid: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
    workspace_sid: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
  }, z.core.$loose>>;
}, z.core.$loose> = z.looseObject({
  flex_user_sid: z.string(),
  username: z.string(),
  account_sid: z.optional(z.string()),
  instance_sid: z.optional(z.string()),
  user_sid: z.optional(z.nullable(z.string())),
  flex_team_sid: z.optional(z.nullable(z.string())),
  worker_sid: z.optional(z.nullable(z.string())),
  workspace_sid: z.optional(z.nullable(z.string())),
  email: z.optional(z.string()),
  full_name: z.optional(z.string()),
  roles: z.optional(z.array(z.string())),
  locale: z.optional(z.nullable(z.string())),
  deactivated: z.optional(z.boolean()),
  deactivated_date: z.optional(z.nullable(z.string())),
  created_date: z.optional(z.string()),
  updated_date: z.optional(z.string()),
  version: z.optional(z.int()),
  teams: z.optional(z.looseObject({ team_member: z.optional(z.unknown()), team_owner: z.optional(z.unknown()) })),
  worker: z.optional(z.looseObject({ worker_sid: z.optional(z.nullable(z.string())), workspace_sid: z.optional(z.nullable(z.string())) })),
});
