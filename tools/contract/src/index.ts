/**
 * What every client package promises about itself: its contract, its README, its size.
 * @module
 */
export { contractOf, type Exercise } from "./contract.ts";
export { startMock } from "./mock.ts";
export { handWrittenLines } from "./lines.ts";
export { programsOf, runProgram, runTests, typeErrors, type Program, type Run } from "./readme.ts";
export { testContract } from "./suite/index.ts";
export { testScenarios, type Play, type Players } from "./suite/scenarios.ts";
export { walk } from "./suite/walk.ts";
export { placeAt, type AnyClient, type Place, type Subject } from "./subject.ts";
