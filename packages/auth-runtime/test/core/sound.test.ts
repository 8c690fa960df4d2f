import { expect, test } from "vitest";
import { isSound } from "../../src/session/sound.ts";

const bare = { schema: 1, writer: "w", epoch: 0, tokens: {}, values: {} };

test.each<[name: string, record: object]>([
  ["nothing in it", bare],
  [
    "tokens, with an end and without, and one that was spent",
    { ...bare, tokens: { a: { value: "canary", generation: 1, expiresAt: 1 }, b: { value: "canary", generation: 2 }, c: { value: "", generation: 3 } } },
  ],
  ["values", { ...bare, values: { user: "u7" } }],
  ["an intent", { ...bare, intent: { id: "i", grant: "POST /token", left: 15_000 } }],
  ["closed gates", { ...bare, gate: { salt: "s", closed: { "#1": { id: "i", left: 1000, delay: 60_000 }, "POST /token": { id: "j", left: 0, delay: 1000 } } } }],
  ["its own key", { ...bare, key: "mine" }],
  ["a newer schema", { ...bare, schema: 2, more: {} }],
])("A record with %s can be lived on", (_, record) => {
  expect(isSound(record, "mine")).toBe(true);
});

test("Of several tokens, values or closed gates one that is none spoils the record", () => {
  const token = { value: "canary", generation: 1 };
  const closed = { id: "i", left: 1000, delay: 60_000 };
  expect(isSound({ ...bare, tokens: { a: token, b: { value: "canary" } } }, "mine")).toBe(false);
  expect(isSound({ ...bare, values: { a: "one", b: 2 } }, "mine")).toBe(false);
  expect(isSound({ ...bare, gate: { salt: "s", closed: { a: closed, b: { id: "i", left: 1000 } } } }, "mine")).toBe(false);
});
