import { describe, expect, test } from 'vitest';
import { createIp } from '../../../src/engine/net/ip.ts';
import { cidr, node, pod, service, type ClusterParts } from './fixture-cluster.ts';
import { packetFate, type SentPacket } from './rule-walk.ts';

const N1 = node('n1', ['192.168.0.2', '2001:db8::2'], {
  podCIDRs: [cidr('10.244.0.0/24'), cidr('fd00:10:244::/64')],
  zone: 'a',
});
const N2 = node('n2', ['192.168.0.3', '2001:db8::3'], {
  podCIDRs: [cidr('10.244.1.0/24'), cidr('fd00:10:244:1::/64')],
  zone: 'b',
});
const TWO = [
  { ip: '10.244.0.5', ports: { http: 8080 }, nodeName: 'n1' },
  { ip: '10.244.1.6', ports: { http: 8080 }, nodeName: 'n2' },
];
const WEB = service('shop/web', {
  type: 'LoadBalancer',
  clusterIPs: ['10.96.0.10'],
  ports: [{ name: 'http', port: 80, nodePort: 30080 }],
  externalIPs: [createIp('192.0.2.40')],
  loadBalancerIPs: [{ ip: createIp('203.0.113.10'), ipMode: 'VIP' }],
  endpoints: TWO,
});
const BOTH = ['10.244.0.5:8080', '10.244.1.6:8080'];

const fate = (parts: Partial<ClusterParts>, packet: SentPacket, at = 'n1') =>
  packetFate({ nodes: [N1, N2], ...parts }, packet, at);

const CLIENT = '203.0.113.99';
const POD = '10.244.0.9';

describe('a Service with two endpoints', () => {
  test.each([
    ['clusterIP from a pod', { from: POD, to: '10.96.0.10', port: 80 }, false],
    ['clusterIP from outside', { from: CLIENT, to: '10.96.0.10', port: 80 }, true],
    ['clusterIP from the node', { from: '192.168.0.2', to: '10.96.0.10', port: 80, process: true }, true],
    ['NodePort', { from: CLIENT, to: '192.168.0.2', port: 30080 }, true],
    ['NodePort on localhost', { from: '127.0.0.1', to: '127.0.0.1', port: 30080, process: true }, true],
    ['external IP', { from: CLIENT, to: '192.0.2.40', port: 80 }, true],
    ['load balancer IP', { from: CLIENT, to: '203.0.113.10', port: 80 }, true],
  ] as const)('%s', (_name, packet, masqueraded) => {
    const result = fate({ services: [WEB] }, packet);
    expect(result.where).toEqual(BOTH);
    expect(result.masqueraded).toBe(masqueraded);
    expect(result.fates.map(({ probability }) => probability)).toEqual([0.5, 0.5]);
  });

  test('another port, and a NodePort of another address, are left alone', () => {
    expect(fate({ services: [WEB] }, { from: POD, to: '10.96.0.10', port: 81 }).where).toEqual(['10.96.0.10:81']);
    expect(fate({ services: [WEB] }, { from: POD, to: '192.168.0.3', port: 30080 }).where).toEqual([
      '192.168.0.3:30080',
    ]);
  });

  test('masqueradeAll masquerades pods too', () => {
    expect(
      fate({ services: [WEB], settings: { masqueradeAll: true } }, { from: POD, to: '10.96.0.10', port: 80 })
        .masqueraded,
    ).toBe(true);
  });

  test('an endpoint that reaches itself is masqueraded', () => {
    const { fates } = fate({ services: [WEB] }, { from: '10.244.0.5', to: '10.96.0.10', port: 80 });
    expect(fates.filter(({ masqueraded }) => masqueraded).map(({ where }) => where)).toEqual(['10.244.0.5:8080']);
  });
});

describe('policies', () => {
  const LOCAL = { ...WEB, externalTrafficPolicy: 'Local' as const, healthCheckNodePort: 32000 };
  test('externalTrafficPolicy Local keeps the source and the node', () => {
    const result = fate({ services: [LOCAL] }, { from: CLIENT, to: '203.0.113.10', port: 80 });
    expect(result).toMatchObject({ where: ['10.244.0.5:8080'], masqueraded: false });
  });
  test('and short-circuits what comes from inside', () => {
    expect(fate({ services: [LOCAL] }, { from: POD, to: '203.0.113.10', port: 80 })).toMatchObject({
      where: BOTH,
      masqueraded: false,
    });
    const own = { from: '192.168.0.2', to: '203.0.113.10', port: 80, process: true };
    expect(fate({ services: [LOCAL] }, own)).toMatchObject({ where: BOTH, masqueraded: true });
  });
  test('and drops where no endpoint is local', () => {
    const remote = service('shop/web', {
      ...WEB,
      clusterIPs: ['10.96.0.10'],
      externalTrafficPolicy: 'Local',
      endpoints: TWO.slice(1),
    });
    expect(fate({ services: [remote] }, { from: CLIENT, to: '203.0.113.10', port: 80 }).where).toEqual(['DROPPED']);
    expect(fate({ services: [remote] }, { from: CLIENT, to: '192.168.0.2', port: 30080 }).where).toEqual(['DROPPED']);
    expect(fate({ services: [remote] }, { from: POD, to: '203.0.113.10', port: 80 }).where).toEqual([
      '10.244.1.6:8080',
    ]);
  });
  test('internalTrafficPolicy Local drops without a local endpoint', () => {
    const remote = service('shop/web', {
      clusterIPs: ['10.96.0.10'],
      ports: [{ name: 'http', port: 80 }],
      internalTrafficPolicy: 'Local',
      endpoints: TWO.slice(1),
    });
    expect(fate({ services: [remote] }, { from: POD, to: '10.96.0.10', port: 80 }).where).toEqual(['DROPPED']);
    expect(fate({ services: [remote] }, { from: POD, to: '10.96.0.10', port: 80 }, 'n2').where).toEqual([
      '10.244.1.6:8080',
    ]);
  });
  test('no endpoints: rejected, on every address', () => {
    const empty = service('shop/web', { ...WEB, clusterIPs: ['10.96.0.10'], endpoints: [] });
    for (const [to, port] of [
      ['10.96.0.10', 80],
      ['203.0.113.10', 80],
      ['192.0.2.40', 80],
      ['192.168.0.2', 30080],
    ] as const) {
      expect(fate({ services: [empty] }, { from: CLIENT, to, port }).where).toEqual(['REJECTED']);
    }
  });
  test('loadBalancerSourceRanges', () => {
    const fenced = { ...WEB, loadBalancerSourceRanges: [cidr('203.0.113.64/26')] };
    expect(fate({ services: [fenced] }, { from: CLIENT, to: '203.0.113.10', port: 80 }).where).toEqual(BOTH);
    expect(fate({ services: [fenced] }, { from: '198.51.100.1', to: '203.0.113.10', port: 80 }).where).toEqual([
      'DROPPED',
    ]);
    expect(fate({ services: [fenced] }, { from: '198.51.100.1', to: '192.168.0.2', port: 30080 }).where).toEqual(BOTH);
  });
  test('nodePortAddresses and localhostNodePorts', () => {
    const packet = { from: CLIENT, to: '192.168.0.2', port: 30080 };
    const local = { from: '127.0.0.1', to: '127.0.0.1', port: 30080, process: true };
    expect(fate({ services: [WEB], settings: { nodePortAddresses: [cidr('192.168.9.0/24')] } }, packet).where).toEqual([
      '192.168.0.2:30080',
    ]);
    expect(fate({ services: [WEB], settings: { nodePortAddresses: ['primary'] } }, packet).where).toEqual(BOTH);
    expect(fate({ services: [WEB], settings: { localhostNodePorts: false } }, local).where).toEqual([
      '127.0.0.1:30080',
    ]);
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

describe('masquerade of what leaves the cluster', () => {
  const parts = { pods: [pod('web', 'n1', ['10.244.0.5']), pod('stray', 'n2', ['172.20.0.1'])] };
  test.each([
    ['a local pod to the internet', { from: '10.244.0.5', to: '192.0.2.1', port: 443 }, true],
    ['a local pod to a pod', { from: '10.244.0.5', to: '10.244.1.6', port: 80 }, false],
    ['a local pod to a pod outside every podCIDR', { from: '10.244.0.5', to: '172.20.0.1', port: 80 }, false],
    ['another address of the pod range', { from: '10.244.0.77', to: '192.0.2.1', port: 443 }, false],
  ] as const)('%s', (_name, packet, masqueraded) => {
    expect(fate(parts, packet).masqueraded).toBe(masqueraded);
  });
});

test('UDP and TCP on one port, and IPv6', () => {
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
  expect(fate({ services: [dns] }, { from: POD, to: '10.96.0.53', port: 53, protocol: 'UDP' }).where).toEqual([
    '10.244.0.5:5353',
  ]);
  expect(fate({ services: [dns] }, { from: POD, to: '10.96.0.53', port: 53 }).where).toEqual(['10.244.0.6:5354']);
  expect(
    fate({ services: [dns] }, { from: 'fd00:10:244::9', to: 'fd00:10:96::35', port: 53, protocol: 'UDP' }).where,
  ).toEqual(['[fd00:10:244::7]:5353']);
  expect(fate({ services: [dns] }, { from: 'fd00:10:244::9', to: 'fd00:10:96::35', port: 53 }).where).toEqual([
    'REJECTED',
  ]);
});
