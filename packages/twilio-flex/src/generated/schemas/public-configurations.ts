// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 3ecf35c06c4c0452

import * as z from "zod/mini";
import { Configuration } from "./configuration.ts";

/** What anybody may know of Flex configurations. */
export const PublicConfigurations: z.ZodMiniObject<{
  configurations: z.ZodMiniOptional<z.ZodMiniArray<typeof Configuration>>;
}, z.core.$loose> = z.looseObject({ configurations: z.optional(z.array(Configuration)) });
