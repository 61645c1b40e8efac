/** Chance that can be had again: the same seed gives the same throws. */

export interface Dice {
  /** From 0 to below 1. */
  throw(): number;
  /** An integer from `least` to `most`. */
  between(least: number, most: number): number;
  /** One of these; undefined of none. */
  one<T>(of: readonly T[]): T | undefined;
  /** One of these, each as likely as its weight says. */
  weighted<T>(of: readonly (readonly [weight: number, value: T])[]): T;
}

/** `seed`: an unsigned integer of 32 bits. The generator is Tommy Ettinger's mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    throw: next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    one: (of) => of[Math.floor(next() * of.length)],
    weighted(of) {
      const sum = of.reduce((all, [weight]) => all + weight, 0);
      let left = next() * sum;
      for (const [weight, value] of of) {
        left -= weight;
        if (left < 0) return value;
      }
      throw new Error('Of nothing there is nothing to choose.');
    },
  };
}
