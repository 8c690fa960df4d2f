// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// text 1b6e674bd627c4c1

import * as z from "zod/mini";

/** The features of a session. Open. */
export const Session: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown> = z.record(z.string(), z.unknown());
