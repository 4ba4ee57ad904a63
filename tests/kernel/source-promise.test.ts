import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { LabFlow } from './flows.ts';
import { findBrokenSources } from './source-promise.ts';
import { proxyConfiguration, TWO_NODES } from './two-nodes.ts';
import { buildCluster } from '../whole-engine.ts';

interface Around {
  readonly policy?: 'Cluster' | 'Local';
  readonly proxy?: object;
  readonly hostNetwork?: boolean;
  readonly more?: readonly RawObject[];
}

const pod = (name: string, node: number, host = 2, hostNetwork = false): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: name } },
  spec: {
    nodeName: `n${node}`,
    hostNetwork,
    containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 8080, protocol: 'TCP' }] }],
  },
  status: hostNetwork ? {} : { podIP: `10.244.${node}.${host}`, podIPs: [{ ip: `10.244.${node}.${host}` }] },
});

/** shop/web on n2 (10.244.2.2), shop/cart on n1 (10.244.1.2), a Service web at 10.96.0.9 with NodePort 30080. */
const cluster = ({ policy = 'Cluster', proxy = {}, hostNetwork = false, more = [] }: Around) =>
  buildCluster({
    objects: [
      proxyConfiguration(proxy),
      ...TWO_NODES,
      pod('cart', 1),
      pod('web', 2, 2, hostNetwork),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'shop' },
        spec: {
          type: 'NodePort',
          clusterIP: '10.96.0.9',
          externalTrafficPolicy: policy,
          externalIPs: ['192.0.2.20'],
          selector: { app: 'web' },
          ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30_080 }],
        },
      },
      ...more,
    ],
  });

const FROM: Readonly<Record<string, LabFlow['from']>> = {
  'pod/shop/cart': { pod: 'shop/cart' },
  'pod/shop/web': { pod: 'shop/web' },
  'node/n1': { node: 'n1' },
  'ip/198.51.100.100@n2': { ip: '198.51.100.100', enters: 'n2' },
  internet: { internet: true },
};
const TO: Readonly<Record<string, string>> = {
  clusterIP: '10.96.0.9:80',
  nodePort: '192.168.10.12:30080',
  externalIP: '192.0.2.20:80',
  pod: '10.244.2.2:8080',
};

/** Whether shop/web may see the address. */
function maySee(source: string, to: string, seen: string, around: Around = {}): boolean {
  const flow: LabFlow = {
    source,
    from: FROM[source] ?? { internet: true },
    to: `tcp://${TO[to] ?? ''}`,
    target: to === 'pod' ? 'pod' : `${to} TCP`,
    affinity: false,
    ...(to === 'pod' ? {} : { service: { namespace: 'shop', name: 'web', port: 'http' } }),
  };
  return findBrokenSources(cluster(around), flow, [`accepted pod/shop/web ${seen} at 10.244.2.2:8080`]).length === 0;
}

const CART = '10.244.1.2';
const WEB = '10.244.2.2';
const N1 = '192.168.10.11';
const BRIDGE1 = '10.244.1.1';
const N2 = '192.168.10.12';
const BRIDGE2 = '10.244.2.1';
const CLIENT = '198.51.100.100';
const FAR = '198.51.100.10';
const ALL = [CART, WEB, N1, BRIDGE1, N2, BRIDGE2, CLIENT, FAR];

const SAME_EXTERNAL_IP: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'other', namespace: 'shop' },
  spec: { clusterIP: '10.96.0.10', externalIPs: ['192.0.2.20'], selector: { app: 'web' }, ports: [{ port: 80 }] },
};

describe('the second opinion on the address an endpoint sees', () => {
  const cases: readonly (readonly [string, string, string, readonly string[], Around?])[] = [
    ['a pod keeps its own', 'pod/shop/cart', 'pod', [CART]],
    ['a node has its own', 'node/n1', 'pod', [N1, BRIDGE1]],
    ['to a clusterIP a pod keeps its own', 'pod/shop/cart', 'clusterIP', [CART]],
    [
      'unless everything is masqueraded',
      'pod/shop/cart',
      'clusterIP',
      [N1, BRIDGE1],
      { proxy: { iptables: { masqueradeAll: true } } },
    ],
    [
      'or it is not taken for a pod',
      'pod/shop/cart',
      'clusterIP',
      [N1, BRIDGE1],
      { proxy: { clusterCIDR: '10.9.0.0/16' } },
    ],
    ['or it reaches itself', 'pod/shop/web', 'clusterIP', [N2, BRIDGE2]],
    ['a node at a clusterIP', 'node/n1', 'clusterIP', [N1, BRIDGE1]],
    ['from outside to a clusterIP: the node entered', 'ip/198.51.100.100@n2', 'clusterIP', [N2, BRIDGE2]],
    [
      'or its own where nodes do not look',
      'ip/198.51.100.100@n2',
      'clusterIP',
      [CLIENT],
      { proxy: { clusterCIDR: '' } },
    ],
    ['from outside to a nodePort: the node asked', 'internet', 'nodePort', [N2, BRIDGE2]],
    ['with the policy Local: the client', 'internet', 'nodePort', [FAR], { policy: 'Local' }],
    ['to an externalIP: any node', 'internet', 'externalIP', [N1, BRIDGE1, N2, BRIDGE2]],
    ['to an externalIP: the node entered', 'ip/198.51.100.100@n2', 'externalIP', [N2, BRIDGE2]],
    ['with the policy Local: the client', 'ip/198.51.100.100@n2', 'externalIP', [CLIENT], { policy: 'Local' }],
    ['a pod at an externalIP: its node', 'pod/shop/cart', 'externalIP', [N1, BRIDGE1]],
    ['short-circuited with the policy Local', 'pod/shop/cart', 'externalIP', [CART], { policy: 'Local' }],
    ['a node with the policy Local', 'node/n1', 'externalIP', [N1, BRIDGE1], { policy: 'Local' }],
    ['a pod at the nodePort of another node: its node', 'pod/shop/cart', 'nodePort', [N2, BRIDGE2]],
    ['or what its CNI makes of it', 'pod/shop/cart', 'nodePort', [CART, N1, BRIDGE1], { policy: 'Local' }],
    ['an externalIP of two Services: anybody', 'pod/shop/cart', 'externalIP', ALL, { more: [SAME_EXTERNAL_IP] }],
    // 10.244.2.2 is no pod's then.
    ['nothing leaves a node for itself', 'internet', 'nodePort', [FAR, N2, BRIDGE2, WEB], { hostNetwork: true }],
  ];
  for (const [name, source, to, seen, around = {}] of cases) {
    test(`${name}: ${source} to ${to}`, () => {
      expect(ALL.filter((one) => maySee(source, to, one, around))).toEqual(ALL.filter((one) => seen.includes(one)));
    });
  }

  test('what was not accepted by a pod says nothing', () => {
    const flow = {
      source: 'internet',
      from: { internet: true },
      to: 'tcp://192.168.10.12:30080',
      target: 'nodePort TCP',
    };
    const asked = { ...flow, affinity: false, service: { namespace: 'shop', name: 'web', port: 'http' } } as const;
    expect(
      findBrokenSources(cluster({}), asked as LabFlow, ['timeout', 'refused', 'accepted internet 1.2.3.4']),
    ).toEqual([]);
  });
});
