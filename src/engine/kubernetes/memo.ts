import type { RawObject } from './object.ts';
import { createCursor, type Cursor, type FieldIssue } from './reader.ts';
import { addIssues, type Report } from './report.ts';
import type { StoredObject } from './object-store.ts';

/**
 * A reader that remembers per object: objects are immutable, so an edit of one leaves the others read. Its findings are
 * reported again with every call.
 */
export function createObjectReader<T>(read: (object: Cursor) => T): (object: StoredObject, report: Report) => T {
  const known = new WeakMap<RawObject, { readonly value: T; readonly issues: readonly FieldIssue[] }>();
  return (object, report) => {
    let found = known.get(object.raw);
    if (found === undefined) {
      const issues: FieldIssue[] = [];
      found = { value: read(createCursor(object.raw, issues)), issues };
      known.set(object.raw, found);
    }
    addIssues(report, object.ref, found.issues);
    return found.value;
  };
}
