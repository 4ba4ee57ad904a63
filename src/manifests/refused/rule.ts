import type { RawObject } from '../../engine/objects.ts';
import type { Path } from '../sources/source.ts';
import type { Fields, Refuse } from './refuse.ts';

/** Where a rule looks and whom it tells. */
export interface Place {
  readonly path: Path;
  /** The object that it is in. */
  readonly object: RawObject;
  readonly refuse: Refuse;
  /** Of what has to be there and is not. */
  readonly missing: Refuse;
}

/** What the API server's validation asks of a mapping of one type, beside what is published. */
export type TypeRule = (value: Fields, place: Place) => void;

export const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
