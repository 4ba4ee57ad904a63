import { ALL_PORTS, intersect, NO_PORTS, type PortSet } from './port-set.ts';

/** The sets of ports that occur, by number: there are few of them and many pairs. */
export interface PortSets {
  readonly number: (set: PortSet) => number;
  readonly set: (number: number) => PortSet;
  /** The number of what two sets have in common. */
  readonly common: (a: number, b: number) => number;
}

export const ALL = 0;
export const NONE = 1;
/** More sets than will ever occur. */
const LIMIT = 2 ** 26;

export function createPortSets(): PortSets {
  const sets: PortSet[] = [];
  const numbers = new Map<string, number>();
  const met = new Map<number, number>();
  const number = (set: PortSet): number => {
    const key = set.join();
    const found = numbers.get(key) ?? sets.push(set) - 1;
    numbers.set(key, found);
    return found;
  };
  const set = (wanted: number): PortSet => sets[wanted] ?? NO_PORTS;
  number(ALL_PORTS);
  number(NO_PORTS);
  return {
    number,
    set,
    common: (a, b) => {
      if (a === ALL || a === b || b === NONE) return b;
      if (b === ALL || a === NONE) return a;
      const key = a * LIMIT + b;
      let found = met.get(key);
      if (found === undefined) met.set(key, (found = number(intersect(set(a), set(b)))));
      return found;
    },
  };
}
