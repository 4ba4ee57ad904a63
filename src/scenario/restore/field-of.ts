import type * as v from 'valibot';
import { formatPath } from '../../engine/text.ts';

/** Characters of a path that are told. */
const LONGEST_FIELD = 100;

/** The path of what is the matter: "requests[1].expect"; "": the value itself. */
export function fieldOf({ path }: v.BaseIssue<unknown>): string {
  const names = (path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  return formatPath(names).slice(0, LONGEST_FIELD);
}
