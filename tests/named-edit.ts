import type { Edit } from '../src/simulation/stores/edit-details.ts';

/** A step of a history, told from others by what it is called. */
export function namedEdit(title: string): Edit {
  return { code: 'OPEN', detail: { title } };
}
