import { describe, expect, test } from 'vitest';
import { INTERNET, nodeNamespace, podNamespace } from '../../../src/engine/dataplane/build/build-network.ts';
import { createSession, walk } from '../../../src/engine/linux/walk/walk.ts';
import { reverseFlow } from '../../../src/engine/net/flow.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { cidr, cluster } from './fixture-cluster.ts';
import { CLIENT, HOST, ONE, PARTS, stepsOf, TWO, walks, web, type WalkInput } from './mode-walk.ts';
import { buildNetwork, formatNodeRuleset } from '../../whole-engine.ts';

const [N1, N2] = [nodeNamespace('n1'), nodeNamespace('n2')];
const at = (name: string) => podNamespace('default', name);
const ways = (service: ReturnType<typeof web>, input: WalkInput) => walks('ebpf', [service], input);
const BY_CLUSTER_IP = { from: CLIENT, to: '10.96.0.10', port: 80 } as const;
const BY_NODE_PORT = { from: INTERNET, to: '192.168.0.2', port: 30080 } as const;

describe('at the socket', () => {
  test('the packet leaves with the backend as its destination; nothing is translated there or back', () => {
    const found = ways(web(), BY_CLUSTER_IP);
    expect(found.map(({ end }) => end)).toEqual([
      `ACCEPTED ${at('one')} from 10.244.0.9:40000`,
      `ACCEPTED ${at('two')} from 10.244.0.9:40000`,
    ]);
    for (const { there, back, reply } of found) {
      expect(stepsOf(there, 'BPF')).toEqual([`${CLIENT} SOCKET_TRANSLATED`]);
      for (const trace of [there, back]) expect(stepsOf(trace, 'TRANSLATE')).toEqual([]);
      expect(stepsOf(back, 'BPF')).toEqual([]);
      expect(reply).toBe(`ACCEPTED ${CLIENT} from ${there.final.destinationIP}:8080`);
      const [first] = there.hops;
      const transmitted = first?.steps.find(({ type }) => type === 'INTERFACE');
      expect(transmitted?.packet.destinationIP).not.toBe('10.96.0.10');
    }
  });

  test("a node's process: the source is selected for the backend", () => {
    const [local, remote] = ways(web(), { ...BY_CLUSTER_IP, from: N1 });
    expect(local?.end).toBe(`ACCEPTED ${at('one')} from 10.244.0.1:40000`);
    expect(remote?.end).toBe(`ACCEPTED ${at('two')} from 192.168.0.2:40000`);
    expect(remote?.reply).toMatch(/^ACCEPTED node\/n1 /);
  });

  test('a pod that reaches itself does not leave its namespace', () => {
    const [self] = ways(web(), { ...BY_CLUSTER_IP, from: at('one') });
    expect(self?.there.hops.map(({ namespace }) => namespace)).toEqual([at('one')]);
    expect(self?.reply).toBe(`ACCEPTED ${at('one')} from 10.244.0.5:8080`);
  });

  test('without a backend connect() fails and no packet is sent', () => {
    const [none] = ways(web({ endpoints: [] }), BY_CLUSTER_IP);
    expect(none?.end).toMatch(new RegExp(`^REJECTED ${CLIENT} `));
    expect(stepsOf(none?.there, 'INTERFACE')).toEqual([]);
    expect(stepsOf(none?.there, 'BPF')).toEqual([`${CLIENT} NO_BACKEND`]);
  });

  test("any node's NodePort and the load balancer's address are translated as well, externalTrafficPolicy or not", () => {
    const local = web({ externalTrafficPolicy: 'Local', endpoints: [TWO] });
    for (const [to, port] of [
      ['192.168.0.2', 30080],
      ['192.168.0.3', 30080],
      ['203.0.113.10', 80],
    ] as const)
      expect(ways(local, { from: CLIENT, to, port })[0]?.end).toBe(`ACCEPTED ${at('two')} from 10.244.0.9:40000`);
    expect(ways(local, { from: N1, to: '127.0.0.1', port: 30080 })[0]?.end).toMatch(/^ACCEPTED pod\/default\/two /);
  });

  test('an externalIP that is no node address is left alone', () => {
    const external = web({ externalIPs: [createIp('203.0.113.99')] });
    const [way] = ways(external, { from: CLIENT, to: '203.0.113.99', port: 80 });
    expect(stepsOf(way?.there, 'BPF')).not.toContain(`${CLIENT} SOCKET_TRANSLATED`);
  });

  test('session affinity', () => {
    expect(ways(web(), { ...BY_CLUSTER_IP, connections: 2 })).toHaveLength(4);
    expect(ways(web({ sessionAffinityTimeout: 60 }), { ...BY_CLUSTER_IP, connections: 2 })).toHaveLength(2);
  });
});

describe("at the node's device", () => {
  test('a backend on the node sees the client; the reply is reversed at egress', () => {
    const [local] = ways(web(), BY_NODE_PORT);
    expect(local?.end).toBe(`ACCEPTED ${at('one')} from 198.51.100.10:40000`);
    expect(stepsOf(local?.there, 'BPF')).toEqual([`${N1} DNAT`]);
    expect(stepsOf(local?.back, 'BPF')).toEqual([`${N1} REVERSED`]);
    expect(local?.reply).toBe(`ACCEPTED ${INTERNET} from 192.168.0.2:30080`);
  });

  test("one on another node sees the node; neither way meets this node's netfilter", () => {
    const [, remote] = ways(web(), BY_NODE_PORT);
    expect(remote?.end).toBe(`ACCEPTED ${at('two')} from 192.168.0.2:40000`);
    expect(stepsOf(remote?.there, 'BPF')).toEqual([`${N1} DNAT`, `${N1} SNAT`]);
    expect(stepsOf(remote?.back, 'BPF')).toEqual([`${N1} REVERSED`]);
    expect(remote?.reply).toBe(`ACCEPTED ${INTERNET} from 192.168.0.2:30080`);
    for (const trace of [remote?.there, remote?.back])
      for (const type of ['CONNTRACK', 'RULE', 'TRANSLATE'] as const)
        expect(stepsOf(trace, type).filter((text) => text.startsWith(N1))).toEqual([]);
  });

  test('a hostNetwork backend on the node', () => {
    const [way] = ways(web({ endpoints: [HOST] }), { ...BY_NODE_PORT, to: '192.168.0.3' });
    expect(way?.end).toMatch(new RegExp(`^ACCEPTED ${N2} `));
    expect(way?.reply).toBe(`ACCEPTED ${INTERNET} from 192.168.0.3:30080`);
  });

  test('no backend, policy Local without one, a clusterIP from outside, source ranges', () => {
    const first = (service: ReturnType<typeof web>, input: WalkInput) => {
      const [way] = ways(service, input);
      return [way?.there.disposition, ...stepsOf(way?.there, 'BPF')];
    };
    expect(first(web({ endpoints: [] }), BY_NODE_PORT)).toEqual(['REJECTED', `${N1} NO_BACKEND`]);
    expect(first(web({ externalTrafficPolicy: 'Local', endpoints: [TWO] }), BY_NODE_PORT)).toEqual([
      'REJECTED',
      `${N1} NO_BACKEND`,
    ]);
    const balanced = { from: INTERNET, to: '203.0.113.10', port: 80 } as const;
    expect(first(web({ loadBalancerSourceRanges: [cidr('192.0.2.0/24')] }), balanced)).toEqual([
      'DROPPED',
      `${N1} DENIED`,
    ]);
    expect(first(web({ loadBalancerSourceRanges: [cidr('198.51.100.0/24')] }), balanced)[0]).toBe('ACCEPTED');
  });

  test('a clusterIP is not for what comes in by the device', () => {
    const network = buildNetwork(cluster({ ...PARTS, settings: { proxyMode: 'ebpf' }, services: [web()] }));
    const departure = { kind: 'wire', namespace: N1, interface: 'eth0' } as const;
    const there = walk(
      network,
      createSession(() => 0),
      departure,
      {
        protocol: 'TCP',
        sourceIP: createIp('198.51.100.10'),
        sourcePort: 40000,
        destinationIP: createIp('10.96.0.10'),
        destinationPort: 80,
      },
    );
    expect([there.disposition, ...stepsOf(there, 'BPF')]).toEqual(['DROPPED', `${N1} DENIED`]);
  });

  test('two clients with one port to one remote backend keep apart', () => {
    const clientIPs = ['198.51.100.10', '198.51.100.11'];
    const services = [web({ endpoints: [TWO] })];
    const network = buildNetwork(cluster({ ...PARTS, settings: { proxyMode: 'ebpf' }, services }), { clientIPs });
    const session = createSession(() => 0);
    const there = clientIPs.map((ip) =>
      walk(
        network,
        session,
        { kind: 'process', namespace: INTERNET },
        {
          protocol: 'TCP',
          sourceIP: createIp(ip),
          sourcePort: 40000,
          destinationIP: createIp('192.168.0.2'),
          destinationPort: 30080,
        },
      ),
    );
    expect(there.map(({ final }) => `${final.sourceIP}:${final.sourcePort}`)).toEqual([
      '192.168.0.2:40000',
      '192.168.0.2:40001',
    ]);
    const back = there.map(({ end, final }) =>
      walk(network, session, { kind: 'process', namespace: end }, reverseFlow(final)),
    );
    expect(
      back.map(({ disposition, final }) => `${disposition} ${final.destinationIP}:${final.destinationPort}`),
    ).toEqual(clientIPs.map((ip) => `ACCEPTED ${ip}:40000`));
  });
});

test('the list of Services', () => {
  const services = [web({ endpoints: [ONE, TWO], sessionAffinityTimeout: 60 })];
  const text = formatNodeRuleset(cluster({ ...PARTS, settings: { proxyMode: 'ebpf' }, services }), 'n1', 4);
  expect(text).toBe(`\
FRONTEND               SERVICE      AFFINITY  BACKEND
10.96.0.10:80/TCP      default/web  60s       10.244.0.5:8080
                                              10.244.1.6:8080
203.0.113.10:80/TCP    default/web  60s       10.244.0.5:8080
                                              10.244.1.6:8080
192.168.0.2:30080/TCP  default/web  60s       10.244.0.5:8080
                                              10.244.1.6:8080
`);
});
