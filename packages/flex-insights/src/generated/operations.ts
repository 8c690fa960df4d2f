// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// spec b5b7d9fc6a596c40, generator 626591af5838c097, text 1703338b8404f937

import type { Operations, ServerRule } from "@freshkey/auth-runtime";

/** Base URLs: the document's first, then those of single operations. */
export const servers: readonly ServerRule[] = [{ production: "https://analytics.ytica.com" }];

/** Security, media types and server of every operation. */
export const operations: Operations = {
  "POST /gdc/account/login": { security: [] },
  "GET /gdc/account/token": { security: [["sst"], ["sstCookie"]] },
  "DELETE /gdc/account/login/{profileId}": { security: [["sst", "ttCookie"], ["sst", "ttHeader"], ["sstCookie", "ttCookie"]] },
  "POST /gdc/app/projects/{workspace}/execute/raw": { security: [["ttCookie"], ["ttHeader"]] },
  "GET /gdc/projects/{workspace}/execute/raw/{downloadId}": { security: [["ttCookie"], ["ttHeader"]], answer: "text" },
};
