import { remembered } from '../tools/ask.ts';
import type { RawObject } from '../model/object.ts';
import { createCursor, type Cursor, type FieldIssue } from '../model/reader.ts';
import { addIssues, type Report } from '../model/report.ts';
import type { StoredObject } from './object-store.ts';

/**
 * A reader that remembers per object: objects are immutable, so an edit of one leaves the others read. Its findings are
 * reported again with every call.
 */
export function createObjectReader<T>(read: (object: Cursor) => T): (object: StoredObject, report: Report) => T {
  const readOnce = remembered((raw: RawObject) => {
    const issues: FieldIssue[] = [];
    return { value: read(createCursor(raw, issues)), issues };
  });
  return ({ raw, ref }, report) => {
    const { value, issues } = readOnce(raw);
    addIssues(report, ref, issues);
    return value;
  };
}
