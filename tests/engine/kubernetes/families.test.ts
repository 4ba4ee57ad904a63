import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { cidrContains } from '../../../src/engine/net/cidr.ts';
import { ipFamily } from '../../../src/engine/net/ip.ts';
import { deployment, service } from './objects.ts';
import { buildCluster } from '../../whole-engine.ts';

const nodesOf = (addresses: readonly (readonly string[])[]): readonly RawObject[] =>
  addresses.map((own, at) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${at + 1}` },
    spec: {},
    status: { addresses: own.map((address) => ({ type: 'InternalIP', address })) },
  }));
const SIX = nodesOf([['fd00:192::1'], ['fd00:192::2']]);
const BOTH = nodesOf([
  ['192.168.0.1', 'fd00:192::1'],
  ['192.168.0.2', 'fd00:192::2'],
]);
const networks = (podSubnet: string, serviceSubnet: string): RawObject => ({
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  kind: 'ClusterConfiguration',
  metadata: { name: 'config' },
  networking: { podSubnet, serviceSubnet },
});

describe('an IPv6-only cluster', () => {
  const cluster = buildCluster({ objects: [...SIX, deployment('web', 3), service('web')] });

  test('is told by its nodes: every pod and Service has an IPv6 address and no other', () => {
    expect(cluster.settings.podCIDRs.every((cidr) => cidr.includes(':'))).toBe(true);
    for (const pod of cluster.pods) expect(pod.ips.map(ipFamily)).toEqual([6]);
    const web = cluster.service('default', 'web');
    expect(web?.ipFamilies).toEqual([6]);
    expect(web?.clusterIPs.map(ipFamily)).toEqual([6]);
    expect(web?.endpoints(6)).toHaveLength(3);
    expect(web?.endpoints(4)).toEqual([]);
  });

  test('pods have addresses from the podCIDR of their node', () => {
    for (const pod of cluster.pods) {
      const cidrs = cluster.node(pod.nodeName ?? '')?.podCIDRs ?? [];
      expect(pod.ips.every((ip) => cidrs.some((cidr) => cidrContains(cidr, ip)))).toBe(true);
    }
  });
});

describe('a dual-stack cluster', () => {
  const objects = [
    ...BOTH,
    networks('10.244.0.0/16,fd00:10:244::/56', '10.96.0.0/16,fd00:10:96::/112'),
    deployment('web', 2),
    service('web'),
    service('both', { ipFamilyPolicy: 'PreferDualStack', selector: { app: 'web' } }),
    service('six', { ipFamilies: ['IPv6'], selector: { app: 'web' } }),
    service('turned', { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6', 'IPv4'], selector: { app: 'web' } }),
  ];
  const cluster = buildCluster({ objects });

  test('pods have an address of each family, the primary one first', () => {
    for (const pod of cluster.pods) expect(pod.ips.map(ipFamily)).toEqual([4, 6]);
  });

  test.each([
    ['web', [4]],
    ['both', [4, 6]],
    ['six', [6]],
    ['turned', [6, 4]],
  ])('Service %s has families %j, an address and endpoints of each', (name, families) => {
    const found = cluster.service('default', name);
    expect(found?.ipFamilies).toEqual(families);
    expect(found?.clusterIPs.map(ipFamily)).toEqual(families);
    for (const family of found?.ipFamilies ?? []) expect(found?.endpoints(family)).toHaveLength(2);
  });
});

describe('hostNetwork pods share the ports of their node', () => {
  const onNode = (name: string, node: string, containerPort: number): RawObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: {
      nodeName: node,
      hostNetwork: true,
      containers: [{ name: 'main', image: 'x', ports: [{ containerPort }] }],
    },
  });
  const built = buildCluster({
    objects: [...BOTH, onNode('a', 'node-1', 9100), onNode('b', 'node-1', 9100), onNode('c', 'node-2', 9100)],
  });
  const stateOf = (name: string) => built.pod('default', name)?.containers[0];

  test('the second on one node fails, one on another node does not', () => {
    expect(stateOf('a')?.state).toBe('running');
    expect(stateOf('b')).toMatchObject({ state: 'failed', reason: { is: 'ADDRESS_IN_USE' } });
    expect(stateOf('c')?.state).toBe('running');
    expect(built.findings).toContainEqual(expect.objectContaining({ code: 'PORT_CONFLICT' }));
  });

  test('another port on the same node is free', () => {
    const other = buildCluster({ objects: [...BOTH, onNode('a', 'node-1', 9100), onNode('b', 'node-1', 9101)] });
    expect(other.pod('default', 'b')?.containers[0]?.state).toBe('running');
  });
});

test('findings are looked for on first reading and then remembered', () => {
  const cluster = buildCluster({ objects: [...BOTH, service('lonely')] });
  expect(Object.getOwnPropertyDescriptor(cluster, 'findings')).toMatchObject({ get: expect.any(Function) });
  const { findings } = cluster;
  expect(findings.map(({ code }) => code)).toContain('SELECTOR_MATCHES_NOTHING');
  expect(cluster.findings).toBe(findings);
});
