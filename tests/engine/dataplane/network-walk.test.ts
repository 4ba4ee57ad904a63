import { describe, expect, test } from 'vitest';
import {
  INTERNET,
  LOAD_BALANCER,
  nodeNamespace,
  podNamespace,
  ROUTER,
} from '../../../src/engine/dataplane/build/build-network.ts';
import { branches } from '../../../src/engine/linux/model/choice.ts';
import { createSession, selectSource, walk, type Departure } from '../../../src/engine/linux/walk/walk.ts';
import type { ClusterService } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import { reverseFlow } from '../../../src/engine/net/flow.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { cidr, cluster, node, pod, service, type ClusterParts } from './fixture-cluster.ts';
import { buildNetwork } from '../../whole-engine.ts';

const LISTENS = { listeners: [{ protocol: 'TCP', port: 8080, container: 'app' }] } as const;
const V6 = cidr('fd00:10:244::/48');
const PARTS: ClusterParts = {
  settings: {
    podCIDRs: [cidr('10.244.0.0/16'), V6],
    localDetector: { mode: 'ClusterCIDR', cidrs: [cidr('10.244.0.0/16'), V6] },
  },
  nodes: [
    node('n1', ['192.168.0.2', '2001:db8::2'], {
      podCIDRs: [cidr('10.244.0.0/24'), cidr('fd00:10:244::/64')],
      externalIPs: [createIp('203.0.113.77')],
    }),
    node('n2', ['192.168.0.3', '2001:db8::3'], { podCIDRs: [cidr('10.244.1.0/24'), cidr('fd00:10:244:1::/64')] }),
    node('far', ['10.9.9.9'], { podCIDRs: [cidr('10.244.2.0/24')] }),
  ],
  pods: [
    pod('client', 'n1', ['10.244.0.9', 'fd00:10:244::9']),
    pod('one', 'n1', ['10.244.0.5', 'fd00:10:244::5'], LISTENS),
    pod('two', 'n2', ['10.244.1.6', 'fd00:10:244:1::6'], LISTENS),
    pod('stray', 'n2', ['172.20.0.1'], LISTENS),
    pod('distant', 'far', ['10.244.2.4'], LISTENS),
    pod('anything', 'n1', ['10.244.0.6'], { listensEverywhere: true }),
    pod('host', 'n2', ['192.168.0.3'], {
      hostNetwork: true,
      listeners: [{ protocol: 'TCP', port: 9100, container: 'app' }],
    }),
  ],
};
const WEB = service('web', {
  type: 'LoadBalancer',
  clusterIPs: ['10.96.0.10', 'fd00:10:96::a'],
  ports: [{ port: 80, nodePort: 30080 }],
  loadBalancerIPs: [{ ip: createIp('203.0.113.10'), ipMode: 'VIP' }],
  endpoints: [
    { ip: '10.244.0.5', ports: { '': 8080 }, nodeName: 'n1' },
    { ip: '10.244.1.6', ports: { '': 8080 }, nodeName: 'n2' },
    { ip: 'fd00:10:244:1::6', ports: { '': 8080 }, nodeName: 'n2' },
  ],
});

/** All ways there and back: "disposition end source/path > reply". */
function ways(services: readonly ClusterService[], from: string, to: string, port: number) {
  return waysOf({ ...PARTS, services }, from, to, port);
}

function waysOf(parts: ClusterParts, from: string, to: string, port: number) {
  const network = buildNetwork(cluster(parts));
  const destinationIP = createIp(to);
  const departure: Departure = { kind: 'process', namespace: from };
  const sourceIP = selectSource(network, from, destinationIP);
  if (sourceIP === undefined) throw new Error(`${from} has no source for ${to}`);
  const flow = { protocol: 'TCP', sourceIP, sourcePort: 40000, destinationIP, destinationPort: port } as const;
  return [
    ...branches((choose) => {
      const session = createSession(choose);
      const there = walk(network, session, departure, flow);
      const back =
        there.disposition === 'ACCEPTED'
          ? walk(network, session, { kind: 'process', namespace: there.end }, reverseFlow(there.final))
          : undefined;
      return {
        end: `${there.disposition} ${there.end}`,
        source: there.final.sourceIP,
        hops: there.hops.map(({ namespace }) => namespace),
        reply:
          back === undefined
            ? undefined
            : `${back.disposition} ${back.end} ${back.final.sourceIP}:${back.final.sourcePort}`,
        replyHops: back?.hops.map(({ namespace }) => namespace),
      };
    }),
  ].map(({ value }) => value);
}

const CLIENT = podNamespace('default', 'client');
const [N1, N2] = [nodeNamespace('n1'), nodeNamespace('n2')];
const at = (name: string) => podNamespace('default', name);

describe('pods', () => {
  test.each([
    ['on one node, bridged', '10.244.0.5', 8080, [CLIENT, N1, at('one')]],
    ['on another node', '10.244.1.6', 8080, [CLIENT, N1, N2, at('two')]],
    ['IPv6', 'fd00:10:244:1::6', 8080, [CLIENT, N1, N2, at('two')]],
    ['whose address is outside every podCIDR', '172.20.0.1', 8080, [CLIENT, N1, N2, at('stray')]],
    ['on a node of another subnet', '10.244.2.4', 8080, [CLIENT, N1, nodeNamespace('far'), at('distant')]],
    ['that listen everywhere', '10.244.0.6', 4711, [CLIENT, N1, at('anything')]],
    ['on the host network', '192.168.0.3', 9100, [CLIENT, N1, N2]],
  ] as const)('%s', (_name, to, port, hops) => {
    const [way, ...others] = ways([], CLIENT, to, port);
    expect(others).toEqual([]);
    expect(way).toMatchObject({ end: `ACCEPTED ${hops.at(-1)}`, hops, reply: `ACCEPTED ${CLIENT} ${to}:${port}` });
    expect(way?.replyHops).toEqual([...hops].reverse());
  });

  test('a port nobody listens on is refused', () => {
    expect(ways([], CLIENT, '10.244.0.5', 1)[0]?.end).toBe(`REFUSED ${at('one')}`);
  });

  test("a pod leaves the cluster with its node's address, a node with an ExternalIP with that", () => {
    expect(ways([], CLIENT, '192.0.2.8', 443)[0]).toMatchObject({
      end: `EXITS_NETWORK ${INTERNET}`,
      source: '203.0.113.77',
      hops: [CLIENT, N1, ROUTER, INTERNET],
    });
    expect(ways([], at('two'), '192.0.2.8', 443)[0]).toMatchObject({
      end: `EXITS_NETWORK ${INTERNET}`,
      source: '192.168.0.3',
    });
  });
});

describe.each(['iptables', 'nftables', 'ipvs'] as const)('a Service in %s mode', (proxyMode) => {
  const ways = (services: readonly ClusterService[], from: string, to: string, port: number) =>
    waysOf({ ...PARTS, settings: { ...PARTS.settings, proxyMode }, services }, from, to, port);

  test('by clusterIP', () => {
    const found = ways([WEB], CLIENT, '10.96.0.10', 80);
    expect(found.map(({ end }) => end)).toEqual([`ACCEPTED ${at('one')}`, `ACCEPTED ${at('two')}`]);
    for (const { source, reply } of found) {
      expect(source).toBe('10.244.0.9');
      expect(reply).toBe(`ACCEPTED ${CLIENT} 10.96.0.10:80`);
    }
  });

  test('by clusterIP from a node: a local endpoint sees the bridge, a remote one the node', () => {
    expect(ways([WEB], N1, '10.96.0.10', 80).map(({ end, source, reply }) => [end, source, reply])).toEqual([
      [`ACCEPTED ${at('one')}`, '10.244.0.1', `ACCEPTED ${N1} 10.96.0.10:80`],
      [`ACCEPTED ${at('two')}`, '192.168.0.2', `ACCEPTED ${N1} 10.96.0.10:80`],
    ]);
  });

  test('a pod that reaches itself goes out and in by one bridge port', () => {
    const self = ways([WEB], at('one'), '10.96.0.10', 80).find(({ end }) => end.endsWith('/one'));
    expect(self).toMatchObject({
      source: '10.244.0.1',
      hops: [at('one'), N1, at('one')],
      reply: `ACCEPTED ${at('one')} 10.96.0.10:80`,
    });
  });

  test('by IPv6 clusterIP', () => {
    expect(ways([WEB], CLIENT, 'fd00:10:96::a', 80)).toMatchObject([
      { end: `ACCEPTED ${at('two')}`, reply: `ACCEPTED ${CLIENT} fd00:10:96::a:80` },
    ]);
  });

  test('by NodePort from outside, with a second hop', () => {
    const found = ways([WEB], INTERNET, '192.168.0.2', 30080);
    expect(found.map(({ hops }) => hops)).toEqual([
      [INTERNET, ROUTER, N1, at('one')],
      [INTERNET, ROUTER, N1, N2, at('two')],
    ]);
    for (const { reply } of found) expect(reply).toBe(`ACCEPTED ${INTERNET} 192.168.0.2:30080`);
    expect(ways([WEB], INTERNET, '203.0.113.77', 30080)[0]?.reply).toBe(`ACCEPTED ${INTERNET} 203.0.113.77:30080`);
  });

  test('by its load balancer: any node, and the reply goes around it', () => {
    const found = ways([WEB], INTERNET, '203.0.113.10', 80);
    expect(found).toHaveLength(6);
    for (const { hops, reply, replyHops } of found) {
      expect(hops.slice(0, 2)).toEqual([INTERNET, LOAD_BALANCER]);
      expect(reply).toBe(`ACCEPTED ${INTERNET} 203.0.113.10:80`);
      expect(replyHops?.slice(-2)).toEqual([ROUTER, INTERNET]);
      expect(replyHops).not.toContain(LOAD_BALANCER);
    }
    expect(ways([WEB], INTERNET, '203.0.113.10', 81)[0]?.end).toBe(`DROPPED ${LOAD_BALANCER}`);
  });

  test('externalTrafficPolicy Local: only nodes with an endpoint, and the client stays visible', () => {
    const local = { ...WEB, externalTrafficPolicy: 'Local' as const, healthCheckNodePort: 32000 };
    expect(ways([local], INTERNET, '203.0.113.10', 80).map(({ end, source }) => [end, source])).toEqual([
      [`ACCEPTED ${at('one')}`, '198.51.100.10'],
      [`ACCEPTED ${at('two')}`, '198.51.100.10'],
    ]);
    expect(ways([local], LOAD_BALANCER, '192.168.0.2', 32000)[0]?.end).toBe(`ACCEPTED ${N1}`);
    const empty = { ...local, endpoints: () => [] };
    expect(ways([empty], INTERNET, '203.0.113.10', 80)[0]?.end).toMatch(/ load-balancer$/);
  });

  test('ipMode Proxy: the load balancer connects to a NodePort itself', () => {
    const proxied = { ...WEB, loadBalancerIPs: [{ ip: createIp('203.0.113.10'), ipMode: 'Proxy' as const }] };
    const found = ways([proxied], INTERNET, '203.0.113.10', 80);
    for (const { reply, replyHops } of found) {
      expect(reply).toBe(`ACCEPTED ${INTERNET} 203.0.113.10:80`);
      expect(replyHops).toContain(LOAD_BALANCER);
    }
  });

  test('ipMode Proxy without a NodePort: the load balancer keeps what it cannot hand on', () => {
    const proxied = {
      ...WEB,
      ports: WEB.ports.map(({ nodePort: _none, ...port }) => port),
      loadBalancerIPs: ['203.0.113.10', '2001:db8:203::10'].map((ip) => ({
        ip: createIp(ip),
        ipMode: 'Proxy' as const,
      })),
    };
    expect(ways([proxied], INTERNET, '203.0.113.10', 80)[0]?.end).toBe(`DROPPED ${LOAD_BALANCER}`);
    expect(ways([proxied], INTERNET, '2001:db8:203::10', 80)[0]?.end).toBe(`DROPPED ${LOAD_BALANCER}`);
  });

  test('what comes back to the outside that sent it has not left, in either family', () => {
    expect(ways([WEB], INTERNET, '192.0.2.200', 80)[0]?.end).toBe(`DROPPED ${INTERNET}`);
    expect(ways([WEB], INTERNET, '2001:db8:e::200', 80)[0]?.end).toBe(`DROPPED ${INTERNET}`);
  });

  test('an unused address of the service range goes nowhere', () => {
    const end = ways([WEB], CLIENT, '10.96.99.99', 80)[0]?.end;
    expect(end).toBe(proxyMode === 'nftables' ? `DROPPED ${N1}` : `NO_ROUTE ${ROUTER}`);
  });
});

describe("the bridge's address", () => {
  const gatewayOf = (podCIDR: string, taken: readonly string[]) => {
    const n1 = node('n1', ['192.168.0.2'], { podCIDRs: [cidr(podCIDR)] });
    const pods = taken.map((ip, index) => pod(`p${index}`, 'n1', [ip]));
    const bridge = buildNetwork(cluster({ nodes: [n1], pods }))
      .namespace(nodeNamespace('n1'))
      ?.interface('cbr0');
    return bridge?.addresses[0]?.ip;
  };
  test.each([
    ['10.8.0.0/24', ['10.8.0.9'], '10.8.0.1'],
    ['10.8.0.0/24', ['10.8.0.1'], '10.8.0.254'],
    ['10.8.0.0/24', ['10.8.0.1', '10.8.0.254'], '10.8.0.253'],
    ['10.8.0.0/30', ['10.8.0.1', '10.8.0.2'], '169.254.1.1'],
    ['fd00:1::/64', ['fd00:1::1'], 'fd00:1::ffff:ffff:ffff:ffff'],
  ] as const)('of %s with pods at %j is %s', (podCIDR, taken, gateway) => {
    expect(gatewayOf(podCIDR, taken)).toBe(gateway);
  });
});
