// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text 67bbeaf07bd3ac23

import * as z from "zod/mini";

/** An address. Its members are not documented. */
export const Address: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown> = z.record(z.string(), z.unknown());
