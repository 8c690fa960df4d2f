// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// spec 112e669eca7b50b5, generator a0cd2cf6b890e813, text 727a6a8b6bc400df

import type { Operations, ServerRule } from "@freshkey/auth-runtime";

/** Base URLs: the document's first, then those of single operations. */
export const servers: readonly ServerRule[] = [{ production: "https://analytics.ytica.com" }];

/** Security, media types and server of every operation. */
export const operations: Operations = {
  "POST /gdc/account/login": { security: [] },
  "GET /gdc/account/token": { security: [["sst"], ["sstCookie"]] },
  "DELETE /gdc/account/login/{profileId}": { security: [["sst", "ttCookie"], ["sst", "ttHeader"], ["sstCookie", "ttCookie"]] },
  "DELETE /gdc/account/profile/{profileId}": { security: [["sst", "ttCookie"], ["sst", "ttHeader"], ["sstCookie", "ttCookie"]] },
  "GET /gdc/app/account/bootstrap": { security: [["ttCookie"], ["ttHeader"]] },
  "GET /gdc/app/account/bootstrap/account": { security: [["ttCookie"], ["ttHeader"]] },
  "POST /gdc/md/{workspace}/identifiers": { security: [["ttCookie"], ["ttHeader"]] },
  "POST /gdc/exporter/executor": { security: [["ttCookie"], ["ttHeader"]] },
  "GET /gdc/exporter/result/{workspace}/{resultId}": { security: [["ttCookie"], ["ttHeader"]], answer: "text" },
  "POST /gdc/app/projects/{workspace}/execute/raw": { security: [["ttCookie"], ["ttHeader"]] },
  "GET /gdc/projects/{workspace}/execute/raw/{downloadId}": { security: [["ttCookie"], ["ttHeader"]], answer: "text" },
};
