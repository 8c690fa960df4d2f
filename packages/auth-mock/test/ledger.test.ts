import { expect, test } from "vitest";
import { createLedger, type Family, type Issued, type Ledger } from "../src/ledger.ts";

const login = { chain: "default", account: ["login=ada"] };

function issue(ledger: Ledger, family: Family, expiresAt: number | undefined, rotation: Issued["rotation"] = "none"): Issued {
  return ledger.issue({ document: "a", name: "token", family, rotation, expiresAt });
}

test("of dead tokens the newest 10,000 are remembered, of living ones the newest 50,000", () => {
  let now = 0;
  const ledger = createLedger(() => now);
  const family = ledger.begin(login);
  const first = issue(ledger, family, 1);
  now = 1;
  for (let count = 0; count < 30_000; count += 1) issue(ledger, family, 1);
  expect(ledger.all.length).toBeLessThanOrEqual(11_000);
  expect(ledger.all.length).toBeGreaterThanOrEqual(10_000);
  expect([ledger.find("a", "token", first.value), family.tokens.size]).toEqual([undefined, ledger.all.length]);
  for (let count = 0; count < 60_000; count += 1) issue(ledger, family, undefined);
  expect(ledger.all.length).toBeLessThanOrEqual(51_000);
  expect(ledger.all.length).toBeGreaterThanOrEqual(50_000);
});

test("a spent rotating token is not forgotten while its return would be reuse", () => {
  let now = 0;
  const ledger = createLedger(() => now);
  const spent = issue(ledger, ledger.begin(login), 86_400_000, "strict");
  ledger.spend(spent);
  const fill = (): void => {
    const family = ledger.begin(login);
    for (let count = 0; count < 12_000; count += 1) issue(ledger, family, 0);
  };
  now = 86_400_000;
  fill();
  expect(ledger.find("a", "token", spent.value)).toBe(spent);
  now = 2 * 86_400_000;
  fill();
  expect(ledger.find("a", "token", spent.value)).toBeUndefined();
});

test("each family ends with its own tokens, and notes when", () => {
  let now = 5;
  const ledger = createLedger(() => now);
  const [mine, other] = [ledger.begin(login), ledger.begin(login)];
  const [one, two, foreign] = [issue(ledger, mine, 9), issue(ledger, mine, 9), issue(ledger, other, 9)];
  now = 6;
  ledger.revokeFamily(mine);
  now = 7;
  ledger.revoke(() => true);
  expect([one, two, foreign].map(({ issuedAt, revokedAt }) => [issuedAt, revokedAt])).toEqual([
    [5, 6],
    [5, 6],
    [5, 7],
  ]);
});
