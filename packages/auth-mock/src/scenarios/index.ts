/**
 * Scenarios that a client of awkward tokens must live through, and what judges any client by them.
 * @module
 */
export { childDriver } from "./child.ts";
export type { Ability, Answer, DrivenClient, Driver, Opening } from "./driver.ts";
export { inProcess, type LocalClient, type Place } from "./in-process.ts";
export { readScenarios } from "./read.ts";
export type { DataRequest } from "./request.ts";
export { runScenario, type RunOptions, type Verdict } from "./run.ts";
export type { Scenario } from "./scenario.ts";
export { verdictTable } from "./table.ts";
