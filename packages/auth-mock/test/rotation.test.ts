import { expect, test } from "vitest";
import type { AuthMock } from "../src/index.ts";
import { bearer, notes, post, postForm, start } from "./mock.ts";

interface Tokens {
  readonly access: string;
  readonly refresh: string;
  readonly dies: number;
}

async function tokensOf(answer: Response): Promise<Tokens> {
  expect(answer.status).toBe(200);
  const body = (await answer.json()) as { refresh: string; dies: number };
  return { access: answer.headers.get("x-access-token") ?? "", ...body };
}

const logIn = async (mock: AuthMock): Promise<Tokens> => tokensOf(await post(`${mock.url}/login`, { key: "key-1", secret: "fake" }));
const refresh = (mock: AuthMock, token: string): Promise<Response> => postForm(`${mock.url}/refresh`, { refresh: token });
const list = async (mock: AuthMock, token: string): Promise<number> => (await fetch(`${mock.url}/notes`, { headers: bearer(token) })).status;

test("a token may arrive in a header, and its end in seconds", async () => {
  const mock = await start(notes, { startAt: Date.UTC(2030, 0, 1) });
  const { access, dies } = await logIn(mock);
  expect(access).toMatch(/^access-1-/);
  expect(dies).toBe(Math.floor((mock.tokens("access")[0]?.expiresAt ?? 0) / 1000));
  expect(await list(mock, access)).toBe(200);
});

test("within the grace a spent token gives a successor", async () => {
  const mock = await start(notes);
  const first = await logIn(mock);
  const second = await tokensOf(await refresh(mock, first.refresh));
  mock.advance("PT20S");
  const third = await tokensOf(await refresh(mock, first.refresh));
  expect(third.refresh).not.toBe(second.refresh);
  expect([await list(mock, second.access), await list(mock, third.access)]).toEqual([200, 200]);
});

test("after the grace a spent token is reuse: the family dies", async () => {
  const mock = await start(notes);
  const first = await logIn(mock);
  const second = await tokensOf(await refresh(mock, first.refresh));
  mock.advance("PT20S");
  await tokensOf(await refresh(mock, first.refresh));
  mock.advance("PT11S");
  expect((await refresh(mock, first.refresh)).status).toBe(401);
  expect(await list(mock, second.access)).toBe(401);
});

test("grace forgives a second use, not age: the token is refused, and its family lives", async () => {
  const mock = await start(notes);
  const first = await logIn(mock);
  mock.advance("PT23H59M50S");
  const second = await tokensOf(await refresh(mock, first.refresh));
  mock.advance("PT15S");
  expect((await refresh(mock, first.refresh)).status).toBe(401);
  expect(await list(mock, second.access)).toBe(200);
});

test("a value that the mock never gave out is refused with the status that the grant names", async () => {
  const mock = await start(notes);
  const { access } = await logIn(mock);
  const create = (account: string): Promise<Response> => post(`${mock.url}/accounts/${account}/tokens`, undefined, bearer(access));
  expect((await create("account-2")).status).toBe(404);
  const answer = await create("account-1");
  expect(answer.status).toBe(201);
  expect(((await answer.json()) as { token: string }).token).toMatch(/^accountToken-1-/);
});

test("what descends from a login dies with it", async () => {
  const mock = await start(notes);
  const first = await logIn(mock);
  await post(`${mock.url}/accounts/account-1/tokens`, undefined, bearer(first.access));
  await refresh(mock, first.refresh);
  mock.advance("PT31S");
  await refresh(mock, first.refresh);
  expect(new Set(mock.tokens().map(({ state }) => state))).toEqual(new Set(["revoked"]));
});

test("credentials that do not fit the chain's schema are refused", async () => {
  const mock = await start(notes);
  expect((await post(`${mock.url}/login`, { key: "k", secret: "fake" })).status).toBe(400);
  expect(mock.tokens()).toEqual([]);
});
