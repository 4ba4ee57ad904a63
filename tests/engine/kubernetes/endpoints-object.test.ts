import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { buildCluster } from '../../whole-engine.ts';

const PORTS = [{ name: 'amqp', port: 5672 }];
const service = (spec: object = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'broker', namespace: 'queue' },
  spec: { clusterIP: '10.96.3.3', ports: PORTS, ...spec },
});
const endpoints = (subsets: unknown, metadata: object = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata: { name: 'broker', namespace: 'queue', ...metadata },
  subsets,
});
const addresses = (...objects: readonly RawObject[]): readonly string[] =>
  ([4, 6] as const).flatMap((family) =>
    (buildCluster({ objects }).service('queue', 'broker')?.endpoints(family) ?? []).map(
      ({ ip, ready, ports }) =>
        `${ip} ${ready ? 'ready' : 'not ready'} ${ports.map(({ name, port }) => `${name}:${port}`).join(' ')}`,
    ),
  );

test('Endpoints of a Service without selector are its endpoints, the ones that are not ready too', () => {
  const given = endpoints([
    { addresses: [{ ip: '198.51.100.8' }], notReadyAddresses: [{ ip: '198.51.100.7' }], ports: PORTS },
    { addresses: [{ ip: '198.51.100.9' }], ports: [{ name: 'amqp', port: 5673 }] },
  ]);
  expect(addresses(service(), given)).toEqual([
    '198.51.100.7 not ready amqp:5672',
    '198.51.100.8 ready amqp:5672',
    '198.51.100.9 ready amqp:5673',
  ]);
});

test('with a selector they are what a controller made of it: pods decide', () => {
  expect(
    addresses(
      service({ selector: { app: 'broker' } }),
      endpoints([{ addresses: [{ ip: '198.51.100.8' }], ports: PORTS }]),
    ),
  ).toEqual([]);
});

test('those that ask not to be mirrored, and those of leader elections, are not', () => {
  const subsets = [{ addresses: [{ ip: '198.51.100.8' }], ports: PORTS }];
  const labels = { 'endpointslice.kubernetes.io/skip-mirror': 'true' };
  expect(addresses(service(), endpoints(subsets, { labels }))).toEqual([]);
  const annotations = { 'control-plane.alpha.kubernetes.io/leader': '{}' };
  expect(addresses(service(), endpoints(subsets, { annotations }))).toEqual([]);
});

test('they stand beside given slices, and what cannot be used of them is told', () => {
  const slice: RawObject = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'broker-x', namespace: 'queue', labels: { 'kubernetes.io/service-name': 'broker' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['198.51.100.5'] }],
    ports: PORTS,
  };
  const given = endpoints([{ addresses: [{ ip: 'nowhere' }, { ip: '198.51.100.8' }], ports: PORTS }]);
  expect(addresses(service(), slice, given)).toEqual(['198.51.100.5 ready amqp:5672', '198.51.100.8 ready amqp:5672']);
  const findings = buildCluster({ objects: [service(), given] }).findings.filter(
    ({ object }) => object.kind === 'Endpoints',
  );
  expect(findings).toHaveLength(1);
  expect(findings[0]?.path).toEqual(['subsets', 0, 'addresses', 0, 'ip']);
});

test('slices and Endpoints whose Service does not exist are told, and those of leader elections are not', () => {
  const slice: RawObject = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'gone-1', namespace: 'queue', labels: { 'kubernetes.io/service-name': 'gone' } },
    addressType: 'IPv4',
    endpoints: [],
    ports: PORTS,
  };
  const leader = endpoints([], { name: 'lock', annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } });
  const stray = endpoints([], { name: 'stray' });
  const found = buildCluster({ objects: [service(), endpoints([]), slice, leader, stray] }).findings.filter(
    ({ code }) => code === 'ENDPOINTS_WITHOUT_SERVICE',
  );
  expect(found.map(({ object }) => `${object.kind} ${object.name}`)).toEqual([
    'EndpointSlice gone-1',
    'Endpoints stray',
  ]);
  expect(found[0]).toMatchObject({ severity: 'info', detail: { service: { namespace: 'queue', name: 'gone' } } });
});
