import { FlexUserError, provisionUser } from "@freshkey/twilio-flex/users";
import { expect, test, vi } from "vitest";
import { createTwilioFlexClient } from "../../src/index.ts";
import { account, hurried, instanceSid, member, opened, thrown } from "./support.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const ada = { instanceSid, ...member("ada") };
const conflict = { status: 409, body: { code: 45796, message: "Conflict of ada", status: 409 } };

test("a user is created the first time and updated the next, and you are told which it was", async () => {
  const { mock, flex } = await opened();
  const first = await provisionUser(flex, ada);
  const second = await provisionUser(flex, { ...ada, full_name: "Ada Second", worker: { attributes: { language: "english" } } });
  expect([first.created, second.created]).toEqual([true, false]);
  expect(second.user).toMatchObject({ flex_user_sid: first.user.flex_user_sid, username: "ada", full_name: "Ada Second" });
  const bodies = mock.journal.map(({ request }) => JSON.parse(request.body) as { readonly worker: unknown; readonly instanceSid?: unknown });
  expect(bodies.map(({ worker }) => worker)).toEqual([{}, { attributes: { language: "english" } }]);
  expect(bodies.some((body) => "instanceSid" in body)).toBe(false);
  expect(mock.journal.flatMap(({ violations }) => violations)).toEqual([]);
});

test("while another request changes the same user, it is sent again after a quarter, a half and a whole second", async () => {
  const { mock, flex } = await opened();
  for (const answer of [conflict, conflict, conflict]) mock.respondOnce("provisionUser", answer);
  const { waits, clock } = hurried(mock);
  expect(await provisionUser(flex, ada, { clock })).toMatchObject({ created: true });
  expect([waits, mock.calls("provisionUser")]).toEqual([[250, 500, 1000], 4]);
});

test("a conflict that does not end is a typed error after four tries", async () => {
  const { mock, flex } = await opened();
  for (let times = 0; times < 5; times += 1) mock.respondOnce("provisionUser", conflict);
  const error = await thrown(provisionUser(flex, ada, { clock: hurried(mock).clock }));
  expect(error).toBeInstanceOf(FlexUserError);
  expect({ ...error }).toEqual({ name: "FlexUserError", reason: "conflict", status: 409, code: 45796, explanation: "Conflict of ada" });
  expect(error.message).toBe("Twilio Flex answered 409 (code 45796).");
  expect(mock.calls("provisionUser")).toBe(4);
});

test("an abort ends the wait at once, with your reason, and nothing more is sent", async () => {
  const { mock, flex } = await opened();
  mock.respondOnce("provisionUser", conflict);
  const controller = new AbortController();
  const reason = new Error("no longer wanted");
  const clock = { ...mock.clock, after: () => (queueMicrotask(() => controller.abort(reason)), () => {}) };
  expect(await thrown(provisionUser(flex, ada, { signal: controller.signal, clock }))).toBe(reason);
  expect(mock.calls("provisionUser")).toBe(1);
});

test("without a clock of yours the waits are real", async () => {
  const { mock, flex } = await opened();
  mock.respondOnce("provisionUser", conflict);
  expect(await provisionUser(flex, ada)).toMatchObject({ created: true });
  expect(mock.calls("provisionUser")).toBe(2);
});

test.each([
  [400, "invalid", { code: 20001, message: "email is required", status: 400 }, { code: 20001, explanation: "email is required" }],
  [403, "unauthorized", { code: 20003, message: "Forbidden", status: 403 }, { code: 20003, explanation: "Forbidden" }],
  [404, "not_found", { code: 20404, message: "Not found", status: 404 }, { code: 20404, explanation: "Not found" }],
  [422, "invalid", "a page", {}],
  [429, "rate_limited", { code: "20429", message: 7 }, {}],
  [500, "unavailable", undefined, {}],
])("%i is the reason %s, with what Twilio says of it", async (status, reason, body, details) => {
  const { mock, flex } = await opened();
  mock.respondOnce("provisionUser", { status, body });
  const error = await thrown(provisionUser(flex, ada));
  expect({ ...error }).toEqual({ name: "FlexUserError", reason, status, ...details });
  expect(error.message).not.toContain("email");
  expect(mock.calls("provisionUser")).toBe(1);
});

test("a request that the document does not allow is refused as the mock refuses it, code and words included", async () => {
  const { flex } = await opened();
  const { email: _, ...incomplete } = ada;
  expect(await thrown(provisionUser(flex, incomplete as typeof ada))).toMatchObject({ reason: "invalid", status: 400, code: 20001 });
});

test("a wrong AuthToken is the reason unauthorized, and no error shows it", async () => {
  const { mock } = await opened();
  const flex = createTwilioFlexClient({ credentials: { ...account, authToken: "canary-wrong-auth-token" }, server: mock.url });
  const error = await thrown(provisionUser(flex, ada));
  expect(error).toMatchObject({ reason: "unauthorized", status: 401, code: 20003 });
  expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain("canary");
});
