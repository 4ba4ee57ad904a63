import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { buildCluster, formatNodeRuleset } from '../../whole-engine.ts';
import { node, pod, service, slice } from '../kubernetes/objects.ts';

// What kube-proxy makes of EndpointSlices, told by the rules of a node.

const NODES = ['n1', 'n2'].map((name, at) =>
  node(name, { address: `192.168.0.${at + 2}`, spec: { podCIDR: `10.244.${at}.0/24` } }),
);
const TCP = [{ name: 'p', port: 8080, protocol: 'TCP' }];
const NO_SELECTOR = { selector: null, clusterIP: '10.96.0.50', ports: [{ name: 'p', port: 80 }] };
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';

function labelled(object: RawObject, labels: object, name = object.metadata?.name): RawObject {
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, name, labels: { ...metadata?.['labels'], ...labels } } } as RawObject;
}

/** Where the rules of a node translate to. */
function translations(objects: readonly RawObject[], name = 'n1', family: 4 | 6 = 4): readonly string[] {
  const text = formatNodeRuleset(buildCluster({ objects: [...NODES, ...objects] }), name, family);
  return [...text.matchAll(/--to-destination (\S+)/g)].map(([, to]) => to ?? '').toSorted();
}

test('an endpoint’s port is that of a Service port by name and protocol', () => {
  const udp = service('s', { ...NO_SELECTOR, ports: [{ name: 'p', port: 80, protocol: 'UDP' }] });
  expect(translations([udp, slice('s', [{ addresses: ['10.244.0.5'] }], TCP)])).toEqual([]);
  expect(translations([udp, slice('s', [{ addresses: ['10.244.0.5'] }], [{ ...TCP[0], protocol: 'UDP' }])])).toEqual([
    '10.244.0.5:8080',
  ]);
  const both = service('s', {
    ...NO_SELECTOR,
    ports: [
      { name: 'p', port: 53, protocol: 'UDP' },
      { name: 'p-tcp', port: 53, protocol: 'TCP' },
    ],
  });
  const ports = [
    { name: 'p', port: 1053, protocol: 'UDP' },
    { name: 'p-tcp', port: 2053, protocol: 'TCP' },
  ];
  expect(translations([both, slice('s', [{ addresses: ['10.244.0.5'] }], ports)])).toEqual([
    '10.244.0.5:1053',
    '10.244.0.5:2053',
  ]);
});

describe.each(['service.kubernetes.io/headless', 'service.kubernetes.io/service-proxy-name'])('label %s', (label) => {
  const one = slice('s', [{ addresses: ['10.244.0.5'] }], TCP);

  test('a Service that has it is not served, whatever its value', () => {
    expect(translations([service('s', NO_SELECTOR), one])).toHaveLength(1);
    expect(translations([labelled(service('s', NO_SELECTOR), { [label]: '' }), one])).toEqual([]);
  });

  test('an EndpointSlice that has it is not seen, but by DNS', () => {
    const objects = [service('s', NO_SELECTOR), labelled(one, { [label]: 'mesh' })];
    expect(translations(objects)).toEqual([]);
    expect(buildCluster({ objects }).service('default', 's')?.endpoints(4)).toHaveLength(1);
    const text = formatNodeRuleset(buildCluster({ objects: [...NODES, ...objects] }), 'n1', 4);
    expect(text).toContain('s:p has no endpoints');
  });

  test('so has the slice that is mirrored from Endpoints with it', () => {
    const endpoints: RawObject = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 's', namespace: 'default' },
      subsets: [{ addresses: [{ ip: '10.244.0.5' }], ports: [{ name: 'p', port: 8080 }] }],
    } as RawObject;
    expect(translations([service('s', NO_SELECTOR), endpoints])).toEqual(['10.244.0.5:8080']);
    expect(translations([service('s', NO_SELECTOR), labelled(endpoints, { [label]: '' })])).toEqual([]);
  });
});

describe('conditions', () => {
  const with_ = (conditions: object) =>
    translations([service('s', NO_SELECTOR), slice('s', [{ addresses: ['10.244.0.5'], conditions }], TCP)]);

  test('without serving an endpoint serves: one that terminates is the last resort', () => {
    expect(with_({ ready: false, terminating: true })).toEqual(['10.244.0.5:8080']);
    expect(with_({ ready: false, serving: false, terminating: true })).toEqual([]);
    expect(with_({ ready: false })).toEqual([]);
  });
});

describe('loadBalancerSourceRanges', () => {
  const balanced = (loadBalancerSourceRanges: readonly string[]) =>
    formatNodeRuleset(
      buildCluster({
        objects: [
          ...NODES,
          service(
            's',
            { ...NO_SELECTOR, type: 'LoadBalancer', loadBalancerSourceRanges },
            { loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } },
          ),
          slice('s', [{ addresses: ['10.244.0.5'] }], TCP),
        ],
      }),
      'n1',
      4,
    );

  test('where everybody may come there is no filter', () => {
    expect(balanced(['198.51.100.0/24'])).toContain('KUBE-FW-');
    expect(balanced(['198.51.100.0/24', '0.0.0.0/0'])).not.toContain('KUBE-FW-');
    expect(balanced(['198.51.100.0/24', '::/0'])).toContain('KUBE-FW-');
  });
});

describe('a Service with a selector', () => {
  const mine = pod('s', { status: { podIP: '10.244.0.7' }, spec: { nodeName: 'n1', containers: [{ name: 'c' }] } });
  const own = service('s', { clusterIP: '10.96.0.50', ports: [{ name: 'p', port: 80, targetPort: 8080 }] });
  const other = (manager: string) =>
    labelled(slice('s', [{ addresses: ['198.51.100.7'] }], TCP), { [MANAGED_BY]: manager });

  test('has its pods and what somebody else adds', () => {
    expect(translations([mine, own, other('staff')])).toEqual(['10.244.0.7:8080', '198.51.100.7:8080']);
  });

  test('has what the controller wrote, and no more of its pods', () => {
    const written = other('endpointslice-controller.k8s.io');
    expect(translations([mine, own, written])).toEqual(['198.51.100.7:8080']);
    const added = labelled(slice('s', [{ addresses: ['198.51.100.8'] }], TCP), { [MANAGED_BY]: 'staff' }, 's-2');
    expect(translations([mine, own, written, added])).toEqual(['198.51.100.7:8080', '198.51.100.8:8080']);
  });

  test('one that nobody manages is believed to be the controller’s', () => {
    expect(translations([mine, own, slice('s', [{ addresses: ['198.51.100.7'] }], TCP)])).toEqual([
      '198.51.100.7:8080',
    ]);
  });
});

describe('an address in two slices', () => {
  const local = { ...NO_SELECTOR, internalTrafficPolicy: 'Local' };
  const on = (name: string, nodeName: string, conditions: object = {}) =>
    labelled(slice('s', [{ addresses: ['10.244.0.5'], nodeName, conditions }], TCP), {}, name);

  test('is one endpoint, and on each node that of the slice that names the node', () => {
    const objects = [service('s', local), on('a', 'n1'), on('b', 'n2')];
    expect(translations(objects, 'n1')).toEqual(['10.244.0.5:8080']);
    expect(translations(objects, 'n2')).toEqual(['10.244.0.5:8080']);
    expect(buildCluster({ objects }).service('default', 's')?.endpoints(4)).toHaveLength(1);
    expect(translations([service('s', local), on('a', 'n1')], 'n2')).toEqual([]);
  });

  test('each node sees the conditions of its own', () => {
    const objects = [service('s', NO_SELECTOR), on('a', 'n1', { ready: false }), on('b', 'n2')];
    expect(translations(objects, 'n1')).toEqual([]);
    expect(translations(objects, 'n2')).toEqual(['10.244.0.5:8080']);
  });
});

test('an EndpointSlice of names is read and used by nobody', () => {
  const named = { ...slice('s', [{ addresses: ['db.example.com'] }], TCP), addressType: 'FQDN' };
  const cluster = buildCluster({ objects: [...NODES, service('s', NO_SELECTOR), named] });
  expect(cluster.findings.filter(({ object }) => object.kind === 'EndpointSlice')).toEqual([]);
  expect(translations([service('s', NO_SELECTOR), named])).toEqual([]);
});

test('of a subset at most 1000 addresses are mirrored, the ready ones first', () => {
  const many = Array.from({ length: 1001 }, (_, at) => ({ ip: `10.1.${at >> 8}.${at & 255}` }));
  const endpoints: RawObject = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 's', namespace: 'default' },
    subsets: [
      { addresses: many.slice(0, 999), notReadyAddresses: many.slice(999), ports: [{ name: 'p', port: 8080 }] },
      { addresses: [{ ip: '198.51.100.8' }], ports: [{ name: 'p', port: 8081 }] },
    ],
  } as RawObject;
  const found = buildCluster({ objects: [service('s', NO_SELECTOR), endpoints] })
    .service('default', 's')
    ?.endpoints(4);
  expect(found).toHaveLength(1001);
  expect(found?.filter(({ ready }) => !ready)).toHaveLength(1);
});

test('hints for nodes count since 1.34, hints for zones always', () => {
  const hinted = (last: number, node_: string) => ({
    addresses: [`10.244.0.${last}`],
    nodeName: node_,
    hints: { forNodes: [{ name: node_ }], forZones: [{ name: 'a' }] },
  });
  const zoned = NODES.map((each) => labelled(each, { 'topology.kubernetes.io/zone': 'a' }));
  const objects = [...zoned, service('s', NO_SELECTOR), slice('s', [hinted(5, 'n1'), hinted(6, 'n2')], TCP)];
  const under = (kubernetesVersion: '1.33' | '1.34') => {
    const text = formatNodeRuleset(buildCluster({ objects, overrides: { kubernetesVersion } }), 'n1', 4);
    return [...text.matchAll(/--to-destination (\S+)/g)].map(([, to]) => to ?? '').toSorted();
  };
  expect(under('1.34')).toEqual(['10.244.0.5:8080']);
  expect(under('1.33')).toEqual(['10.244.0.5:8080', '10.244.0.6:8080']);
});
