// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text bdc0ed4c73593d96

import * as z from "zod/mini";

/** The key as it shall be. */
export const ApiKeyRequest: z.ZodMiniObject<{
  mid: z.ZodMiniString<string>;
  name: z.ZodMiniString<string>;
  type: z.ZodMiniEnum<{ secret: "secret"; public: "public"; tokenization: "tokenization" }>;
  scopes: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniString<string>>>;
}, z.core.$strict> = z.strictObject({
  mid: z.string(),
  name: z.string().check(z.regex(/^[^<>]*$/u)),
  type: z.enum(["secret", "public", "tokenization"]),
  scopes: z.optional(z.array(z.string())),
});
