// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// text baa9bc5df86052c9

import * as z from "zod/mini";
import { ApiKey } from "./api-key.ts";

/** The API keys of a merchant. */
export const ApiKeyList: z.ZodMiniArray<typeof ApiKey> = z.array(ApiKey);
