import type { madeOf } from '../build/build-cluster.ts';
import type { Allocation, Allocations } from '../cluster/allocation.ts';

export type Made = NonNullable<ReturnType<typeof madeOf>>;

/** What is to be written of an edit: what clusters before and after it give. */
export interface Writing {
  readonly was: Made;
  readonly now: Made;
  /** The record that `now` was built with. */
  readonly old: Allocations;
  /** Also what needs not be said. */
  readonly all: boolean;
  /** Names of pods, "NAMESPACE/NAME", to which people did something in this edit. */
  readonly moved: ReadonlySet<string>;
  /** Whether what could not be had is lost; else it may be had as soon as something else is what it was. */
  readonly givesUp: boolean;
  /** What a record said and could not be had: it is not said again. */
  readonly lost: Set<string>;
}

/** By the key of an object. */
export type Entry = readonly [string, Allocation];

/**
 * Whether it is to be said that something is what it was: it would be another, or has been said before and is why it is the same.
 * `said`: by the record that it was built with.
 */
export function isToSay<T>({ all, givesUp, lost }: Writing, slot: string, { was, now, said }: Slot<T>): boolean {
  if (givesUp && said !== undefined && said !== now) lost.add(slot);
  return !lost.has(slot) && (all || was !== now || said !== undefined);
}

interface Slot<T> {
  readonly was: T;
  readonly now: T;
  readonly said: T | undefined;
}
