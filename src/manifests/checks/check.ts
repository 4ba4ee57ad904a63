import type { Coded, RawObject } from '../../engine/objects.ts';
import type { Path } from '../sources/source.ts';
import type { CheckDetails } from './check-details.ts';

/** A problem with a part of an object, told by where in the object it is. */
export type ProblemOf<Details> = Coded<Details> & {
  readonly severity: 'error' | 'warning' | 'info';
  readonly path: Path;
};

/** Tells what is wrong at a path. Absent severity: a warning. */
export type Warn = (path: Path, problem: Coded<CheckDetails>, severity?: 'info' | 'error') => void;

/** Looks at an object of one kind for what an API server would refuse or warn of. */
export type Check = (object: RawObject, warn: Warn) => void;

/** Tells of the second of two items with the same text under a key. */
export function warnOfTwins(
  items: Iterable<readonly [Readonly<Record<string, unknown>>, Path]>,
  warn: Warn,
  code: 'DUPLICATE_CONTAINER' | 'DUPLICATE_LISTENER',
): void {
  const seen = new Set<unknown>();
  for (const [{ name }, path] of items) {
    if (typeof name !== 'string' || name === '') continue;
    if (seen.has(name)) warn([...path, 'name'], { code, detail: { name } });
    seen.add(name);
  }
}
