import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { shareDocument } from '../../src/scenario/link/share-scenario.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { service } from '../engine/kubernetes/objects.ts';
import { buildCluster } from '../whole-engine.ts';

const STORED = { uid: '0a7c', resourceVersion: '4711' };
const PORT = { port: 80, targetPort: 8080 };
const RANGES = {
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  kind: 'ClusterConfiguration',
  metadata: { name: '' },
  networking: { serviceSubnet: '10.96.0.0/16' },
};

function stored(spec: object, name = 's'): RawObject {
  const written = service(name, spec as never);
  return { ...written, metadata: { ...written.metadata, ...STORED } } as RawObject;
}

const share = (objects: readonly RawObject[]): readonly RawObject[] =>
  shareDocument({ ...EMPTY_DOCUMENT, objects }).objects;
const codes = (objects: readonly RawObject[]): readonly string[] =>
  buildCluster({ objects, overrides: {} }).findings.map(({ code }) => code);

describe('that the API server has stored a Service', () => {
  test.each([
    ['with a node port of another range', stored({ type: 'NodePort', ports: [{ ...PORT, nodePort: 8080 }] })],
    ['with an address out of the range', stored({ clusterIP: '172.30.0.1', ports: [PORT] })],
    ['of a family that is not stated', stored({ clusterIP: 'None', ipFamilies: ['IPv6'], ports: [PORT] })],
    ['with a digit first', stored({ ports: [PORT] }, '1st')],
  ])('enters a link where it would be refused otherwise: %s', (_name, object) => {
    const shared = share([RANGES, object]);
    expect(codes([RANGES, object])).not.toContain('SERVICE_REFUSED');
    expect(codes(shared)).not.toContain('SERVICE_REFUSED');
    expect(shared[1]?.metadata).toMatchObject({ uid: '***', resourceVersion: '***' });
    expect(share(shared)).toEqual(shared);
  });

  test('stays out of a link where it would be taken all the same', () => {
    const [, shared] = share([RANGES, stored({ clusterIP: '10.96.0.7', ports: [PORT] })]);
    expect(shared?.metadata).toEqual({ name: 's', namespace: 'default' });
  });
});

test.each([
  ['a policy for access from outside without one', { externalTrafficPolicy: 'Cluster' }],
  ['a policy of one family for several', { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] }],
])('what is refused is so in a link, though it would go without saying elsewhere: %s', (_name, spec) => {
  const object = service('s', spec);
  expect(codes([object])).toContain('SERVICE_REFUSED');
  expect(codes(share([object]))).toContain('SERVICE_REFUSED');
});
