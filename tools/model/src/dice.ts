/** Numbers in [0, 1) that are the same for the same seed. */
export type Dice = () => number;

export function dice(seed: number): Dice {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const chance = (roll: Dice, share: number): boolean => roll() < share;
export const below = (roll: Dice, count: number): number => Math.floor(roll() * count);
export const pick = <T>(roll: Dice, all: readonly T[]): T => all[below(roll, all.length)] as T;
