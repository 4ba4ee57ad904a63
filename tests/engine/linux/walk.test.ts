import { describe, expect, test } from 'vitest';
import { reverseFlow, sameFlow, type Flow } from '../../../src/engine/net/flow.ts';
import type { Ip } from '../../../src/engine/net/ip.ts';
import { branches } from '../../../src/engine/linux/model/choice.ts';
import type { Network } from '../../../src/engine/linux/namespace/namespace.ts';
import type { Step, Trace } from '../../../src/engine/linux/model/trace.ts';
import { createSession, selectSource, walk } from '../../../src/engine/linux/walk/walk.ts';
import { hostCidr } from '../../../src/engine/net/cidr.ts';
import { KERNEL } from '../../../src/engine/linux/model/origin.ts';
import {
  cidr,
  createTable,
  filterChain,
  ip,
  IPV4,
  IPV6,
  natChain,
  rule,
  serviceTable,
  tinyCluster,
  type Addresses,
} from './tiny-cluster.ts';

const tcp = (sourceIP: Ip, destinationIP: Ip, destinationPort: number): Flow => ({
  protocol: 'TCP',
  sourceIP,
  sourcePort: 40000,
  destinationIP,
  destinationPort,
});

function run(network: Network, from: string, flow: Flow) {
  const session = createSession(() => 0);
  const request = walk(network, session, { kind: 'process', namespace: from }, flow);
  const back = () => walk(network, session, { kind: 'process', namespace: request.end }, reverseFlow(request.final));
  return { session, request, back };
}

const places = (trace: Trace) => trace.hops.map(({ namespace }) => namespace);
const steps = (trace: Trace): readonly Step[] => trace.hops.flatMap((hop) => hop.steps);
const words = (trace: Trace) => steps(trace).map(({ type, action }) => `${type} ${action}`);

function expectAnswered({ request, back }: ReturnType<typeof run>, origin: string) {
  expect(request.disposition).toBe('ACCEPTED');
  const reply = back();
  expect(reply.disposition).toBe('ACCEPTED');
  expect(reply.end).toBe(origin);
  expect(sameFlow(reply.final, reverseFlow(request.flow))).toBe(true);
  return reply;
}

describe.each([
  ['IPv4', IPV4],
  ['IPv6', IPV6],
] as const)('%s', (_, addresses: Addresses) => {
  const { pod, node, service, internet, family } = addresses;

  test('two pods on one bridge: the frame is switched, not routed', () => {
    const walked = run(tinyCluster({ addresses }), 'pod-a1', tcp(pod(1, 1), pod(1, 2), 8080));
    expect(places(walked.request)).toEqual(['pod-a1', 'node-a', 'pod-a2']);
    expect(words(walked.request)).toContain('BRIDGE FORWARDED');
    expect(walked.request.final.ttl).toBe(64);
    expectAnswered(walked, 'pod-a1');
  });

  test('two pods on two nodes: up at the bridge, over the wire, down again', () => {
    const walked = run(tinyCluster({ addresses }), 'pod-a1', tcp(pod(1, 1), pod(2, 1), 8080));
    expect(places(walked.request)).toEqual(['pod-a1', 'node-a', 'node-b', 'pod-b1']);
    expect(walked.request.final.ttl).toBe(62);
    expect(walked.request.hops[1]?.steps.map(({ type, action }) => `${type} ${action}`)).toEqual([
      'INTERFACE RECEIVED',
      'BRIDGE LOCAL',
      'INTERFACE RECEIVED',
      'ROUTE FORWARDED',
      'TTL DECREMENTED',
      'NEIGHBOR RESOLVED',
      'INTERFACE TRANSMITTED',
    ]);
    expectAnswered(walked, 'pod-a1');
  });

  test('a service is DNAT on the way and un-DNAT on the way back', () => {
    const tables = () => [serviceTable({ addresses, endpoints: [pod(2, 1)] })];
    const walked = run(tinyCluster({ addresses, tables }), 'pod-a1', tcp(pod(1, 1), service, 80));
    expect(walked.request.end).toBe('pod-b1');
    expect(walked.request.final).toMatchObject({
      sourceIP: pod(1, 1),
      destinationIP: pod(2, 1),
      destinationPort: 8080,
    });
    expect(walked.request.masqueraded).toBe(false);
    const reply = expectAnswered(walked, 'pod-a1');
    expect(words(reply)).toContain('TRANSLATE UN_DNAT');
    expect(words(reply)).not.toContain('RULE DNAT');
  });

  test('a service with an endpoint on the same bridge is bridged after its DNAT', () => {
    const tables = () => [serviceTable({ addresses, endpoints: [pod(1, 2)] })];
    const walked = run(tinyCluster({ addresses, tables }), 'pod-a1', tcp(pod(1, 1), service, 80));
    expect(places(walked.request)).toEqual(['pod-a1', 'node-a', 'pod-a2']);
    expect(walked.request.final.ttl).toBe(64);
    expectAnswered(walked, 'pod-a1');
  });

  test('without br_netfilter the answer of a neighbour goes past conntrack and is refused', () => {
    const tables = () => [serviceTable({ addresses, endpoints: [pod(1, 2)] })];
    const sysctls = { bridgeNfCallIptables: false };
    const { request, back } = run(tinyCluster({ addresses, tables, sysctls }), 'pod-a1', tcp(pod(1, 1), service, 80));
    expect(request.disposition).toBe('ACCEPTED');
    expect(back().disposition).toBe('REFUSED');
  });

  test('a pod behind its own service needs the hairpin option, and is masqueraded to the bridge', () => {
    const tables = () => [serviceTable({ addresses, endpoints: [pod(1, 1)] })];
    const flow = tcp(pod(1, 1), service, 80);
    const blocked = run(tinyCluster({ addresses, tables }), 'pod-a1', flow).request;
    expect(blocked.disposition).toBe('DROPPED');
    expect(words(blocked).at(-1)).toBe('BRIDGE BLOCKED');
    const walked = run(tinyCluster({ addresses, tables, hairpin: true }), 'pod-a1', flow);
    expect(walked.request.final.sourceIP).toBe(pod(1, 0));
    expect(walked.request.masqueraded).toBe(true);
    expectAnswered(walked, 'pod-a1');
  });

  test('a node to a service: routed again, masqueraded to the address of the outgoing interface', () => {
    const flow = tcp(node(1), service, 80);
    for (const [endpoint, source] of [
      [pod(1, 1), pod(1, 0)],
      [pod(2, 1), node(1)],
    ] as const) {
      const tables = () => [serviceTable({ addresses, endpoints: [endpoint], masqueradeAll: true })];
      const walked = run(tinyCluster({ addresses, tables }), 'node-a', flow);
      const again = steps(walked.request).find((step) => step.type === 'ROUTE' && step.detail.again === true);
      expect(again?.action).toBe('FORWARDED');
      expect(walked.request.final.sourceIP).toBe(source);
      expect(walked.request.masqueraded).toBe(true);
      expectAnswered(walked, 'node-a');
    }
  });

  test('a process to its own host goes over lo; nat rules are asked once', () => {
    const flow = tcp(node(1), service, 80);
    const table = createTable({
      family,
      base: [
        natChain('prerouting', rule({ type: 'DNAT', ip: pod(1, 1), port: 1 }, { type: 'protocol', protocol: 'TCP' })),
        natChain('output', rule({ type: 'DNAT', ip: node(1), port: 6443 }, { type: 'protocol', protocol: 'TCP' })),
      ],
    });
    const walked = run(tinyCluster({ addresses, tables: () => [table] }), 'node-a', flow);

    expect(places(walked.request)).toEqual(['node-a']);
    expect(words(walked.request).filter((word) => word === 'RULE DNAT')).toHaveLength(1);
    expect(walked.request.socket?.process).toBe('apiserver');
    expectAnswered(walked, 'node-a');
  });

  test('localhost stays in the namespace', () => {
    const home = family === 4 ? ip('127.0.0.1') : ip('::1');
    const walked = run(tinyCluster({ addresses }), 'pod-a1', tcp(home, home, 8080));
    expect(words(walked.request)).toEqual([
      'SOCKET SENT',
      'ROUTE LOCAL',
      'INTERFACE TRANSMITTED',
      'INTERFACE RECEIVED',
      'SOCKET ACCEPTED',
    ]);
    expectAnswered(walked, 'pod-a1');
  });

  test('a second connection from the same port to the same endpoint gets another source port', () => {
    const tables = () => [serviceTable({ addresses, endpoints: [pod(2, 1)] })];
    const network = tinyCluster({ addresses, tables });
    const session = createSession(() => 0);
    const from = { kind: 'process', namespace: 'pod-a1' } as const;
    walk(network, session, from, tcp(pod(1, 1), pod(2, 1), 8080));
    const second = walk(network, session, from, tcp(pod(1, 1), service, 80));
    expect(second.final).toMatchObject({ sourceIP: pod(1, 1), sourcePort: 40001 });
    const reply = walk(network, session, { kind: 'process', namespace: second.end }, reverseFlow(second.final));
    expect(sameFlow(reply.final, reverseFlow(second.flow))).toBe(true);
  });

  test('an address nobody owns leaves by the outside; one of its own is delivered there', () => {
    const network = tinyCluster({ addresses });
    const elsewhere = family === 4 ? ip('192.0.2.1') : ip('2001:db8:1::1');
    expect(run(network, 'pod-a1', tcp(pod(1, 1), elsewhere, 443)).request).toMatchObject({
      disposition: 'EXITS_NETWORK',
      end: 'internet',
    });
    expect(run(network, 'node-a', tcp(node(1), internet, 443)).request.socket?.process).toBe('world');
  });

  test('equal endpoints share the probability', () => {
    const tables = () => [serviceTable({ addresses, endpoints: [pod(1, 1), pod(1, 2), pod(2, 1)] })];
    const network = tinyCluster({ addresses, tables });
    const found = [
      ...branches((choose) =>
        walk(network, createSession(choose), { kind: 'process', namespace: 'node-b' }, tcp(node(2), service, 80)),
      ),
    ];
    expect(found.map(({ value }) => value.end)).toEqual(['pod-a1', 'pod-a2', 'pod-b1']);
    for (const { probability } of found) expect(probability).toBeCloseTo(1 / 3);
  });

  test('selectSource', () => {
    const network = tinyCluster({ addresses });
    expect(selectSource(network, 'node-a', pod(1, 1))).toBe(pod(1, 0));
    expect(selectSource(network, 'node-a', service)).toBe(node(1));
    expect(selectSource(network, 'pod-a1', pod(1, 1))).toBe(pod(1, 1));
    expect(selectSource(network, 'nowhere', pod(1, 1))).toBeUndefined();
  });
});

describe('how a walk can end', () => {
  const pod = IPV4.pod;
  const end = (network: Network, from: string, flow: Flow) => run(network, from, flow).request.disposition;
  const filtering = (target: 'DROP' | 'REJECT', hook: 'input' | 'forward' | 'output') => () => [
    createTable({ name: 'filter', base: [filterChain(hook, 'ACCEPT', rule({ type: target }))] }),
  ];

  test('refused, rejected, dropped', () => {
    const flow = tcp(pod(1, 1), pod(2, 1), 8080);
    expect(end(tinyCluster(), 'pod-a1', { ...flow, destinationPort: 9 })).toBe('REFUSED');
    expect(end(tinyCluster({ tables: filtering('REJECT', 'forward') }), 'pod-a1', flow)).toBe('REJECTED');
    expect(end(tinyCluster({ tables: filtering('DROP', 'forward') }), 'pod-a1', flow)).toBe('DROPPED');
  });

  test('a base chain’s DROP policy is a step', () => {
    const tables = () => [createTable({ name: 'filter', base: [filterChain('forward', 'DROP')] })];
    const { request } = run(tinyCluster({ tables }), 'pod-a1', tcp(pod(1, 1), pod(2, 1), 8080));
    expect(steps(request).at(-1)).toMatchObject({ type: 'POLICY', detail: { table: 'filter', chain: 'FORWARD' } });
  });

  test('no forwarding: silently dropped', () => {
    const { request } = run(tinyCluster({ sysctls: { ipForward: false } }), 'pod-a1', tcp(pod(1, 1), pod(2, 1), 8080));
    expect(request.disposition).toBe('DROPPED');
    expect(words(request).at(-1)).toBe('ROUTE NOT_FORWARDING');
  });

  test('nobody has the address', () => {
    expect(end(tinyCluster(), 'pod-a1', tcp(pod(1, 1), pod(1, 7), 8080))).toBe('NEIGHBOR_UNREACHABLE');
  });

  test('an unreachable route, a blackhole', () => {
    const special = (type: 'unreachable' | 'blackhole') => () => [
      { destination: hostCidr(IPV4.service), type, nexthops: [], metric: 0, origin: KERNEL },
    ];
    const flow = tcp(pod(1, 1), IPV4.service, 80);
    expect(end(tinyCluster({ routes: special('unreachable') }), 'pod-a1', flow)).toBe('NO_ROUTE');
    expect(end(tinyCluster({ routes: special('blackhole') }), 'pod-a1', flow)).toBe('DROPPED');
  });

  test('a routing loop ends with the TTL', () => {
    const stray = cidr('10.9.0.0/16');
    const routes = (node: number) => [
      {
        destination: stray,
        type: 'unicast' as const,
        nexthops: [{ device: 'eth0', via: IPV4.node(3 - node), weight: 1 }],
        metric: 0,
        origin: KERNEL,
      },
    ];
    const { request } = run(tinyCluster({ routes }), 'pod-a1', tcp(pod(1, 1), ip('10.9.0.1'), 80));
    expect(request.disposition).toBe('LOOP');
    expect(request.hops).toHaveLength(1 + 64);
    expect(words(request).at(-1)).toBe('TTL EXPIRED');
  });

  test('loopback addresses are martians off lo, unless route_localnet', () => {
    const tables = () => [
      createTable({
        base: [
          natChain('output', rule({ type: 'DNAT', ip: pod(1, 1), port: 8080 })),
          natChain('postrouting', rule({ type: 'MASQUERADE' })),
        ],
      }),
    ];
    const home = ip('127.0.0.1');
    const flow = tcp(home, home, 30080);
    const { request } = run(tinyCluster({ tables }), 'node-a', flow);
    expect(request.disposition).toBe('DROPPED');
    expect(words(request).at(-1)).toBe('ROUTE MARTIAN');
    expectAnswered(run(tinyCluster({ tables, sysctls: { routeLocalnet: true } }), 'node-a', flow), 'node-a');
  });

  test('a hairpin without masquerade comes back with the pod’s own source address: a martian', () => {
    const table = createTable({
      base: [natChain('prerouting', rule({ type: 'DNAT', ip: pod(1, 1), port: 8080 }))],
    });
    const network = tinyCluster({ tables: () => [table], hairpin: true });
    const { request } = run(network, 'pod-a1', tcp(pod(1, 1), IPV4.service, 80));
    expect(request).toMatchObject({ disposition: 'DROPPED', end: 'pod-a1' });
    expect(words(request).at(-1)).toBe('ROUTE MARTIAN');
  });

  test('DNAT on a bridge needs ip_forward, even to the same bridge', () => {
    const tables = () => [serviceTable({ endpoints: [pod(1, 2)] })];
    const network = tinyCluster({ tables, sysctls: { ipForward: false } });
    const { request } = run(network, 'pod-a1', tcp(pod(1, 1), IPV4.service, 80));
    expect(words(request).at(-1)).toBe('ROUTE NOT_FORWARDING');
  });

  test('multipath branches by weight; later packets keep to the path', () => {
    const hops = (weight: number, node: number) => ({ device: 'eth0', via: IPV4.node(node), weight });
    const routes = () => [
      {
        destination: cidr('10.9.0.0/16'),
        type: 'unicast' as const,
        nexthops: [{ device: 'eth0', via: IPV4.router, weight: 3 }, hops(1, 2)],
        metric: 0,
        origin: KERNEL,
      },
    ];
    const network = tinyCluster({ routes: (node) => (node === 1 ? routes() : []) });
    const flow = tcp(IPV4.node(1), ip('10.9.0.1'), 80);
    const from = { kind: 'process', namespace: 'node-a' } as const;
    const found = [
      ...branches((choose) => {
        const session = createSession(choose);
        return [walk(network, session, from, flow), walk(network, session, from, flow)].map((one) => places(one)[1]);
      }),
    ];
    expect(found.map(({ value, probability }) => [value, probability])).toEqual([
      [['internet', 'internet'], 0.75],
      [['node-b', 'node-b'], 0.25],
    ]);
  });

  test('ICMP is answered by the kernel', () => {
    const flow: Flow = { ...tcp(pod(1, 1), pod(2, 1), 0), protocol: 'ICMP', sourcePort: 0 };
    expectAnswered(run(tinyCluster(), 'pod-a1', flow), 'pod-a1');
  });

  test('a place that does not exist', () => {
    const session = createSession(() => 0);
    const flow = tcp(pod(1, 1), pod(2, 1), 8080);
    const nowhere = walk(tinyCluster(), session, { kind: 'process', namespace: 'nowhere' }, flow);
    expect(nowhere).toMatchObject({ disposition: 'INSUFFICIENT_INFO', hops: [] });
    const wire = walk(tinyCluster(), session, { kind: 'wire', namespace: 'node-a', interface: 'eth9' }, flow);
    expect(wire.disposition).toBe('INSUFFICIENT_INFO');
  });

  test('the error that a rule answers with is RELATED to the connection it refuses', () => {
    const related = rule({ type: 'RETURN' }, { type: 'ctstate', states: ['RELATED', 'ESTABLISHED'] });
    const tables = () => [
      createTable({
        name: 'filter',
        base: [
          filterChain('forward', 'ACCEPT', rule({ type: 'REJECT' })),
          filterChain('output', 'DROP', { ...related, target: { type: 'ACCEPT' } }),
        ],
      }),
    ];
    const network = tinyCluster({ tables: (node) => (node === 1 ? tables() : []) });
    const session = createSession(() => 0);
    const flow = tcp(pod(1, 1), pod(2, 1), 8080);
    const request = walk(network, session, { kind: 'process', namespace: 'pod-a1' }, flow);
    expect(request.disposition).toBe('REJECTED');
    const error = { kind: 'process', namespace: request.end, error: true } as const;
    const reply = walk(network, session, error, reverseFlow(flow));
    expect(words(reply)).toContain('CONNTRACK REPLY');
    expect(reply.disposition).toBe('ACCEPTED');
    // Without a connection that it belongs to, the same packet does not get out.
    const alone = walk(
      network,
      createSession(() => 0),
      { ...error, namespace: 'node-a' },
      reverseFlow(flow),
    );
    expect(words(alone)).toContain('CONNTRACK INVALID');
    expect(alone.disposition).toBe('DROPPED');
  });
});
