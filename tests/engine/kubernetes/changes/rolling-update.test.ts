import { describe, expect, it } from 'vitest';
import {
  nextRolloutStep,
  resolveFenceposts,
  strategyOf,
} from '../../../../src/engine/kubernetes/changes/rolling-update.ts';

describe('maxSurge and maxUnavailable', () => {
  it.each([
    // maxSurge, maxUnavailable, replicas, pods more, pods less
    ['25%', '25%', 10, 3, 2],
    ['25%', '25%', 4, 1, 1],
    ['25%', '25%', 3, 1, 0],
    ['25%', '25%', 1, 1, 0],
    ['0%', '10%', 3, 0, 1],
    [0, 0, 5, 0, 1],
    [2, 1, 5, 2, 1],
    ['100%', 0, 3, 3, 0],
    [1, '50%', 5, 1, 2],
  ])(
    '%s and %s of %i replicas are %i more and %i less',
    (...[surge, unavailable, replicas, maxSurge, maxUnavailable]) => {
      expect(resolveFenceposts(surge, unavailable, replicas)).toEqual({ maxSurge, maxUnavailable });
    },
  );

  it('are a quarter each when the Deployment says nothing', () => {
    expect(strategyOf(undefined, 4)).toEqual({ type: 'RollingUpdate', maxSurge: 1, maxUnavailable: 1 });
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } };
    expect(strategyOf({ ...object, spec: { strategy: { type: 'Recreate' } } }, 4)).toEqual({ type: 'Recreate' });
  });
});

describe('one pass of the Deployment controller', () => {
  it.each([
    // replicas, surge, missing; new desired/available; old desired/available; then: new, old
    { replicas: 3, maxSurge: 1, maxUnavailable: 0, current: [0, 0], old: [3, 3], to: [1, 3] },
    { replicas: 3, maxSurge: 1, maxUnavailable: 0, current: [1, 0], old: [3, 3], to: [1, 3] },
    { replicas: 3, maxSurge: 1, maxUnavailable: 0, current: [1, 1], old: [3, 3], to: [1, 2] },
    { replicas: 3, maxSurge: 1, maxUnavailable: 0, current: [1, 1], old: [2, 2], to: [2, 2] },
    { replicas: 3, maxSurge: 1, maxUnavailable: 0, current: [3, 3], old: [1, 1], to: [3, 0] },
    { replicas: 4, maxSurge: 0, maxUnavailable: 1, current: [0, 0], old: [4, 4], to: [0, 3] },
    { replicas: 4, maxSurge: 0, maxUnavailable: 1, current: [0, 0], old: [3, 3], to: [1, 3] },
    { replicas: 10, maxSurge: 3, maxUnavailable: 2, current: [0, 0], old: [10, 10], to: [3, 10] },
    { replicas: 10, maxSurge: 3, maxUnavailable: 2, current: [3, 0], old: [10, 10], to: [3, 8] },
    // Old pods that are not ready go first, even though nothing else may go.
    { replicas: 3, maxSurge: 1, maxUnavailable: 0, current: [1, 1], old: [3, 2], to: [1, 2] },
    // Scaled down while rolling out.
    { replicas: 2, maxSurge: 1, maxUnavailable: 0, current: [3, 3], old: [0, 0], to: [2, 0] },
  ])('of $replicas, +$maxSurge −$maxUnavailable, new $current, old $old: $to', ({ current, old, to, ...rest }) => {
    const count = ([desired = 0, available = 0]: readonly number[]) => ({ desired, available });
    const step = nextRolloutStep({ ...rest, current: count(current), old: [count(old)] });
    expect([step.current, step.old[0]]).toEqual(to);
  });
});
