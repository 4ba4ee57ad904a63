/** metav1.Condition, as a controller would write it into status. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  /** "" where there is nothing to say. */
  readonly message: string;
}

/** A condition that is as it should be; its reason is its type unless another is given. */
export function holds(type: string, reason: string = type): Condition {
  return { type, status: 'True', reason, message: '' };
}

export function fails(type: string, reason: string, message: string): Condition {
  return { type, status: 'False', reason, message };
}

export function conditionOf(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((condition) => condition.type === type);
}
