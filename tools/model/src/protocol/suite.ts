import type { Setting } from "./setting.ts";
import type { Rule } from "./rules.ts";

const two = { processes: 2, links: 1 } as const;
const three = { processes: 3, links: 1 } as const;

/** Small enough for every run of the tests. */
export const reduced: readonly Setting[] = [
  { ...two, faults: 2, rotation: "strict" },
  { ...two, faults: 1, rotation: "strict", links: 2 },
  { ...two, faults: 1, rotation: "grace" },
  { ...two, faults: 1, rotation: "grace", links: 2 },
  { ...two, faults: 1, rotation: "grace", same: true },
  { ...two, faults: 1, rotation: "grace", ageless: true },
  { ...two, faults: 1, rotation: "none", links: 2 },
  { ...two, faults: 1, rotation: "strict", typo: true },
  { ...two, faults: 1, rotation: "strict", empty: true },
  { ...three, faults: 1, rotation: "strict" },
];

/** What `pnpm test:model` explores. */
export const full: readonly Setting[] = [
  // The largest first: it takes a thread of its own.
  { ...three, faults: 2, rotation: "strict" },
  { ...two, faults: 3, rotation: "strict" },
  // With time in it, three faults would be too many states.
  { ...two, faults: 2, rotation: "grace" },
  { ...two, processes: 1, faults: 4, rotation: "grace" },
  { ...two, faults: 3, rotation: "none" },
  { ...two, faults: 2, rotation: "strict", links: 2 },
  { ...two, faults: 2, rotation: "grace", links: 2 },
  { ...two, faults: 2, rotation: "none", links: 2 },
  { ...two, faults: 2, rotation: "strict", typo: true },
  { ...two, faults: 2, rotation: "strict", empty: true },
  { ...two, faults: 2, rotation: "grace", same: true },
  { ...two, faults: 2, rotation: "grace", ageless: true },
  { ...three, faults: 1, rotation: "grace" },
  { ...three, faults: 1, rotation: "strict", typo: true },
];

const small: Setting = { ...two, faults: 1, rotation: "strict" };
const graced: Setting = { ...small, rotation: "grace" };

/** Where the lack of each rule shows. Others: in `small`. */
const places: Partial<Record<Rule, Setting>> = {
  generations: { ...small, links: 2 },
  inGrace: { ...graced, processes: 1, faults: 2 },
  arrives: { ...graced, processes: 1, faults: 2 },
  twice: { ...graced, processes: 1, faults: 2 },
  again: graced,
  inTime: graced,
  tell: { ...graced, ageless: true },
  counts: { ...graced, processes: 1, faults: 2 },
  carry: { ...graced, processes: 1, faults: 3 },
  first: { ...graced, links: 2 },
  only: { ...graced, processes: 1, faults: 3 },
  back: { ...graced, processes: 1, faults: 2 },
  yields: { ...small, empty: true },
  gate: { ...small, typo: true },
  values: { ...small, typo: true },
};

export const withoutRule = (rule: Rule): Setting => ({ ...(places[rule] ?? small), without: rule });

/** A setting in a few words. */
export const named = ({ processes, faults, rotation, links, typo, empty, same, ageless }: Setting): string =>
  `${processes} processes x ${faults} faults, ${rotation}, ${links} link${links > 1 ? "s" : ""}${same ? ", the same tokens again" : ""}${ageless ? ", a store that tells no age" : ""}${typo ? ", one wrong password" : ""}${empty ? ", logins that give nothing" : ""}`;
