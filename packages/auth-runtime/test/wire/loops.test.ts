import { expect, test } from "vitest";
import { open } from "./support/open.ts";

test("1,000 calls in a row on an operation that always answers 401 cost a client at most 2 renewals", async () => {
  const { api, client } = open();
  api.closed.add("/trips/");
  const statuses = new Set<number>();
  for (let trip = 0; trip < 1000; trip++) statuses.add((await client.GET("/trips/{trip}", { params: { path: { trip: `trip-${trip}` } } })).response.status);
  expect([...statuses]).toEqual([401]);
  expect(api.logins()).toBe(1);
  expect(api.renewals()).toBeGreaterThan(0);
  expect(api.renewals()).toBeLessThanOrEqual(2);
  // Each call was sent once, a renewing one twice.
  expect(api.data().length).toBeLessThanOrEqual(1002);
});

test("1,000 calls at once on an operation that always answers 401 cost a client at most 2 renewals", async () => {
  const { api, client } = open();
  api.closed.add("/trips/");
  const all = await Promise.all(Array.from({ length: 1000 }, (_, trip) => client.GET("/trips/{trip}", { params: { path: { trip } } })));
  expect(all.every(({ response }) => response.status === 401)).toBe(true);
  expect(api.renewals()).toBeLessThanOrEqual(2);
});

test("an operation that always answers 401 takes nothing from the others", async () => {
  const { api, client } = open();
  api.closed.add("/trips/");
  for (let trip = 0; trip < 20; trip++) {
    await client.GET("/trips/{trip}", { params: { path: { trip } } });
    expect((await client.GET("/trips")).response.status).toBe(200);
  }
  const before = api.renewals();
  api.killAccess();
  expect((await client.GET("/trips")).response.status).toBe(200);
  expect(api.renewals()).toBe(before + 1);
});

test("after a minute the operation that always answered 401 may renew again", async () => {
  const { api, client, clock } = open();
  api.closed.add("/trips/");
  const call = () => client.GET("/trips/{trip}", { params: { path: { trip: 7 } } });
  await call();
  await call();
  const before = api.renewals();
  clock.advance(61_000);
  await call();
  expect(api.renewals()).toBe(before + 1);
});

test("the marks of one client are not those of another, and no operation's mark touches another method of the same path", async () => {
  const { api, client } = open();
  api.closed.add("/trips/");
  await client.GET("/trips/{trip}", { params: { path: { trip: 1 } } });
  const before = api.renewals();
  api.closed.clear();
  api.killAccess();
  expect((await client.DELETE("/trips/{trip}", { params: { path: { trip: 1 } } })).response.status).toBe(200);
  expect(api.renewals()).toBe(before + 1);
});
