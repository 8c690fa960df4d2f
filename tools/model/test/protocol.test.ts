import { describe, expect, test } from "vitest";
import { breakRule } from "../src/job.ts";
import { explore } from "../src/protocol/explore.ts";
import { rules, type Rule } from "../src/protocol/rules.ts";
import { named, reduced } from "../src/protocol/suite.ts";

describe("The protocol, in every order in which things can happen", () => {
  test.each(reduced.map((setting) => [named(setting), setting] as const))("%s: no alarm, no regression, nothing dead and unmarked, no deadlock, no needless login", (_, setting) => {
    const { wrong, ways, whole, states } = explore(setting);
    expect(wrong, JSON.stringify(ways)).toEqual({});
    expect(whole).toBe(true);
    expect(states).toBeGreaterThan(50);
  });
});

describe("Each rule of the protocol is needed", () => {
  test.each(Object.entries(rules))("Without %s (%s) something goes wrong", (rule) => {
    expect(breakRule(rule as Rule).breaks).toBeDefined();
  });
});
