// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// spec e4b34dc42026fdd3, generator 185691712824d72b, text d96310a5cb51267f

export * from "./chains.ts";
