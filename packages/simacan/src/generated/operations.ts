// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// spec fb54a1013f69b917, generator 626591af5838c097, text 1b8bf70fac8c2ded

import type { Operations, ServerRule } from "@freshkey/auth-runtime";

/** Base URLs: the document's first, then those of single operations. */
export const servers: readonly ServerRule[] = [
  { production: "https://auth-service.services.simacan.com/api/v1", staging: "https://auth-service-stg.services.simacan.com/api/v1" },
  { production: "https://planning-receive-api.services.simacan.com", staging: "https://planning-receive-api-stg.services.simacan.com" },
];

/** Security, media types and server of every operation. */
export const operations: Operations = {
  "POST /auth/password": { security: [], body: ["application/x-www-form-urlencoded"] },
  "POST /auth/refresh": { security: [], body: ["application/x-www-form-urlencoded"] },
  "PUT /trips/insertOrUpdate": { security: [["bearer"]], answer: "text", server: 1 },
  "POST /trips/insertOrUpdate": { security: [["bearer"]], body: ["text/csv", "text/xml"], answer: "text", server: 1 },
};
