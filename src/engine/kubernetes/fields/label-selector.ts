import { noteIssue, placeBelow } from '../model/reader.ts';
import type { LabelRequirement, LabelSelector } from '../model/specs.ts';
import { value } from './field.ts';
import { placed } from './placed.ts';
import { list, object, or, part, readAs, readBy, type Schema } from './schema.ts';
import { OPERATORS, SELECTOR } from './selector.ts';
import { string, stringMap, text } from './values.ts';

const written = placed(
  part({
    key: text,
    operator: readBy(value, (cursor) => OPERATORS.find((each) => each === cursor.value)),
    values: list(string),
  }),
);

const given = placed(object({ matchLabels: or({}, stringMap), matchExpressions: list(written) }));

/** A metav1.LabelSelector; undefined (and noted) when it cannot be used, as for an absent one. */
export const LABEL_SELECTOR: Schema<LabelSelector | undefined, typeof SELECTOR> = readAs(SELECTOR, {
  read: (found, above, step) => {
    const selector = given.read(found, above, step);
    if (selector === undefined) return undefined;
    const { matchLabels: labels, matchExpressions, at } = selector;
    const expressions = matchExpressions.flatMap((each) => requirementOf(each) ?? []);
    noteMisplacedLabels(at);
    return expressions.length === matchExpressions.length ? { labels, expressions } : undefined;
  },
});

type Written = Exclude<ReturnType<typeof written.read>, undefined>;

function requirementOf({ key, operator, values, at }: Written): LabelRequirement | undefined {
  if (key === undefined || operator === undefined) {
    noteIssue(at, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'NO_OPERATOR', operators: OPERATORS } });
    return undefined;
  }
  const wantsValues = operator === 'In' || operator === 'NotIn';
  if (wantsValues === values.length > 0) return { key, operator, values };
  const detail = { is: wantsValues ? 'NO_VALUES' : 'VALUES', operator } as const;
  noteIssue(placeBelow(at, 'values', values), 'error', { code: 'FIELD_UNUSABLE', detail });
  return undefined;
}

/** `podSelector: {app: web}` selects everything: the labels belong under matchLabels. */
function noteMisplacedLabels(at: Parameters<typeof noteIssue>[0]): void {
  const stray = Object.keys(at.value as object).filter((key) => key !== 'matchLabels' && key !== 'matchExpressions');
  if (stray.length === 0) return;
  noteIssue(at, 'error', { code: 'SELECTOR_FIELD_UNKNOWN', detail: { fields: stray } });
}
