import { createCursor, field, fieldAt, readText } from '../model/reader.ts';
import type { RawObject } from '../model/object.ts';

/** How a Deployment replaces its pods. */
export type RolloutStrategy =
  | { readonly type: 'Recreate' }
  | { readonly type: 'RollingUpdate'; readonly maxSurge: number; readonly maxUnavailable: number };

/** `spec.strategy` of a Deployment with that many replicas; a Deployment that was not given has the defaults. */
export function strategyOf(deployment: RawObject | undefined, replicas: number): RolloutStrategy {
  const strategy = fieldAt(createCursor(deployment, []), 'spec', 'strategy');
  if (readText(field(strategy, 'type')) === 'Recreate') return { type: 'Recreate' };
  const { value: surge } = fieldAt(strategy, 'rollingUpdate', 'maxSurge');
  const { value: unavailable } = fieldAt(strategy, 'rollingUpdate', 'maxUnavailable');
  return { type: 'RollingUpdate', ...resolveFenceposts(surge ?? '25%', unavailable ?? '25%', replicas) };
}

/**
 * Percentages of the replicas: the surge is rounded up, what may be missing down; when both come to nothing, one pod may be
 * missing. // pkg/controller/deployment/util/deployment_util.go ResolveFenceposts
 */
export function resolveFenceposts(
  maxSurge: unknown,
  maxUnavailable: unknown,
  replicas: number,
): { readonly maxSurge: number; readonly maxUnavailable: number } {
  const surge = scaled(maxSurge, replicas, Math.ceil);
  const unavailable = scaled(maxUnavailable, replicas, Math.floor);
  return { maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

function scaled(value: unknown, replicas: number, round: (share: number) => number): number {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : 0;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? 0 : round((Number(percent) * replicas) / 100);
}

/** A ReplicaSet as the Deployment controller sees it. */
export interface ReplicaCount {
  /** spec.replicas */
  readonly desired: number;
  /** Pods that have been ready for minReadySeconds. */
  readonly available: number;
}

export interface RolloutState {
  readonly replicas: number;
  readonly maxSurge: number;
  readonly maxUnavailable: number;
  readonly current: ReplicaCount;
  /** Oldest first. */
  readonly old: readonly ReplicaCount[];
}

/** What the ReplicaSets are to have next. */
export interface RolloutStep {
  readonly current: number;
  /** In the order of the state's. */
  readonly old: readonly number[];
}

/**
 * One pass of the Deployment controller in a rolling update: it scales the new ReplicaSet up, or if there is no room the old
 * ones down, never below what must be available. // pkg/controller/deployment/rolling.go
 */
export function nextRolloutStep(state: RolloutState): RolloutStep {
  const { replicas, current, old } = state;
  const unchanged = { current: current.desired, old: old.map(({ desired }) => desired) };
  if (current.desired > replicas) return { ...unchanged, current: replicas };
  const total = current.desired + sum(unchanged.old);
  const room = Math.min(replicas + state.maxSurge - total, replicas - current.desired);
  if (room > 0) return { ...unchanged, current: current.desired + room };
  return { ...unchanged, old: scaleDownOld(state, total) };
}

function scaleDownOld({ replicas, maxUnavailable, current, old }: RolloutState, total: number): readonly number[] {
  const minAvailable = replicas - maxUnavailable;
  let spare = total - minAvailable - (current.desired - current.available);
  if (spare <= 0) return old.map(({ desired }) => desired);
  // Those that are not available go first; it costs nothing.
  const healthy = old.map(({ desired, available }) => {
    const removed = Math.min(spare, Math.max(desired - available, 0));
    spare -= removed;
    return desired - removed;
  });
  let surplus = current.available + sum(old.map(({ available }) => available)) - minAvailable;
  return healthy.map((desired) => {
    const removed = Math.max(Math.min(desired, surplus), 0);
    surplus -= removed;
    return desired - removed;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
