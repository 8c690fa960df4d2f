// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// spec e4b34dc42026fdd3, generator a0cd2cf6b890e813, text d96310a5cb51267f

export * from "./chains.ts";
