// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text fb473a6bdd6934f6

import * as z from "zod/mini";

/** The user as it shall be. */
export const ProvisionUserRequest: z.ZodMiniObject<{
  username: z.ZodMiniString<string>;
  email: z.ZodMiniString<string>;
  full_name: z.ZodMiniString<string>;
  roles: z.ZodMiniArray<z.ZodMiniEnum<{ agent: "agent"; supervisor: "supervisor"; admin: "admin" }>>;
  worker: z.ZodMiniObject<{ attributes: z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>> }, z.core.$strict>;
}, z.core.$strict> = z.strictObject({
  username: z.string().check(z.minLength(1), z.maxLength(256)),
  email: z.string().check(z.minLength(1), z.maxLength(256)),
  full_name: z.string().check(z.minLength(1), z.maxLength(256)),
  roles: z.array(z.enum(["agent", "supervisor", "admin"])),
  worker: z.strictObject({ attributes: z.optional(z.record(z.string(), z.unknown())) }),
});
