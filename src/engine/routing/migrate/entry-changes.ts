import type { Coded, NoDetail } from '../../kubernetes/tools/coded.ts';
import type { EntryAnswer, EntryDifference } from './compare-entries.ts';

interface FromTo<T> {
  readonly from: T;
  readonly to: T;
}

/** What becomes of an answer. */
export interface EntryChangeDetails {
  /** Nobody takes the request any more; or somebody does whom nobody did before. */
  readonly NOT_TAKEN: NoDetail;
  readonly TAKEN: NoDetail;
  /** Null: no HTTP comes back. */
  readonly STATUS: FromTo<number | null>;
  readonly LOCATION: FromTo<string>;
  readonly BACKEND: FromTo<string>;
  /** That the backend sees. */
  readonly PATH: FromTo<string>;
  readonly HOST: FromTo<string>;
  /** Chance decides before or after. `was`, `is`: how many ends there are; `shares`: they are the same, with other shares. */
  readonly WAYS: { readonly was: number; readonly is: number; readonly shares: boolean };
}

export type EntryChange = Coded<EntryChangeDetails>;

const SAME: Readonly<NoDetail> = {};

/** What differs between the answers of a request, the most telling first; empty: nothing does. */
export function entryChanges({ before, after }: Pick<EntryDifference, 'before' | 'after'>): readonly EntryChange[] {
  const [was, is] = [before[0], after[0]];
  if (was === undefined || is === undefined) {
    if (was === is) return [];
    return [{ code: is === undefined ? 'NOT_TAKEN' : 'TAKEN', detail: SAME }];
  }
  if (before.length === 1 && after.length === 1) return answerChanges(was, is);
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const shares = JSON.stringify(before.map(endOf)) === JSON.stringify(after.map(endOf));
  return [{ code: 'WAYS', detail: { was: before.length, is: after.length, shares } }];
}

const endOf = (answer: EntryAnswer): EntryAnswer => ({ ...answer, probability: 1 });

/** Of what both have: a redirect that takes the place of an answer is told by its status. */
function answerChanges(was: EntryAnswer, is: EntryAnswer): readonly EntryChange[] {
  const changed = (field: 'location' | 'backend' | 'path' | 'host'): FromTo<string> | undefined => {
    const [from, to] = [was[field], is[field]];
    return from === undefined || to === undefined || from === to ? undefined : { from, to };
  };
  const told = <Code extends EntryChange['code']>(code: Code, detail: EntryChangeDetails[Code] | undefined) =>
    detail === undefined ? [] : [{ code, detail } as EntryChange];
  return [
    ...told('STATUS', was.status === is.status ? undefined : { from: was.status, to: is.status }),
    ...told('LOCATION', changed('location')),
    ...told('BACKEND', changed('backend')),
    ...told('PATH', changed('path')),
    ...told('HOST', changed('host')),
  ];
}
