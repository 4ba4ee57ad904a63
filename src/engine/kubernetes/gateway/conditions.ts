import type { ConditionDetail } from '../model/gateway-details.ts';

/** metav1.Condition, as a controller would write it into status. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  /** What its message says; absent: nothing. */
  readonly detail?: ConditionDetail;
}

/** A condition that is as it should be; its reason is its type unless another is given. */
export function holds(type: string, reason: string = type): Condition {
  return { type, status: 'True', reason };
}

export function fails(type: string, reason: string, detail: ConditionDetail): Condition {
  return { type, status: 'False', reason, detail };
}

export function conditionOf(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((condition) => condition.type === type);
}
