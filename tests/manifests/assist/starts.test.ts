import { expect, test } from 'vitest';
import { withItem } from '../../../src/manifests/assist/starts.ts';
import { type Shape, shapeOfKind } from '../../../src/manifests/checks/shape.ts';

const BACKENDS = ['spec', 'rules', 0, 'backendRefs'] as const;

function itemOf(apiVersion: string, kind: string, path: readonly (string | number)[]): Shape {
  let shape = shapeOfKind(apiVersion, kind);
  for (const step of path)
    shape =
      shape?.is === 'mapping' ? shape.fields.get(String(step))?.() : shape?.is === 'list' ? shape.item : undefined;
  if (shape?.is !== 'list') throw new Error('no list');
  return shape.item;
}

const item = itemOf('gateway.networking.k8s.io/v1', 'HTTPRoute', BACKENDS);
function backends(count: number, services: readonly string[]): readonly unknown[] {
  const place = { kind: 'HTTPRoute', path: BACKENDS, namesOf: (kind: string) => (kind === 'Service' ? services : []) };
  let items: readonly unknown[] = [];
  for (let added = 0; added < count; added += 1) items = withItem(place, item, items);
  return items;
}

test('what names something names another one of the board with each item, and nothing that is not there', () => {
  expect(backends(2, ['cart', 'web'])).toEqual([
    { name: 'cart', port: 80 },
    { name: 'web', port: 80 },
  ]);
  // There is no third one: it is the reader's to say which is meant.
  expect(backends(3, ['cart', 'web']).at(-1)).toEqual({ name: 'cart', port: 80 });
});

test('what is called something has a name of its own', () => {
  const ports = itemOf('v1', 'Service', ['spec', 'ports']);
  const place = { kind: 'Service', path: ['spec', 'ports'], namesOf: () => [] };
  expect(withItem(place, ports, withItem(place, ports, []))).toEqual([
    { name: 'http', port: 80 },
    { name: 'http-2', port: 81 },
  ]);
});
