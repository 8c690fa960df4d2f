// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// spec 9db8b30a1948fe5f, generator 626591af5838c097, text c5baf28fec7b1c27

import type { Operations, ServerRule } from "@freshkey/auth-runtime";

/** Base URLs: the document's first, then those of single operations. */
export const servers: readonly ServerRule[] = [
  { production: "https://api.flexfactor.io/v1", sandbox: "https://api-sandbox.flexfactor.io/v1" },
];

/** Security, media types and server of every operation. */
export const operations: Operations = {
  "POST /oauth2/token": { security: [] },
  "POST /evaluate": { security: [["bearer"]] },
  "GET /orders/{orderId}": { security: [["bearer"]] },
};
