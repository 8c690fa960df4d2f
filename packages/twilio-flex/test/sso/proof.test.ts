import { calculatePKCECodeChallenge } from "oauth4webapi";
import { expect, test, vi } from "vitest";
import { openPage } from "./page.ts";

vi.setConfig({ testTimeout: 60_000 });

test("challenge, state and nonce are new each time, long enough, and what an independent implementation makes of them", async () => {
  const { mock, signIn, stored, visit } = await openPage();
  const seen = new Set<string>();
  for (let begun = 0; begun < 3; begun += 1) {
    const address = new URL(await signIn.start());
    const [text = "[]"] = stored.values();
    const { codeVerifier, nonce, state } = JSON.parse(text).at(-1);
    expect(codeVerifier).toMatch(/^[\w-]{64}$/);
    expect(nonce).toMatch(/^[\w-]{32}$/);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ codeChallenge: await calculatePKCECodeChallenge(codeVerifier), nonce, state });
    expect(address.href).not.toContain(codeVerifier);
    expect((await visit(address.href)).searchParams.get("state")).toBe(state);
    for (const one of [codeVerifier, nonce, state]) seen.add(one);
  }
  expect(seen.size).toBe(9);
  expect(mock.journal.flatMap(({ violations }) => violations)).toEqual([]);
});
