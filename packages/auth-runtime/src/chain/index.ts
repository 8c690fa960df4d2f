/**
 * What a token chain is written with. Generated `chains.ts` files import from here.
 * @module
 */
export { defineTokenChain, type Partially, type RequestBody, type SignIn } from "./define.ts";
export type * from "./types.ts";
export { basic, cookie, form, secondsUntil } from "./wire.ts";
export { endSession } from "../session/sign-out.ts";
