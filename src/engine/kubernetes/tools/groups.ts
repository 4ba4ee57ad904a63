import { groupBy } from './group-by.ts';
import { once } from './once.ts';

/** Items by a key, in order. They are looked through when somebody first asks. */
export interface Groups<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** The same list as long as nothing of it changes, in groups that follow from each other. */
  readonly of: (key: string) => readonly T[];
  readonly all: () => ReadonlyMap<string, readonly T[]>;
}

const NONE: readonly never[] = [];

export function createGroups<T>(items: readonly T[], keyOf: (item: T) => string): Groups<T> {
  return lookUpGroups(
    items,
    keyOf,
    once(() => groupBy(items, keyOf)),
  );
}

export function lookUpGroups<T>(items: readonly T[], keyOf: Groups<T>['keyOf'], all: Groups<T>['all']): Groups<T> {
  return { items, keyOf, all, of: (key) => all().get(key) ?? NONE };
}
