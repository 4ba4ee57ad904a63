import { expect, test } from 'vitest';
import { closedGates } from '../../../src/engine/kubernetes/pods/closed-gates.ts';

const gated = (...conditions: readonly (readonly [type: string, status: string])[]) =>
  closedGates({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { readinessGates: [{ conditionType: 'a.example/x' }, { conditionType: 'b.example/y' }] },
    status: { conditions: conditions.map(([type, status]) => ({ type, status })) },
  });

test('a gate that is stated not to be true is named; where none is, all are', () => {
  expect(gated(['Ready', 'False'], ['a.example/x', 'True'], ['b.example/y', 'False'])).toEqual(['b.example/y']);
  expect(gated(['Ready', 'False'], ['ContainersReady', 'True'])).toEqual(['a.example/x', 'b.example/y']);
});

test('while containers are not ready, no gate is blamed', () => {
  expect(gated(['Ready', 'False'], ['ContainersReady', 'False'], ['b.example/y', 'False'])).toEqual([]);
});
