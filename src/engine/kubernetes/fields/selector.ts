import { group, labels, value } from './field.ts';

export const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** A metav1.LabelSelector, with what people write beside its two fields: a finding names it. */
export const SELECTOR = group({
  matchLabels: labels,
  matchExpressions: group(
    { key: value, operator: { ...value, expects: { oneOf: OPERATORS } }, values: value },
    { list: true },
  ),
  '*': value,
});
