import { describe, expect, test } from "vitest";
import { compare, createStory, same, type Seen } from "../src/story.ts";

const labels = { login: "POST /login", renew: "POST /renew" };
const saw = (operationId: string, status = 200): Seen => ({ operationId, status, violations: [] });

/** Tells one step in which these requests arrive. */
async function tell(expected: { calls: string; tokens: readonly string[] }, arriving: readonly Seen[], failure?: Error) {
  const lines: string[] = [];
  const journal: Seen[] = [saw("login")];
  const story = createStory((line) => lines.push(line), false);
  const step = story.chapter({ title: "An API", chain: "key -> token", tokenCalls: labels, journal });
  await step("do something", expected, async () => {
    journal.push(...arriving);
    if (failure) throw failure;
  });
  return { exitCode: story.end(), text: lines.join("\n") };
}

describe("The story", () => {
  test("counts the token calls of a step, not those before it", async () => {
    const { exitCode, text } = await tell({ calls: "401, 200", tokens: ["renew"] }, [saw("read", 401), saw("renew"), saw("read")]);
    expect(exitCode).toBe(0);
    expect(text).toContain("1 token call   POST /renew");
    expect(text).toMatch(/^1 steps, 1 token call, every figure as expected\.$/m);
  });

  test("says what was expected and what was seen when a figure is off, and exits with 1", async () => {
    const { exitCode, text } = await tell({ calls: "200", tokens: ["renew"] }, [saw("renew", 401), saw("login"), saw("read")]);
    expect(exitCode).toBe(1);
    expect(text).toContain("expected 1 token call, saw 2: POST /renew 401, POST /login");
    expect(text).toMatch(/^1 of 1 steps off\.$/m);
  });

  test("is off when a step fails, and prints why", async () => {
    const { exitCode, text } = await tell({ calls: "", tokens: [] }, [], new Error("CSV: expected 1, saw 2"));
    expect(exitCode).toBe(1);
    expect(text).toContain("CSV: expected 1, saw 2");
  });

  test("is off when an answer is not as the document says", async () => {
    const strange: Seen = { ...saw("read"), violations: [{ side: "response", location: "body.id", message: "must be a string" }] };
    const { exitCode, text } = await tell({ calls: "200", tokens: [] }, [strange]);
    expect(exitCode).toBe(1);
    expect(text).toContain("read: body.id must be a string");
  });

  test("prints many answers as numbers of each", async () => {
    const many = [...Array.from({ length: 6 }, () => saw("read", 401)), ...Array.from({ length: 6 }, () => saw("read"))];
    expect((await tell({ calls: "6x 401, 6x 200", tokens: [] }, many)).exitCode).toBe(0);
  });
});

describe("A figure", () => {
  test("is right when calls and token calls are the expected ones", () => {
    expect(compare({ calls: "200", tokens: ["login"] }, { calls: "200", tokens: ["login"] })).toBeUndefined();
  });

  test.each([
    ["another number of token calls", { calls: "200", tokens: [] }, "expected 1 token call, saw 0"],
    ["another token call", { calls: "200", tokens: ["renew"] }, "expected login, saw renew"],
    ["another answer", { calls: "401, 200", tokens: ["login"] }, "expected the API to answer 200, saw 401, 200"],
  ])("is off with %s", (_, seen, words) => {
    expect(compare({ calls: "200", tokens: ["login"] }, seen)).toBe(words);
  });

  test("of an answer is checked by value", () => {
    expect(() => same("trip", 404, 200)).toThrow("trip: expected 200, saw 404");
    expect(() => same("trip", { id: 1 }, { id: 1 })).not.toThrow();
  });
});
