import type { AuthMock } from "@freshkey/auth-mock";
import { orders, type OrderQuery } from "@freshkey/flexcharge/orders";
import { expect, test, vi } from "vitest";
import type { FlexChargeClient } from "../../src/index.ts";
import { opened } from "./support.ts";

// Prism takes a second to load, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const page = (mock: AuthMock, ids: readonly string[], members: Readonly<Record<string, unknown>>): void =>
  mock.respondOnce("listOrders", { status: 200, body: { orders: ids.map((id) => ({ id, status: 7 })), ...members } });

async function idsOf(client: FlexChargeClient, query?: OrderQuery): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of orders(client, query)) ids.push(id);
  return ids;
}

test("orders come page after page, each once, and the query goes with every page", async () => {
  const { mock, client } = await opened();
  const urls: string[] = [];
  client.use({ onRequest: ({ request }) => void urls.push(new URL(request.url).search) });
  page(mock, ["a", "b"], { pageNumber: 1, hasNextPage: true });
  page(mock, ["c", "d"], { pageNumber: 2, hasNextPage: true });
  page(mock, ["e"], { pageNumber: 3, hasNextPage: false });
  expect(await idsOf(client, { status: [4, 7], pageSize: 2 })).toEqual(["a", "b", "c", "d", "e"]);
  expect(urls).toEqual([1, 2, 3].map((number) => `?status=4&status=7&pageSize=2&pageNumber=${number}`));
});

test("the next page is asked for when it is needed, not before", async () => {
  const { mock, client } = await opened();
  page(mock, ["a", "b"], { hasNextPage: true });
  for await (const { id } of orders(client)) if (id === "b") break;
  expect(mock.calls("listOrders")).toBe(1);
});

test("an order that moves to the next page meanwhile comes once", async () => {
  const { mock, client } = await opened();
  page(mock, ["a", "b"], { hasNextPage: true });
  page(mock, ["b", "c"], { hasNextPage: false });
  expect(await idsOf(client)).toEqual(["a", "b", "c"]);
});

test("a token that dies between pages is renewed, and no page is lost", async () => {
  const { mock, client } = await opened();
  page(mock, ["a"], { hasNextPage: true });
  mock.respondOnce("listOrders", { status: 401, body: {} });
  page(mock, ["b"], { hasNextPage: false });
  expect(await idsOf(client)).toEqual(["a", "b"]);
  expect(mock.calls("createToken")).toBe(2);
});

test.each([
  ["an empty page", [], { hasNextPage: true }],
  ["a page that says it is the last", ["a"], { isLastPage: true }],
  ["a page that is not full, where nothing is said", ["a"], {}],
])("the end is %s", async (_, ids, members) => {
  const { mock, client } = await opened();
  page(mock, ids, members);
  expect(await idsOf(client)).toEqual(ids);
  expect(mock.calls("listOrders")).toBe(1);
});

test("a server that gives the same page without end is an error, not a loop", async () => {
  const { mock, client } = await opened();
  page(mock, ["a"], { pageNumber: 1, hasNextPage: true });
  page(mock, ["a"], { pageNumber: 1, hasNextPage: true });
  await expect(idsOf(client)).rejects.toMatchObject({ name: "FlexChargeError", reason: "malformed" });
});

test("so it is where the server does not number its pages", async () => {
  const { mock, client } = await opened();
  for (let times = 0; times < 9; times++) page(mock, ["a"], { hasNextPage: true });
  await expect(idsOf(client)).rejects.toMatchObject({ name: "FlexChargeError", reason: "malformed" });
  expect(mock.calls("listOrders")).toBe(2);
});

test.each([
  ["no body", {}],
  ["a list of another name", { body: { data: [{ id: "a", status: 7 }], pageNumber: 1, totalItemCount: 1, hasNextPage: false } }],
])("a page without orders is an error, not the end: %s", async (_, answer) => {
  const { mock, client } = await opened();
  mock.respondOnce("listOrders", { status: 200, ...answer });
  await expect(idsOf(client)).rejects.toMatchObject({ name: "FlexChargeError", reason: "malformed" });
});

test("a page whose list is null is empty", async () => {
  const { mock, client } = await opened();
  mock.respondOnce("listOrders", { status: 200, body: { orders: null, pageNumber: 1, hasNextPage: false } });
  expect(await idsOf(client)).toEqual([]);
});

test("a page that is refused is a typed error after the orders before it", async () => {
  const { mock, client } = await opened();
  page(mock, ["a"], { hasNextPage: true });
  mock.respondOnce("listOrders", { status: 403, body: { status: 403, title: "Forbidden" } });
  const ids: string[] = [];
  const work = (async () => {
    for await (const { id } of orders(client)) ids.push(id);
  })();
  await expect(work).rejects.toMatchObject({ name: "FlexChargeError", reason: "not_allowed" });
  expect(ids).toEqual(["a"]);
});
