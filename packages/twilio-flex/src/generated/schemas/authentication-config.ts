// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 7fb89f5bc0b47480

import * as z from "zod/mini";

/** How the users of an account sign on. */
export const AuthenticationConfig: z.ZodMiniObject<{
  config_list: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniObject<{
    account_sid: z.ZodMiniOptional<z.ZodMiniString<string>>;
    instance_sid: z.ZodMiniOptional<z.ZodMiniString<string>>;
    connection_name: z.ZodMiniOptional<z.ZodMiniString<string>>;
    client_id: z.ZodMiniOptional<z.ZodMiniString<string>>;
    active: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    app_type: z.ZodMiniOptional<z.ZodMiniString<string>>;
  }, z.core.$loose>>>;
}, z.core.$loose> = z.looseObject({
  config_list: z.optional(z.array(z.looseObject({
    account_sid: z.optional(z.string()),
    instance_sid: z.optional(z.string()),
    connection_name: z.optional(z.string()),
    client_id: z.optional(z.string()),
    active: z.optional(z.boolean()),
    app_type: z.optional(z.string()),
  }))),
});
