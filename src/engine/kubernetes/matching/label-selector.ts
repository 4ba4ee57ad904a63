import { meetsRequirement, matchesLabels } from './node-match.ts';
import type { Labels, LabelSelector } from '../model/specs.ts';

/** True when the labels meet all of the selector. // apimachinery metav1 LabelSelectorAsSelector */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  return matchesLabels(selector.labels, labels) && selector.expressions.every((each) => meetsRequirement(each, labels));
}
