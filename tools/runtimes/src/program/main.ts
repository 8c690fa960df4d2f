/**
 * The program of runtimes that have processes. Prints a line for each check, and ends by itself.
 * @module
 */
import { importChecks } from "./imports.ts";
import { clientChecks } from "./checks/clients.ts";
import { processChecks } from "./checks/processes.ts";
import { sessionChecks } from "./checks/session.ts";
import { vendorChecks } from "./checks/vendors.ts";
import { play } from "./check.ts";

const checks = [...importChecks, ...clientChecks, ...vendorChecks, ...sessionChecks, ...processChecks];
console.log(JSON.stringify({ plan: checks.map(({ name }) => name) }));
for (const check of checks) console.log(JSON.stringify({ cell: await play(check) }));
