import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { unreadGroups } from '../../../src/features/unread/unread-objects.ts';
import { OBJECTS } from '../fixture-board.ts';
import { buildCluster } from '../../whole-engine.ts';

const object = (apiVersion: string, kind: string, name: string): RawObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  spec: {},
});

test('what is not read is listed by what it can do; what cannot matter is not listed', () => {
  const objects = [
    ...OBJECTS,
    object('k8s.cni.cncf.io/v1beta1', 'MultiNetworkPolicy', 'a'),
    object('v1', 'ConfigMap', 'texts'),
    object('metallb.io/v1beta1', 'AddressPool', 'pool'),
    object('crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', 'b'),
  ];
  const groups = unreadGroups(buildCluster({ objects }));
  const names = groups.map(({ effect, objects: list }) => [effect, list.map(({ name }) => name)]);
  expect(Object.fromEntries(names)).toEqual({ policy: ['a', 'b'], 'address-pool': ['pool'] });
  expect(unreadGroups(buildCluster({ objects: OBJECTS }))).toEqual([]);
});
