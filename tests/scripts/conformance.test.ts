import { describe, expect, test } from 'vitest';
import { findRegressions, parseScores, raiseFloor } from '../../scripts/conformance.mjs';

const output = ['kubeproxy-flows: 120/186', '  some-case: 1 differs', 'apps: 9/9', '129 passed, 66 failed'].join('\n');
const scores = parseScores(output);

describe('conformance floor', () => {
  test('reads a score per suite and nothing else', () => {
    expect([...scores]).toEqual([
      ['kubeproxy-flows', { passed: 120, total: 186 }],
      ['apps', { passed: 9, total: 9 }],
    ]);
  });

  test('a suite at its floor passes, below it is named', () => {
    expect(findRegressions(scores, { apps: 9, 'kubeproxy-flows': 120 })).toEqual([]);
    expect(findRegressions(scores, { apps: 9, 'kubeproxy-flows': 121 })).toEqual([
      'kubeproxy-flows: 120 passed, its floor is 121',
    ]);
  });

  test('a suite that did not report is below any floor', () => {
    expect(findRegressions(scores, { dns: 1 })).toEqual(['dns: 0 passed, its floor is 1']);
  });

  test('raising never lowers', () => {
    expect(raiseFloor(scores, { apps: 3, 'kubeproxy-flows': 150 })).toEqual({ apps: 9, 'kubeproxy-flows': 150 });
  });
});
