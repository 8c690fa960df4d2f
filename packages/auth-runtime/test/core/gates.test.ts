import { describe, expect, test } from "vitest";
import { close, tagOf } from "../../src/session/gate.ts";
import type { TokenRecord } from "../../src/index.ts";
import { times } from "../support/time.ts";

describe("What a gate remembers of refused credentials", () => {
  test("Versions of this package on one store know each other's tags", () => {
    expect(tagOf("", [])).toBe("#5365");
    expect(tagOf("salt", ["ada", "canary-password"])).toBe("#64910");
    expect(tagOf("pepper", ["ada", "canary-password"])).toBe("#28122");
    expect(tagOf("salt", ["ada", "canary-pässword"])).toBe("#27924");
  });

  test("Values that could be glued together, or change places, are others", () => {
    expect(new Set([["ada", "canary"], ["adacanary"], ["canary", "ada"], ["ada", "", "canary"]].map((values) => tagOf("salt", values))).size).toBe(4);
  });
});

describe("A gate", () => {
  const ways = (gate: TokenRecord["gate"]) => Object.keys(gate?.closed ?? {});

  test("Closes for one minute, then for twice as long each time, up to an hour", () => {
    let gate: TokenRecord["gate"];
    const delays = times(8, () => {
      gate = close(gate, "salt", "#1");
      const { left, delay } = gate.closed["#1"] as { left: number; delay: number };
      expect(left).toBe(delay);
      return delay / 1000;
    });
    expect(delays).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
    expect(gate?.salt).toBe("salt");
  });

  test("Closes for as long as the server says, whatever was before", () => {
    const first = close(undefined, "salt", "POST /token", 5000);
    expect(first.closed["POST /token"]).toMatchObject({ left: 5000, delay: 5000 });
    expect(close(first, "salt", "POST /token", 1000).closed["POST /token"]).toMatchObject({ left: 1000, delay: 1000 });
  });

  test("Of eight ways in that are closed the oldest makes room for a ninth; one that closes again is the youngest", () => {
    let gate: TokenRecord["gate"];
    for (const index of times(8, (one) => one)) gate = close(gate, "salt", `#x${index}`);
    expect(ways(gate)).toEqual(times(8, (index) => `#x${index}`));
    gate = close(gate, "salt", "#x0");
    expect(ways(gate)).toHaveLength(8);
    gate = close(gate, "salt", "#x8");
    expect(ways(gate)).toEqual(["#x2", "#x3", "#x4", "#x5", "#x6", "#x7", "#x0", "#x8"]);
  });

  test("Each closing has an id of its own, so that nobody takes an older one's end for it", () => {
    const first = close(undefined, "salt", "#1");
    expect(close(first, "salt", "#1").closed["#1"]?.id).not.toBe(first.closed["#1"]?.id);
  });
});
