// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// spec e4b34dc42026fdd3, generator a0cd2cf6b890e813, text bdeae716a288dac9

import type { Operations, ServerRule } from "@freshkey/auth-runtime";

/** Base URLs: the document's first, then those of single operations. */
export const servers: readonly ServerRule[] = [
  { production: "https://auth-service.services.simacan.com/api/v1", staging: "https://auth-service-stg.services.simacan.com/api/v1" },
  { production: "https://planning-receive-api.services.simacan.com", staging: "https://planning-receive-api-stg.services.simacan.com" },
  { production: "https://sct-web-api-prod.simacan.com/api/public", staging: "https://sct-web-api-stg.simacan.com/api/public" },
  { production: "https://otm5-documentation-api.services.simacan.com/api/v5" },
];

/** Security, media types and server of every operation. */
export const operations: Operations = {
  "POST /auth/password": { security: [], body: ["application/x-www-form-urlencoded"] },
  "POST /auth/refresh": { security: [], body: ["application/x-www-form-urlencoded"] },
  "PUT /trips/insertOrUpdate": { security: [["bearer"]], answer: "text", server: 1 },
  "POST /trips/insertOrUpdate": { security: [["bearer"]], body: ["text/csv", "text/xml"], answer: "text", server: 1 },
  "PUT /otm/api/v5/trips": { security: [["bearer"]], answer: "text", server: 1 },
  "POST /{shipper_code}/transporter/v2/{carrier_code}/realisation": {
    security: [["bearer"]],
    body: ["application/xml"],
    answer: "text",
    server: 2,
  },
  "POST /{shipper_code}/transporter/v3/{carrier_code}/planning": {
    security: [["bearer"]],
    body: ["application/xml"],
    answer: "text",
    server: 2,
  },
  "PUT /validate/{kind}": { security: [], answer: "text", server: 3 },
};
