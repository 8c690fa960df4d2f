import { expect, test } from "vitest";
import { openTwo } from "../support/open.ts";
import { spyStore } from "../support/store.ts";
import { failure } from "../support/time.ts";

/** A store in which another session drops each new long-lived token before it can be used, so many times. */
function dropping(times: number) {
  const store = spyStore();
  let left = times;
  store.afterSwap = async (record) => {
    if (!record.tokens["sst"]?.value || record.intent || left <= 0) return;
    left -= 1;
    await store.edit(({ tokens }) => ({ tokens: { ...tokens, sst: { value: "", generation: tokens["sst"]?.generation ?? 0 } } }));
  };
  return store;
}

test("A token that another session dropped before it could be used is won once more: nobody is locked out by it", async () => {
  const { api, get } = openTwo({ store: dropping(1) });
  expect((await get("/data")).ok).toBe(true);
  expect(api.count("/login")).toBe(2);
});

test("That ends in a typed error too, when it goes on and on", async () => {
  const { api, get } = openTwo({ store: dropping(1000) });
  expect(await failure(get("/data"))).toMatchObject({ name: "TokenEndpointError", code: "token_refused" });
  expect(api.count("/login")).toBe(5);
});
