/**
 * Prism with memory: a mock server that issues, expires, rotates and revokes tokens as an OpenAPI document says.
 * @module
 */
export type { BaseClock, MockClock } from "./clock.ts";
export { AuthMockError } from "./error.ts";
export type { ArmedFault, Fault } from "./faults/fault.ts";
export type { PlannedResponse } from "./handle.ts";
export type { Exchange, Violation } from "./journal.ts";
export { startAuthMock, type AuthMock, type AuthMockOptions, type MockToken } from "./start.ts";
