import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { computeReach } from '../../src/engine/routing/reach/compute-reach.ts';
import { shareObjects } from '../../src/scenario/link/share-objects.ts';
import { world } from '../engine/routing/reach/policy-world.ts';
import { buildCluster } from '../whole-engine.ts';

const lines = (objects: readonly RawObject[]) =>
  computeReach(buildCluster({ objects }), { ipBlocks: 'addresses' }).lines();

test('what a link leaves out of policies changes nothing', () => {
  fc.assert(
    fc.property(world, (objects) => {
      expect(lines(shareObjects(objects))).toEqual(lines(objects));
    }),
    { numRuns: 200 },
  );
});

test('a policy that allows nothing out stays one', () => {
  const spec = { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] };
  const policy: RawObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny', namespace: 'shop' },
    spec,
  };
  expect(shareObjects([policy])[0]?.['spec']).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
});

test('the key of an OpenShift Route and the variables of a ReplicationController stay at home', () => {
  const objects: readonly RawObject[] = [
    {
      apiVersion: 'route.openshift.io/v1',
      kind: 'Route',
      metadata: { name: 'r', namespace: 'shop' },
      spec: { host: 'a.example', to: { kind: 'Service', name: 'web' }, tls: { termination: 'edge', key: 'PRIVATE' } },
    },
    {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      metadata: { name: 'c', namespace: 'shop' },
      spec: {
        selector: { app: 'c' },
        template: {
          metadata: { labels: { app: 'c' } },
          spec: { containers: [{ name: 'c', image: 'c', env: [{ name: 'TOKEN', value: 'PRIVATE' }] }] },
        },
      },
    },
  ];
  const text = JSON.stringify(shareObjects(objects));
  expect(text).not.toContain('PRIVATE');
  expect(text).toContain('a.example');
});
