// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// spec 9b5ff556c95813cd, generator a0cd2cf6b890e813, text 2cfb8334f58f59d7

import type { Operations, ServerRule } from "@freshkey/auth-runtime";

const edgePart = (edge = ""): string => (edge === "" ? "" : `.${edge}`);
const regionPart = (region = ""): string => (["", "us1", "prod"].includes(region) ? "" : `.${region}`);

/** Base URLs: the document's first, then those of single operations. */
export const servers: readonly ServerRule[] = [
  ({ edge, region }) => `https://flex-api${edgePart(edge)}${regionPart(region)}.twilio.com`,
  ({ edge, region }) => `https://services${edgePart(edge)}${regionPart(region)}.twilio.com`,
  ({ region }) => `https://flex${regionPart(region)}.twilio.com`,
];

/** Security, media types and server of every operation. */
export const operations: Operations = {
  "POST /v4/Instances/{InstanceSid}/Users/{FlexUserSid}/Tokens": { security: [["account"]] },
  "POST /v1/Accounts/{AccountSid}/Tokens/Info": { security: [["flexBasic"]], body: ["application/x-www-form-urlencoded"] },
  "GET /v4/Instances/{InstanceSid}/Users": { security: [["account"]] },
  "GET /v1/Instances/{InstanceSid}/Users": { security: [["account"]] },
  "POST /v4/Instances/{InstanceSid}/Users/Provision": { security: [["account"]] },
  "POST /v4/Instances/{InstanceSid}/Users/Deprovision": { security: [["account"]] },
  "GET /v4/Instances/{InstanceSid}/Users/{FlexUserSid}": { security: [["account"]] },
  "GET /v1/Instances/{InstanceSid}/Teams/{TeamSid}": { security: [["account"]] },
  "GET /v1/Configuration/Public": { security: [] },
  "GET /v1/Flex/Authentication/Config": { security: [], server: 1 },
  "GET /v1/Flex/Authorize": { security: [], server: 1 },
  "POST /v1/Flex/OAuth/Tokens": { security: [], server: 1 },
  "GET /v1/Configuration": { security: [["flexBasic"], ["account"]] },
  "GET /api/v1/Session": { security: [["flexJwe"]], server: 2 },
};
