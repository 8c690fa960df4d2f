import { testContract } from "@freshkey-tools/contract";
import { vi } from "vitest";
import { flexInsights } from "./subject.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

testContract(flexInsights);
