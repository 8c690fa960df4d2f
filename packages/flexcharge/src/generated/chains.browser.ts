// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// spec 8da4bfda6e9cc63b, generator a0cd2cf6b890e813, text 7da53e474488446a

import { defineTokenChain, type TokenChain } from "@freshkey/auth-runtime/chain";
import type { Credentials } from "./chains.ts";
import type { paths } from "./openapi.ts";
import { servers } from "./operations.ts";

/** How the tokens of FlexCharge are obtained and renewed. */
export const chain: TokenChain<Credentials> = defineTokenChain<paths, Credentials>()({
  name: "flexcharge",
  servers,
  credentials: ["appKey", "appSecret"],
  principal: ["appKey"],
  tokens: { accessToken: { lifetime: 600, renew: "onRefusal" } },
  schemes: { bearer: { token: "accessToken", header: (value) => ["authorization", `Bearer ${value}`] } },
  grants: [],
  serverOnly: ["accessToken"],
});
