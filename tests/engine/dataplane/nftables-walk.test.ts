import { describe, expect, test } from 'vitest';
import type { ClusterService } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { cidr, node, service, type ClusterParts } from './fixture-cluster.ts';
import { packetFate, type SentPacket } from './rule-walk.ts';

const N1 = node('n1', ['192.168.0.2', '192.168.1.2', '2001:db8::2'], {
  podCIDRs: [cidr('10.244.0.0/24'), cidr('fd00:10:244::/64')],
});
const N2 = node('n2', ['192.168.0.3', '2001:db8::3'], {
  podCIDRs: [cidr('10.244.1.0/24'), cidr('fd00:10:244:1::/64')],
});
const TWO = [
  { ip: '10.244.0.5', ports: { http: 8080 }, nodeName: 'n1' },
  { ip: '10.244.1.6', ports: { http: 8080 }, nodeName: 'n2' },
];
const PORTS = { clusterIPs: ['10.96.0.10'], ports: [{ name: 'http', port: 80, nodePort: 30080 }] };
const WEB = service('shop/web', {
  ...PORTS,
  type: 'LoadBalancer',
  externalIPs: [createIp('192.0.2.40')],
  loadBalancerIPs: [{ ip: createIp('203.0.113.10'), ipMode: 'VIP' }],
  endpoints: TWO,
});
const BOTH = ['10.244.0.5:8080', '10.244.1.6:8080'];
const [CLIENT, POD] = ['203.0.113.99', '10.244.0.9'];
const EVERY_ADDRESS = [
  ['10.96.0.10', 80],
  ['203.0.113.10', 80],
  ['192.0.2.40', 80],
  ['192.168.0.2', 30080],
] as const;

const fate = (parts: Partial<ClusterParts>, packet: SentPacket, at = 'n1') =>
  packetFate({ nodes: [N1, N2], ...parts, settings: { proxyMode: 'nftables', ...parts.settings } }, packet, at);

const whereOf = (services: readonly ClusterService[], packet: SentPacket, at?: string) =>
  fate({ services }, packet, at).where;

describe('a Service with two endpoints', () => {
  test.each([
    ['clusterIP from a pod', { from: POD, to: '10.96.0.10', port: 80 }, false],
    ['clusterIP from outside', { from: CLIENT, to: '10.96.0.10', port: 80 }, true],
    ['clusterIP from the node', { from: '192.168.0.2', to: '10.96.0.10', port: 80, process: true }, true],
    ['NodePort', { from: CLIENT, to: '192.168.0.2', port: 30080 }, true],
    ['external IP', { from: CLIENT, to: '192.0.2.40', port: 80 }, true],
    ['load balancer IP', { from: CLIENT, to: '203.0.113.10', port: 80 }, true],
  ] as const)('%s', (_name, packet, masqueraded) => {
    const result = fate({ services: [WEB] }, packet);
    expect(result.where).toEqual(BOTH);
    expect(result.masqueraded).toBe(masqueraded);
    expect(result.fates.map(({ probability }) => probability)).toEqual([0.5, 0.5]);
  });

  test('three endpoints have a third each', () => {
    const three = {
      ...WEB,
      endpoints: service('x', { ...PORTS, endpoints: [...TWO, { ip: '10.244.0.7', ports: { http: 8080 } }] }).endpoints,
    };
    const { fates } = fate({ services: [three] }, { from: POD, to: '10.96.0.10', port: 80 });
    for (const { probability } of fates) expect(probability).toBeCloseTo(1 / 3);
    expect(fates).toHaveLength(3);
  });

  test('masqueradeAll, and an endpoint that reaches itself', () => {
    const settings = { masqueradeAll: true };
    expect(fate({ services: [WEB], settings }, { from: POD, to: '10.96.0.10', port: 80 }).masqueraded).toBe(true);
    const { fates } = fate({ services: [WEB] }, { from: '10.244.0.5', to: '10.96.0.10', port: 80 });
    expect(fates.filter(({ masqueraded }) => masqueraded).map(({ where }) => where)).toEqual(['10.244.0.5:8080']);
  });
});

describe('what iptables mode does not do', () => {
  test('an unknown port of a clusterIP is rejected, an unallocated address dropped, from pods and from the node', () => {
    for (const own of [{ from: POD }, { from: '192.168.0.2', process: true }]) {
      expect(whereOf([WEB], { ...own, to: '10.96.0.10', port: 81 })).toEqual(['REJECTED']);
      expect(whereOf([WEB], { ...own, to: '10.96.0.10', port: 80, protocol: 'UDP' })).toEqual(['REJECTED']);
      expect(whereOf([WEB], { ...own, to: '10.96.0.77', port: 80 })).toEqual(['DROPPED']);
    }
    expect(whereOf([WEB], { from: POD, to: '10.99.0.1', port: 80 })).toEqual(['10.99.0.1:80']);
  });

  test('without service range nothing is dropped', () => {
    const packet = { from: POD, to: '10.96.0.77', port: 80 };
    expect(fate({ services: [WEB], settings: { serviceCIDRs: [] } }, packet).where).toEqual(['10.96.0.77:80']);
  });

  test('NodePorts answer at the primary address only, and never at 127.0.0.1', () => {
    expect(whereOf([WEB], { from: CLIENT, to: '192.168.1.2', port: 30080 })).toEqual(['192.168.1.2:30080']);
    const local = { from: '127.0.0.1', to: '127.0.0.1', port: 30080, process: true };
    expect(whereOf([WEB], local)).toEqual(['127.0.0.1:30080']);
    const everywhere = { services: [WEB], settings: { nodePortAddresses: [cidr('0.0.0.0/0')] } };
    expect(fate(everywhere, local).where).toEqual(['127.0.0.1:30080']);
    expect(fate(everywhere, { from: CLIENT, to: '192.168.1.2', port: 30080 }).where).toEqual(BOTH);
    expect(fate(everywhere, { from: CLIENT, to: '192.168.0.3', port: 30080 }).where).toEqual(['192.168.0.3:30080']);
    const loopback = { services: [WEB], settings: { nodePortAddresses: [cidr('127.0.0.0/8')] } };
    expect(fate(loopback, local).where).toEqual(['127.0.0.1:30080']);
  });

  test('source ranges also keep away from a Service without endpoints: dropped, not rejected', () => {
    const fenced = { ...WEB, ...service('shop/web', PORTS), type: 'LoadBalancer' as const };
    const empty = {
      ...fenced,
      loadBalancerIPs: WEB.loadBalancerIPs,
      loadBalancerSourceRanges: [cidr('203.0.113.64/26')],
    };
    expect(whereOf([empty], { from: '198.51.100.1', to: '203.0.113.10', port: 80 })).toEqual(['DROPPED']);
    expect(whereOf([empty], { from: CLIENT, to: '203.0.113.10', port: 80 })).toEqual(['REJECTED']);
  });
});

describe('policies', () => {
  const LOCAL = { ...WEB, externalTrafficPolicy: 'Local' as const };
  const REMOTE = service('shop/web', {
    ...WEB,
    clusterIPs: ['10.96.0.10'],
    externalTrafficPolicy: 'Local',
    endpoints: TWO.slice(1),
  });

  test('externalTrafficPolicy Local keeps the source and the node, and short-circuits what comes from inside', () => {
    const packet = { to: '203.0.113.10', port: 80 };
    expect(fate({ services: [LOCAL] }, { ...packet, from: CLIENT })).toMatchObject({
      where: ['10.244.0.5:8080'],
      masqueraded: false,
    });
    expect(fate({ services: [LOCAL] }, { ...packet, from: POD })).toMatchObject({ where: BOTH, masqueraded: false });
    const own = { ...packet, from: '192.168.0.2', process: true };
    expect(fate({ services: [LOCAL] }, own)).toMatchObject({ where: BOTH, masqueraded: true });
  });

  test('and drops where no endpoint is local', () => {
    expect(whereOf([REMOTE], { from: CLIENT, to: '203.0.113.10', port: 80 })).toEqual(['DROPPED']);
    expect(whereOf([REMOTE], { from: CLIENT, to: '192.168.0.2', port: 30080 })).toEqual(['DROPPED']);
    expect(whereOf([REMOTE], { from: POD, to: '203.0.113.10', port: 80 })).toEqual(['10.244.1.6:8080']);
  });

  test('internalTrafficPolicy Local', () => {
    const remote = service('shop/web', { ...PORTS, internalTrafficPolicy: 'Local', endpoints: TWO.slice(1) });
    expect(whereOf([remote], { from: POD, to: '10.96.0.10', port: 80 })).toEqual(['DROPPED']);
    expect(whereOf([remote], { from: POD, to: '10.96.0.10', port: 80 }, 'n2')).toEqual(['10.244.1.6:8080']);
  });

  test('no endpoints: rejected, on every address', () => {
    const empty = service('shop/web', { ...WEB, clusterIPs: ['10.96.0.10'], endpoints: [] });
    for (const [to, port] of EVERY_ADDRESS) expect(whereOf([empty], { from: CLIENT, to, port })).toEqual(['REJECTED']);
  });

  test('loadBalancerSourceRanges: NodePorts are free of them, the node itself when its address is in one', () => {
    const fenced = { ...WEB, loadBalancerSourceRanges: [cidr('203.0.113.64/26')] };
    expect(whereOf([fenced], { from: CLIENT, to: '203.0.113.10', port: 80 })).toEqual(BOTH);
    expect(whereOf([fenced], { from: '198.51.100.1', to: '203.0.113.10', port: 80 })).toEqual(['DROPPED']);
    expect(whereOf([fenced], { from: '198.51.100.1', to: '192.168.0.2', port: 30080 })).toEqual(BOTH);
    const looped = { from: '203.0.113.10', to: '203.0.113.10', port: 80, process: true };
    expect(whereOf([fenced], looped)).toEqual(['DROPPED']);
    const inside = { ...WEB, loadBalancerSourceRanges: [cidr('192.168.0.0/24')] };
    expect(whereOf([inside], looped)).toEqual(BOTH);
  });

  test.each([
    [{ mode: 'BridgeInterface', bridge: 'cbr0' }, 'cbr0', false],
    [{ mode: 'BridgeInterface', bridge: 'cbr0' }, 'eth0', true],
    [{ mode: 'InterfaceNamePrefix', prefix: 'veth' }, 'veth12', false],
    [{ mode: 'NodeCIDR' }, 'eth0', false],
    [{ mode: 'none' }, 'eth0', false],
  ] as const)('local detection by %j, in by %s: masqueraded %s', (localDetector, device, masqueraded) => {
    const packet = { from: POD, to: '10.96.0.10', port: 80, device };
    expect(fate({ services: [WEB], settings: { localDetector } }, packet).masqueraded).toBe(masqueraded);
  });
});

test('IPv6, and UDP next to TCP on one port', () => {
  const dns = service('kube-system/dns', {
    clusterIPs: ['10.96.0.53', 'fd00:10:96::35'],
    ports: [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53 },
    ],
    endpoints: [
      { ip: '10.244.0.5', ports: { dns: 5353 }, protocol: 'UDP' },
      { ip: '10.244.0.6', ports: { 'dns-tcp': 5354 } },
      { ip: 'fd00:10:244::7', ports: { dns: 5353 }, protocol: 'UDP' },
    ],
  });
  expect(whereOf([dns], { from: POD, to: '10.96.0.53', port: 53, protocol: 'UDP' })).toEqual(['10.244.0.5:5353']);
  expect(whereOf([dns], { from: POD, to: '10.96.0.53', port: 53 })).toEqual(['10.244.0.6:5354']);
  const six = { from: 'fd00:10:244::9', to: 'fd00:10:96::35', port: 53 };
  expect(whereOf([dns], { ...six, protocol: 'UDP' })).toEqual(['[fd00:10:244::7]:5353']);
  expect(whereOf([dns], six)).toEqual(['REJECTED']);
  expect(whereOf([dns], { ...six, to: 'fd00:10:96::36' })).toEqual(['[fd00:10:96::36]:53']);
  const settings = { serviceCIDRs: [cidr('10.96.0.0/16'), cidr('fd00:10:96::/112')] };
  expect(fate({ services: [dns], settings }, { ...six, to: 'fd00:10:96::36' }).where).toEqual(['DROPPED']);
});
