import { type Cursor, field, readString, readText } from '../model/reader.ts';
import { group, type GroupField } from './field.ts';
import { readBy, type Schema } from './schema.ts';

export interface Condition {
  readonly status: string;
  readonly reason: () => string | undefined;
  readonly message: () => string | undefined;
}

/** The condition of a type: its status, and when asked its reason and message; undefined when it is not listed. */
type Conditions = (type: string) => Condition | undefined;

/** `status.conditions`: what is in them is looked at when somebody asks for one. */
export function conditions(
  fields: GroupField['fields'],
  more: Omit<GroupField, 'type' | 'fields'>,
): Schema<Conditions, GroupField> {
  return readBy(group(fields, more), (cursor) => (type) => readCondition(cursor, type));
}

function readCondition(listed: Cursor, type: string): Condition | undefined {
  if (!Array.isArray(listed.value)) return undefined;
  for (const value of listed.value) {
    const condition: Cursor = { value, path: listed.path, issues: listed.issues };
    if (field(condition, 'type').value !== type) continue;
    return {
      status: readString(field(condition, 'status')) ?? '',
      reason: () => readText(field(condition, 'reason')),
      message: () => readText(field(condition, 'message')),
    };
  }
  return undefined;
}
