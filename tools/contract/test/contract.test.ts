import { expect, test } from "vitest";
import { contractOf } from "../src/index.ts";

const idle = async () => {};

test("an operation that nobody calls is a finding", async () => {
  expect(await contractOf("flexcharge", idle)).toEqual(expect.arrayContaining(["createToken: was not called", "evaluate: was not called", "getOrder: was not called"]));
});

test("a request that the spec does not allow is a finding, and so is a failed exercise", async () => {
  const found = await contractOf("flexcharge", async (mock) => {
    await fetch(`${mock.url}/oauth2/token`, { method: "POST", headers: { "content-type": "application/json" }, body: '{"AppKey":"a"}' });
    await fetch(`${mock.url}/nowhere`);
    throw new Error("an assertion");
  });
  expect(found).toContainEqual(expect.stringMatching(/^createToken: request: body: .*AppSecret/));
  expect(found).toContain("GET /nowhere: no operation");
  expect(found).toContain("the exercise failed: an assertion");
});

test("an edit that changes nothing is a mistake of the test", async () => {
  await expect(contractOf("flexcharge", idle, (text) => text)).rejects.toThrow("changes nothing");
});
