/**
 * For those who write a token store, or tests with time in them. Needs no test runner of its own.
 * @module
 */
export { testClock, type TestClock } from "./clock.ts";
export { storeContract, type StoreCheck, type StoreContractOptions } from "./contract.ts";
