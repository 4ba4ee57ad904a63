import { describe, expect, test } from 'vitest';
import { INTERNET, nodeNamespace, podNamespace } from '../../../src/engine/dataplane/build/build-network.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { cidr, cluster } from './fixture-cluster.ts';
import { CLIENT, HOST, ONE, PARTS, stepsOf, TWO, walks, web, type WalkInput } from './mode-walk.ts';
import { buildNetwork, formatNodeRuleset } from '../../whole-engine.ts';

const N1 = nodeNamespace('n1');
const at = (name: string) => podNamespace('default', name);
const ways = (service: ReturnType<typeof web>, input: WalkInput) => walks('ipvs', [service], input);
const BY_CLUSTER_IP = { from: CLIENT, to: '10.96.0.10', port: 80 } as const;
const BY_NODE_PORT = { from: INTERNET, to: '192.168.0.2', port: 30080 } as const;

describe('a Service in ipvs mode', () => {
  test('the packet enters the node, is scheduled at input and leaves past forward; the reply is restored at forward', () => {
    const [, remote] = ways(web(), BY_CLUSTER_IP);
    expect(remote?.end).toBe(`ACCEPTED ${at('two')} from 10.244.0.9:40000`);
    expect(stepsOf(remote?.there, 'IPVS')).toEqual([`${N1} SCHEDULED`]);
    expect(stepsOf(remote?.back, 'IPVS')).toEqual([`${N1} REPLIED`]);
    expect(stepsOf(remote?.there, 'TRANSLATE')).toEqual([]);
    const steps = remote?.there.hops.find(({ namespace }) => namespace === N1)?.steps ?? [];
    expect(steps.flatMap((step) => (step.type === 'RULE' ? [step.detail.hook] : []))).not.toContain('forward');
    expect(steps.flatMap((step) => (step.type === 'ROUTE' ? [step.action] : []))).toEqual(['LOCAL', 'FORWARDED']);
    expect(remote?.there.final.ttl).toBe(62);
    expect(remote?.reply).toBe(`ACCEPTED ${CLIENT} from 10.96.0.10:80`);
  });

  test("a node's own packet comes from the clusterIP and is masqueraded", () => {
    const [local, remote] = ways(web(), { ...BY_CLUSTER_IP, from: N1 });
    expect(local?.there.flow.sourceIP).toBe('10.96.0.10');
    expect(local?.end).toBe(`ACCEPTED ${at('one')} from 10.244.0.1:40000`);
    expect(remote?.end).toBe(`ACCEPTED ${at('two')} from 192.168.0.2:40000`);
    expect(remote?.reply).toBe(`ACCEPTED ${N1} from 10.96.0.10:80`);
  });

  test('NodePort from outside, second hop, masqueraded by KUBE-NODE-PORT', () => {
    const [local, remote] = ways(web(), BY_NODE_PORT);
    expect(local?.end).toContain(`ACCEPTED ${at('one')} from 10.244.0.1:`);
    expect(remote?.end).toContain(`ACCEPTED ${at('two')} from 192.168.0.2:`);
    for (const way of [local, remote]) expect(way?.reply).toBe(`ACCEPTED ${INTERNET} from 192.168.0.2:30080`);
  });

  test('a hostNetwork real server on the node itself takes the packet in the same input hook', () => {
    const [way] = ways(web({ endpoints: [HOST] }), { ...BY_NODE_PORT, to: '192.168.0.3' });
    expect(way?.end).toMatch(/^ACCEPTED node\/n2 /);
    expect(way?.reply).toBe(`ACCEPTED ${INTERNET} from 192.168.0.3:30080`);
  });

  test('hairpin: KUBE-LOOP-BACK masquerades a pod that reaches itself', () => {
    const [self] = ways(web(), { ...BY_CLUSTER_IP, from: at('one') });
    expect(self?.end).toBe(`ACCEPTED ${at('one')} from 10.244.0.1:40000`);
    expect(self?.reply).toBe(`ACCEPTED ${at('one')} from 10.96.0.10:80`);
  });

  test('no endpoints: port unreachable; a port the Service does not have is rejected by KUBE-IPVS-FILTER', () => {
    const [none] = ways(web({ endpoints: [] }), BY_CLUSTER_IP);
    expect(none?.end).toMatch(new RegExp(`^REJECTED ${N1} `));
    expect(stepsOf(none?.there, 'IPVS')).toEqual([`${N1} NO_DESTINATION`]);
    const [wrong] = ways(web(), { ...BY_CLUSTER_IP, port: 81 });
    expect(wrong?.end).toMatch(new RegExp(`^REJECTED ${N1} `));
    expect(stepsOf(wrong?.there, 'IPVS')).toEqual([]);
    // The node's own ports stay unreachable by way of a Service address.
    expect(ways(web(), { ...BY_CLUSTER_IP, port: 10250 })[0]?.end).toMatch(/^REJECTED/);
  });

  test('externalTrafficPolicy Local keeps the client; without a local endpoint the others are used and the reply is lost', () => {
    const local = web({ externalTrafficPolicy: 'Local' });
    const [way, ...others] = ways(local, BY_NODE_PORT);
    expect(others).toEqual([]);
    expect(way?.end).toBe(`ACCEPTED ${at('one')} from 198.51.100.10:40000`);
    const elsewhere = ways(web({ externalTrafficPolicy: 'Local', endpoints: [TWO] }), BY_NODE_PORT);
    expect(elsewhere[0]?.end).toBe(`ACCEPTED ${at('two')} from 198.51.100.10:40000`);
    expect(elsewhere[0]?.reply).not.toBe(`ACCEPTED ${INTERNET} from 192.168.0.2:30080`);
  });

  test('internalTrafficPolicy Local without a local endpoint', () => {
    const [way] = ways(web({ internalTrafficPolicy: 'Local', endpoints: [TWO] }), BY_CLUSTER_IP);
    expect(stepsOf(way?.there, 'IPVS')).toEqual([`${N1} NO_DESTINATION`]);
  });

  test('session affinity is persistence: a second connection goes where the first went', () => {
    const free = ways(web(), { ...BY_CLUSTER_IP, connections: 2 });
    const kept = ways(web({ sessionAffinityTimeout: 60 }), { ...BY_CLUSTER_IP, connections: 2 });
    expect([free.length, kept.length]).toEqual([4, 2]);
  });

  test('loadBalancerSourceRanges', () => {
    const fenced = web({ loadBalancerSourceRanges: [cidr('192.0.2.0/24')] });
    const request = { from: INTERNET, to: '203.0.113.10', port: 80 } as const;
    expect(ways(fenced, request)[0]?.end).toMatch(/^DROPPED node\//);
    const open = web({ loadBalancerSourceRanges: [cidr('198.51.100.0/24')] });
    expect(ways(open, request)[0]?.end).toMatch(/^ACCEPTED pod\//);
  });

  test('externalIPs', () => {
    const external = web({ externalIPs: [createIp('203.0.113.99')] });
    const [way] = ways(external, { from: INTERNET, to: '203.0.113.99', port: 80 });
    expect(way?.reply).toBe(`ACCEPTED ${INTERNET} from 203.0.113.99:80`);
  });
});

test('kube-ipvs0 has the addresses of Services, once each', () => {
  const network = buildNetwork(cluster({ ...PARTS, settings: { proxyMode: 'ipvs' }, services: [web()] }));
  const device = network.namespace(N1)?.interface('kube-ipvs0');
  expect(device?.kind).toBe('dummy');
  expect(device?.addresses.map(({ ip, prefixLength }) => `${ip}/${prefixLength}`)).toEqual([
    '10.96.0.10/32',
    '203.0.113.10/32',
  ]);
});

test('the ruleset: a number of rules that does not grow with the Services, and the virtual servers', () => {
  const text = (count: number) =>
    formatNodeRuleset(
      cluster({
        ...PARTS,
        settings: { proxyMode: 'ipvs' },
        services: Array.from({ length: count }, (_, index) => ({
          ...web({ clusterIPs: [`10.96.1.${index}`], sessionAffinityTimeout: 60, endpoints: [ONE] }),
          name: `s${index}`,
        })),
      }),
      'n1',
      4,
    );
  const rules = (of: string) => of.split('\n').filter((line) => line.startsWith('-A KUBE-'));
  expect(rules(text(20))).toEqual(rules(text(1)));
  const one = text(1);
  for (const line of [
    '-A KUBE-SERVICES -s 127.0.0.0/8 -j RETURN',
    '-A KUBE-SERVICES ! -s 10.244.0.0/16 -m comment --comment "Kubernetes service cluster ip + port for masquerade purpose" -m set --match-set KUBE-CLUSTER-IP dst,dst -j KUBE-MARK-MASQ',
    '-A KUBE-NODE-PORT -p tcp -m comment --comment "Kubernetes nodeport TCP port for masquerade purpose" -m set --match-set KUBE-NODE-PORT-TCP dst -j KUBE-MARK-MASQ',
    '-A KUBE-POSTROUTING -m comment --comment "Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose" -m set --match-set KUBE-LOOP-BACK dst,dst,src -j MASQUERADE',
    '-A KUBE-IPVS-FILTER -m conntrack --ctstate NEW -m set --match-set KUBE-IPVS-IPS dst -j REJECT --reject-with icmp-port-unreachable',
    '-A -t 10.96.1.0:80 -s rr -p 60',
    '-a -t 10.96.1.0:80 -r 10.244.0.5:8080 -m -w 1',
    '-A -t 192.168.0.2:30080 -s rr -p 60',
  ])
    expect(one.split('\n')).toContain(line);
});
