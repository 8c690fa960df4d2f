import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { parseScenario } from "../src/scenarios/read.ts";
import { readScenarios } from "../src/scenarios/index.ts";

const good = `id: example
title: A call costs one log-in
why: So that there is an example.
steps:
  - call: 1
    expect: { answers: { ok: 1 }, logins: 1 }
`;

test("every bundled scenario is named as its file, promises something of its own and expects something", () => {
  const scenarios = readScenarios();
  const files = readdirSync(new URL("../scenarios/", import.meta.url)).filter((file) => file.endsWith(".yaml"));
  expect(scenarios.map(({ id }) => `${id}.yaml`)).toEqual(files.sort());
  expect(new Set(scenarios.map(({ title }) => title)).size).toBe(files.length);
  expect(scenarios.filter(({ steps }) => !steps.some(({ expect: figures }) => figures))).toEqual([]);
  expect(files.length).toBeGreaterThanOrEqual(43);
});

test("a good file is read, each step with its line", () => {
  expect(parseScenario(good, "example.yaml").steps).toEqual([{ call: 1, expect: { answers: { ok: 1 }, logins: 1 }, line: 5 }]);
});

test.each<[string, (text: string) => string, string]>([
  ["no YAML", (text) => text.replace("steps:", "steps: ["), "example.yaml:5: Nested mappings are not allowed in compact mappings. Write YAML."],
  ["a member that is missing", (text) => text.replace(/^why.*\n/m, ""), "example.yaml:1: the scenario needs why. Write it."],
  ["another name than its file's", (text) => text.replace("id: example", "id: sample"), "example.yaml:1: the id is sample. Write the name of the file: example."],
  ["a step that nobody knows", (text) => text.replace("call: 1", "dial: 1"), 'example.yaml:5: steps.0 has no member "dial". Write one of: call, finish, abort,'],
  ["a figure that nobody counts", (text) => text.replace("logins: 1", "passwords: 1"), 'example.yaml:6: steps.0.expect has no member "passwords". Write one of: answers, logins,'],
  ["an answer that nobody gives", (text) => text.replace("ok: 1", "fine: 1"), 'example.yaml:6: steps.0.expect.answers has the member "fine", whose name does not fit.'],
  ["a need that is none", (text) => `needs: [speed]\n${text}`, 'example.yaml:1: needs.0 is "speed". Write one of: refresh, rotation, lookup, signOut, password, body.'],
  ["two things in one step", (text) => text.replace("- call: 1", "- call: 1\n    rest: 5"), "example.yaml:5: a step does one thing, and this one has call and rest. Write two steps."],
  ["a client that is not there", (text) => text.replace("call: 1", "call: { by: B }"), "example.yaml:5: there is no client B. Write one under setup.clients."],
  ["calls that were not begun", (text) => text.replace("call: 1", "finish: late"), "example.yaml:5: no calls were begun as late. Write as: late at a call before."],
  ["answers where there are none", (text) => text.replace("call: 1", "rest: 5"), "example.yaml:5: only call, finish and signOut have answers. Expect them where the calls are finished."],
  ["a duration that is none", (text) => text.replace("- call: 1", "- advance: 10m"), 'example.yaml:5: steps.0.advance is "10m". It must match pattern'],
])("a bad file is told with its line and what to write: %s", (_, edit, told) => {
  expect(() => parseScenario(edit(good), "example.yaml")).toThrow(expect.objectContaining({ name: "AuthMockError", message: expect.stringContaining(told) }));
});

test("a scenario that does not exist is told with those that do", () => {
  expect(() => readScenarios(["thundering-bird"])).toThrow(/^There is no scenario "thundering-bird"\. There are: .*thundering-herd.*A file of your own is given by its path\.$/);
  expect(() => readScenarios(["./nowhere.yaml"])).toThrow(/^nowhere\.yaml: cannot be read \(ENOENT\)/);
});
