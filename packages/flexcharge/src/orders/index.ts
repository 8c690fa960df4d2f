/**
 * Orders, page after page.
 * @module
 */
import { dataOf } from "../errors/data-of.ts";
import { FlexChargeError } from "../errors/error.ts";
import { isObject } from "../errors/read.ts";
import type { FlexChargeClient, components, operations } from "../index.ts";

/** An order of a page. */
export type Order = components["schemas"]["Order"];

/** Which orders. `pageNumber` is the page to begin with, `pageSize` how many are asked for at once. */
export type OrderQuery = NonNullable<operations["listOrders"]["parameters"]["query"]> & { readonly signal?: AbortSignal | undefined };

/**
 * All orders that a query finds. The next page is asked for when it is needed. An order that moves from one page to the next meanwhile comes once.
 *
 * @throws {FlexChargeError}
 * @throws {AuthError} the session's
 * @example
 * for await (const order of orders(flexcharge, { status: [7], from: "2026-01-01T00:00:00Z" })) console.log(order.id);
 */
export async function* orders(client: FlexChargeClient, { signal, pageNumber: first = 1, ...query }: OrderQuery = {}): AsyncGenerator<Order, void, undefined> {
  let previous: ReadonlySet<string> = new Set();
  for (let pageNumber = first; ; pageNumber += 1) {
    const page = dataOf(await client.GET("/orders", { params: { query: { ...query, pageNumber } }, signal: signal ?? null }));
    // An answer without a list is no end: orders would be missing without a word.
    const found = isObject(page) ? (page.orders === null ? [] : page.orders) : undefined;
    if (!Array.isArray(found)) throw new FlexChargeError("malformed", { status: 200 });
    // A server that knows one page only would be asked for it without end.
    const isAgain = page.pageNumber === undefined ? found.length > 0 && found.every(({ id }) => previous.has(id)) : page.pageNumber !== pageNumber;
    if (isAgain) throw new FlexChargeError("malformed", { status: 200 });
    yield* found.filter(({ id }) => !previous.has(id));
    const isLast = page.hasNextPage === undefined ? (page.isLastPage ?? found.length < (page.pageSize ?? query.pageSize ?? 10)) : !page.hasNextPage;
    if (isLast || found.length === 0) return;
    previous = new Set(found.map(({ id }) => id));
  }
}
