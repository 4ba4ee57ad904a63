import type { CauseFacts } from './cause-details.ts';
import type { Cause } from './outcome.ts';

/** What a cause says, without where. */
export function factsOf(cause: Cause): CauseFacts {
  const { object: _object, path: _path, fix: _fix, ...facts } = cause;
  return facts;
}
