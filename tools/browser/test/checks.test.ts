import { expect, test } from "vitest";
import { checkFarewell, checkHeld, checkLife } from "../src/checks.ts";
import type { Farewell } from "../src/farewell.ts";
import type { Held } from "../src/holder.ts";
import type { Life } from "../src/life.ts";

const lived: Life = { tabs: 6, virtualSeconds: 300, rotations: 12, spends: 12, alarms: 0, calls: 3_600, inside: { renewed: 9, adopted: 9, rejected: 1, waited: 1 }, failed: 0, stuck: 0, signOuts: 0 };
const held: Held = { how: "frozen", began: "ahead", whileAlive: 9, failedWhileAlive: 0, waited: 9, longestWait: 15, failed: 0, stuck: 0, spends: 2, alarms: 0, without: 0 };
const parted: Farewell = { tabs: 3, told: [1, 1, 1], wentOn: 0, stuck: 0, signedIn: 0 };

test("figures as promised are no mistakes", () => {
  expect([checkLife(lived), checkHeld(held), checkFarewell(parted)]).toEqual([[], [], []]);
});

test.each<[Partial<Life>, string]>([
  [{ rotations: 9, spends: 9 }, "9 rotations; 10 to 13 are due"],
  [{ rotations: 14, spends: 14 }, "14 rotations; 10 to 13 are due"],
  [{ spends: 13 }, "13 spends for 12 rotations"],
  [{ alarms: 1 }, "1 refresh tokens came twice or were refused"],
  [{ failed: 1 }, "1 calls failed"],
  [{ stuck: 1 }, "1 calls never got an answer"],
  [{ signOuts: 1 }, "1 sign-outs"],
  [{ inside: { renewed: 1, adopted: 1, waited: 1 } }, 'no call was made inside of "rejected"'],
])("a life with %o is told", (change, line) => {
  expect(checkLife({ ...lived, ...change })).toEqual([line]);
});

test.each<[Partial<Held>, string]>([
  [{ whileAlive: 0 }, "no call was made while the old token lived"],
  [{ failedWhileAlive: 1 }, "1 calls failed that began while the old token lived"],
  [{ waited: 0 }, "nobody had to wait, so that nothing is shown"],
  [{ longestWait: 16.5 }, "a call waited 16.5 s, and 16 s is the most"],
  [{ failed: 1 }, "1 calls ended in another way than a token's"],
  [{ stuck: 1 }, "1 calls never got an answer"],
  [{ alarms: 1 }, "1 refresh tokens came twice or were refused"],
  [{ without: 1 }, "1 tabs did not find the next sign-in"],
])("a held-up renewal with %o is told", (change, line) => {
  expect(checkHeld({ ...held, ...change })).toEqual([line]);
});

test.each<[Partial<Farewell>, string]>([
  [{ told: [1, 0, 1] }, "tabs were told 1, 0, 1 times of the sign-out"],
  [{ told: [1, 2, 1] }, "tabs were told 1, 2, 1 times of the sign-out"],
  [{ wentOn: 1 }, "1 calls did not end with the sign-out"],
  [{ stuck: 1 }, "1 calls never got an answer"],
  [{ signedIn: 1 }, "1 tabs still find somebody signed in"],
])("a sign-out with %o is told", (change, line) => {
  expect(checkFarewell({ ...parted, ...change })).toEqual([line]);
});
