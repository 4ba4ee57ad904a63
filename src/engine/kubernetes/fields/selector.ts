import { group, labels, value } from './field.ts';

/** A metav1.LabelSelector, with what people write beside its two fields: a finding names it. */
export const SELECTOR = group({
  matchLabels: labels,
  matchExpressions: group({ key: value, operator: value, values: value }),
  '*': value,
});
