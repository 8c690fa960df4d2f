// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// spec 8da4bfda6e9cc63b, generator a0cd2cf6b890e813, text dda19e2847568013

import type { Operations, ServerRule } from "@freshkey/auth-runtime";

/** Base URLs: the document's first, then those of single operations. */
export const servers: readonly ServerRule[] = [
  { production: "https://api.flexfactor.io/v1", sandbox: "https://api-sandbox.flexfactor.io/v1" },
];

/** Security, media types and server of every operation. */
export const operations: Operations = {
  "POST /oauth2/token": { security: [] },
  "POST /evaluate": { security: [["bearer"]] },
  "POST /outcome": { security: [["bearer"]] },
  "POST /capture": { security: [["bearer"]] },
  "GET /orders/{orderId}": { security: [["bearer"]] },
  "GET /orders": { security: [["bearer"]] },
  "POST /orders/{orderId}/refund": { security: [["bearer"]] },
  "POST /orders/{orderId}/cancel": { security: [["bearer"]] },
  "POST /tokenize": { security: [["bearer"]] },
  "POST /api-keys": { security: [["bearer"]] },
  "GET /api-keys/{id}": { security: [["bearer"]] },
  "DELETE /api-keys/{id}": { security: [["bearer"]] },
};
