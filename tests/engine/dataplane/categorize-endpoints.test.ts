import { describe, expect, test } from 'vitest';
import { categorizeEndpoints } from '../../../src/engine/dataplane/proxy/ports/categorize-endpoints.ts';
import { proxyServicePorts } from '../../../src/engine/dataplane/proxy/ports/service-port.ts';
import { service, type EndpointInput, type ServiceInput } from './fixture-cluster.ts';

const at = (last: number, more: Partial<EndpointInput> = {}): EndpointInput => ({
  ip: `10.244.0.${last}`,
  ports: { '': 80 },
  nodeName: 'n1',
  ...more,
});
const terminating = { ready: false, serving: true, terminating: true };
const gone = { ready: false, serving: false };

function categories(endpoints: readonly EndpointInput[], more: Partial<ServiceInput> = {}) {
  const [port] = proxyServicePorts(
    service('web', { clusterIPs: ['10.96.0.1'], ports: [{ port: 80 }], endpoints, ...more }),
    4,
  );
  if (port === undefined) throw new Error('no port');
  const { cluster, local, reachable, hasAny } = categorizeEndpoints(port, { name: 'n1', zone: 'a' });
  const last = (list: typeof cluster) => list.map(({ target }) => Number(target.ip.split('.')[3]));
  return { cluster: last(cluster), local: last(local), reachable: last(reachable), hasAny };
}

const INTERNAL_LOCAL = { internalTrafficPolicy: 'Local' } as const;
const EXTERNAL_LOCAL = {
  type: 'NodePort',
  externalTrafficPolicy: 'Local',
  ports: [{ port: 80, nodePort: 30000 }],
} as const;

describe('which endpoints a node may use', () => {
  test.each([
    ['none at all', [], {}, { cluster: [], local: [], reachable: [], hasAny: false }],
    ['ready ones', [at(1), at(2, gone)], {}, { cluster: [1], local: [], reachable: [1], hasAny: true }],
    [
      'terminating ones only when none is ready',
      [at(1, terminating), at(2, gone)],
      {},
      { cluster: [1], local: [], reachable: [1], hasAny: true },
    ],
    [
      'no terminating one beside a ready one',
      [at(1, terminating), at(2)],
      {},
      { cluster: [2], local: [], reachable: [2], hasAny: true },
    ],
    [
      'internal Local: those here',
      [at(1), at(2, { nodeName: 'n2' })],
      INTERNAL_LOCAL,
      { cluster: [], local: [1], reachable: [1], hasAny: true },
    ],
    [
      'internal Local, none here',
      [at(2, { nodeName: 'n2' })],
      INTERNAL_LOCAL,
      { cluster: [], local: [], reachable: [], hasAny: true },
    ],
    [
      'external Local: both lists',
      [at(1), at(2, { nodeName: 'n2' })],
      EXTERNAL_LOCAL,
      { cluster: [1, 2], local: [1], reachable: [1, 2], hasAny: true },
    ],
    [
      'external Local: a terminating one here, a ready one there',
      [at(1, terminating), at(2, { nodeName: 'n2' })],
      EXTERNAL_LOCAL,
      { cluster: [2], local: [1], reachable: [1, 2], hasAny: true },
    ],
    [
      'zone hints',
      [at(1, { forZones: ['b'] }), at(2, { forZones: ['a'] })],
      {},
      { cluster: [2], local: [], reachable: [2], hasAny: true },
    ],
    [
      'zone hints that one lacks',
      [at(1), at(2, { forZones: ['a'] })],
      {},
      { cluster: [1, 2], local: [], reachable: [1, 2], hasAny: true },
    ],
    [
      'zone hints for other zones only',
      [at(1, { forZones: ['b'] })],
      {},
      { cluster: [1], local: [], reachable: [1], hasAny: true },
    ],
    [
      'node hints before zone hints',
      [at(1, { forNodes: ['n1'], forZones: ['b'] }), at(2, { forNodes: ['n2'], forZones: ['a'] })],
      {},
      { cluster: [1], local: [], reachable: [1], hasAny: true },
    ],
  ] as const)('%s', (_name, endpoints, more, expected) => {
    expect(categories(endpoints, more)).toEqual(expected);
  });
});
