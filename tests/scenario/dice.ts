import type fc from 'fast-check';
import fastCheck from 'fast-check';

/** What a generator decides by: every throw can be shrunk. */
export interface Dice {
  /** True `of` times in ten. */
  readonly chance: (of: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** 0 to `most`. */
  readonly upTo: (most: number) => number;
  /** The fields, or none of them, `of` times in ten. */
  readonly maybe: <T extends object>(of: number, fields: () => T) => Partial<T>;
}

export function createDice(gen: fc.GeneratorValue): Dice {
  const upTo = (most: number): number => gen(fastCheck.nat, { max: most });
  const chance = (of: number): boolean => upTo(9) < of;
  return {
    upTo,
    chance,
    pick: (list) => list[upTo(list.length - 1)] as (typeof list)[number],
    maybe: (of, fields) => (chance(of) ? fields() : {}),
  };
}
