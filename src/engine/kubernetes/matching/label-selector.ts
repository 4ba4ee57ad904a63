import { meetsRequirement, matchesLabels } from './node-match.ts';
import {
  type Cursor,
  expectMapping,
  field,
  noteIssue,
  readList,
  readString,
  readStringMap,
  readText,
} from '../model/reader.ts';
import type { LabelRequirement, Labels, LabelSelector } from '../model/specs.ts';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** True when the labels meet all of the selector. // apimachinery metav1 LabelSelectorAsSelector */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  return matchesLabels(selector.labels, labels) && selector.expressions.every((each) => meetsRequirement(each, labels));
}

/** A metav1.LabelSelector; undefined (and noted) when it cannot be used, as for an absent one. */
export function readSelector(cursor: Cursor): LabelSelector | undefined {
  if (!expectMapping(cursor)) return undefined;
  const labels = readStringMap(field(cursor, 'matchLabels')) ?? {};
  let usable = true;
  const expressions = readList(field(cursor, 'matchExpressions'), (item): LabelRequirement | undefined => {
    const read = readExpression(item);
    usable &&= read !== undefined;
    return read;
  });
  noteMisplacedLabels(cursor);
  return usable ? { labels, expressions } : undefined;
}

function readExpression(cursor: Cursor): LabelRequirement | undefined {
  const key = readText(field(cursor, 'key'));
  const operator = OPERATORS.find((each) => each === field(cursor, 'operator').value);
  const values = readList(field(cursor, 'values'), readString);
  if (key === undefined || operator === undefined) {
    noteIssue(cursor, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'NO_OPERATOR', operators: OPERATORS } });
    return undefined;
  }
  const wantsValues = operator === 'In' || operator === 'NotIn';
  if (wantsValues === values.length > 0) return { key, operator, values };
  const detail = { is: wantsValues ? 'NO_VALUES' : 'VALUES', operator } as const;
  noteIssue(field(cursor, 'values'), 'error', { code: 'FIELD_UNUSABLE', detail });
  return undefined;
}

/** `podSelector: {app: web}` selects everything: the labels belong under matchLabels. */
function noteMisplacedLabels(cursor: Cursor): void {
  const value = cursor.value as Readonly<Record<string, unknown>>;
  const stray = Object.keys(value).filter((key) => key !== 'matchLabels' && key !== 'matchExpressions');
  if (stray.length === 0) return;
  noteIssue(cursor, 'error', { code: 'SELECTOR_FIELD_UNKNOWN', detail: { fields: stray } });
}
