/** A stream of random numbers from a seed: the same seed gives the same scenario on every machine. */
export interface Random {
  /** An integer from `least` to `most`, both possible. */
  readonly integer: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Some of the list, in random order. */
  readonly sample: <T>(list: readonly T[], count: number) => readonly T[];
}

/** mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    integer,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const found = list[integer(0, list.length - 1)];
      if (found === undefined) throw new RangeError('nothing to pick from');
      return found;
    },
    sample: (list, count) => {
      const left = [...list];
      const taken = [];
      while (left.length > 0 && taken.length < count) taken.push(...left.splice(integer(0, left.length - 1), 1));
      return taken;
    },
  };
}
