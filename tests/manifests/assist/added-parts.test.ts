import { expect, test } from 'vitest';
import { withItem } from '../../../src/manifests/assist/starts.ts';
import { shapeAt, shapeOfKind } from '../../../src/manifests/checks/shape.ts';

function added(apiVersion: string, kind: string, path: readonly (string | number)[], items: readonly unknown[] = []) {
  const shape = shapeOfKind(apiVersion, kind);
  const item = shape && shapeAt(shape, [...path, 0]);
  if (item === undefined) throw new Error(`no item at ${path.join('.')}`);
  return withItem({ kind, path, namesOf: () => [] }, item, items).at(-1);
}

const POLICY = ['networking.k8s.io/v1', 'NetworkPolicy'] as const;
const NOBODY = { podSelector: { matchLabels: { app: 'nobody' } } };

test.each([
  [['spec', 'ingress'], { from: [NOBODY] }],
  [['spec', 'egress'], { to: [NOBODY] }],
  [['spec', 'ingress', 0, 'from'], NOBODY],
  [['spec', 'egress', 0, 'to'], NOBODY],
])('what is added to %j of a NetworkPolicy lets nobody through until it is written', (path, expected) => {
  expect(added(...POLICY, path)).toEqual(expected);
});

test('a path that is added to an Ingress is another one than those there are', () => {
  const add = (...paths: readonly string[]) => {
    const at = ['spec', 'rules', 0, 'http', 'paths'];
    return added(
      'networking.k8s.io/v1',
      'Ingress',
      at,
      paths.map((path) => ({ path })),
    );
  };
  expect(add()).toMatchObject({ path: '/' });
  expect(add('/')).toMatchObject({ path: '/path-2' });
  expect(add('/', '/path-2')).toMatchObject({ path: '/path-3' });
});

test('a readiness gate that is added to a pod waits for a condition of its own', () => {
  const path = ['spec', 'readinessGates'];
  const first = added('v1', 'Pod', path);
  expect(first).toEqual({ conditionType: 'example.com/ready' });
  expect(added('v1', 'Pod', path, [first])).toEqual({ conditionType: 'example.com/ready-2' });
});
