import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { StoredObject } from '../../../../src/engine/kubernetes/cluster/object-store.ts';
import { ENGINE } from '../../../whole-engine.ts';

// Who asks which objects of a kind pass a test is told of a cluster after an edit as of one built anew, and the test is put to no
// object that stayed: else a question that every walk asks would cost what there is of a kind, with each edit.

const service = (name: string, type: string): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { type, ports: [{ port: 80 }] },
});

const isBalanced = ({ raw: { spec } }: StoredObject): boolean =>
  (spec as { readonly type?: string }).type === 'LoadBalancer';

const named = (objects: readonly StoredObject[]): readonly string[] => objects.map(({ ref }) => ref.name);

const types = fc.constantFrom('ClusterIP', 'LoadBalancer');
const edits = fc.array(
  fc.record({ way: fc.constantFrom('exchange', 'add', 'remove'), at: fc.nat(), type: types, other: fc.nat() }),
  { minLength: 1, maxLength: 3 },
);

test('those that pass a test, after edits one by one: as of a cluster built anew', () => {
  fc.assert(
    fc.property(fc.array(types, { minLength: 1, maxLength: 6 }), edits, (first, steps) => {
      let objects = first.map((type, at) => service(`web-${at}`, type));
      let cluster = ENGINE.buildCluster({ objects });
      let count = objects.length;
      for (const { way, at, type, other } of steps) {
        const place = at % (objects.length + 1);
        expect(named(cluster.few('Service', isBalanced))).toEqual(named(cluster.ofKind('Service').filter(isBalanced)));
        if (way === 'add') objects = objects.toSpliced(place, 0, service(`web-${count++}`, type));
        if (way === 'remove') objects = objects.toSpliced(place, 1);
        if (way === 'exchange' && objects[place] !== undefined) {
          const { name } = objects[place].metadata;
          // Now and then a second object changes with it.
          const second = objects[other % objects.length] as RawObject;
          objects = objects
            .map((each) => (each === second ? { ...each, metadata: { ...each.metadata, labels: {} } } : each))
            .with(place, service(name, type));
        }
        cluster = ENGINE.buildCluster({ objects, previous: cluster });
        const anew = ENGINE.buildCluster({ objects });
        expect(named(cluster.few('Service', isBalanced))).toEqual(named(anew.few('Service', isBalanced)));
      }
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['exchanged', (all: readonly RawObject[]) => all.with(7, service('web-7', 'NodePort')), 1],
  ['exchanged and passing', (all: readonly RawObject[]) => all.with(3, service('web-3', 'LoadBalancer')), 1],
  ['added', (all: readonly RawObject[]) => [...all, service('more', 'ClusterIP')], 1],
  ['removed', (all: readonly RawObject[]) => all.toSpliced(7, 1), 0],
])('one of many Services is %s: the test is put to it alone', (_what, edit, most) => {
  const objects = Array.from({ length: 200 }, (_, at) => service(`web-${at}`, at === 3 ? 'LoadBalancer' : 'ClusterIP'));
  let asked = 0;
  const isAsked = (object: StoredObject): boolean => {
    asked += 1;
    return isBalanced(object);
  };
  const before = ENGINE.buildCluster({ objects });
  expect(named(before.few('Service', isAsked))).toEqual(['web-3']);
  expect(asked).toBe(objects.length);
  const after = ENGINE.buildCluster({ objects: edit(objects), previous: before });
  expect(named(after.few('Service', isAsked))).toEqual(['web-3']);
  expect(asked - objects.length).toBeLessThanOrEqual(most);
});
