import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeNamespace } from '../../../src/engine/dataplane/build/build-network.ts';
import type { Chain } from '../../../src/engine/linux/model/netfilter.ts';
import type { Network } from '../../../src/engine/linux/namespace/namespace.ts';
import type { Cluster } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { ProxyMode } from '../../../src/engine/kubernetes/model/basics.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { cidr, cluster, node, service, type EndpointInput } from './fixture-cluster.ts';
import { buildNetwork } from '../../whole-engine.ts';

const NODES = ['n1', 'n2', 'n3'].map((name, index) =>
  node(name, [`192.168.0.${index + 2}`], { podCIDRs: [cidr(`10.244.${index}.0/24`)], zone: index === 0 ? 'a' : 'b' }),
);

const endpoint: fc.Arbitrary<EndpointInput> = fc
  .record({
    at: fc.integer({ min: 0, max: 2 }),
    last: fc.integer({ min: 2, max: 5 }),
    ready: fc.boolean(),
    terminating: fc.boolean(),
    hinted: fc.boolean(),
  })
  .map(({ at, last, ready, terminating, hinted }) => ({
    ip: `10.244.${at}.${last}`,
    ports: { '': 80 },
    nodeName: `n${at + 1}`,
    ready: ready && !terminating,
    serving: ready,
    terminating,
    forZones: hinted ? ['a'] : [],
  }));

/** Replaces Service `index` by one with these endpoints and policies. */
const edit = fc.record({
  index: fc.integer({ min: 0, max: 3 }),
  endpoints: fc.array(endpoint, { maxLength: 4 }),
  local: fc.boolean(),
  internalLocal: fc.boolean(),
  ranges: fc.boolean(),
  sticky: fc.boolean(),
  masqueradeAll: fc.boolean(),
  proxyMode: fc.constantFrom<ProxyMode>('iptables', 'nftables', 'nftables'),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function apply(before: Cluster, change: Edit): Cluster {
  const changed = service(`default/s${change.index}`, {
    type: 'LoadBalancer',
    clusterIPs: [`10.96.0.${change.index + 1}`],
    ports: [{ port: 80, nodePort: 30000 + change.index }],
    loadBalancerIPs: [{ ip: createIp(`203.0.113.${change.index + 1}`), ipMode: 'VIP' }],
    endpoints: change.endpoints,
    externalTrafficPolicy: change.local ? 'Local' : 'Cluster',
    internalTrafficPolicy: change.internalLocal ? 'Local' : 'Cluster',
    loadBalancerSourceRanges: change.ranges ? [cidr('192.168.0.2/32')] : [],
    ...(change.sticky ? { sessionAffinityTimeout: 60 } : {}),
  });
  const isNew = before.services.every(({ name }) => name !== changed.name);
  const others = before.services.map((one) => (one.name === changed.name ? changed : one));
  const { masqueradeAll, proxyMode } = change;
  return cluster({
    settings: { masqueradeAll, proxyMode },
    nodes: NODES,
    services: isNew ? [...others, changed] : others,
  });
}

/** Every chain, set and map of every node, names and contents. */
function dump(network: Network) {
  return NODES.map(({ name }) =>
    network
      .namespace(nodeNamespace(name))
      ?.ruleset(4)
      .tables.map((table) => ({
        base: table.baseChains.map((chain) => [chain.name, chain.rules]),
        own: table.chainNames().map((chain) => [chain, table.chain(chain)?.rules, oneByOne(table.chain(chain))]),
        sets: table.nft?.setNames().map((set) => [set, [...(table.set?.(set)?.listing?.keys() ?? [])]]),
        maps: table.nft?.mapNames().map((map) => [map, table.nft?.map(map)?.elements()]),
      })),
  );
}

/** The rules as a walk asks for them. */
function oneByOne({ lazy }: Pick<Chain, 'lazy'> = {}): readonly unknown[] {
  return Array.from({ length: lazy?.count ?? 0 }, (_, at) => lazy?.rule(at));
}

/** The same objects made anew, so that nothing is remembered of them. */
const anew = (original: Cluster): Cluster => ({ ...original, services: original.services.map((one) => ({ ...one })) });

test('edits one after the other give the rulesets of a cluster built at once', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.boolean(), (edits, keepObjects) => {
      let current = cluster({ nodes: NODES });
      let network = buildNetwork(current);
      for (const change of edits) {
        current = apply(current, change);
        network = buildNetwork(keepObjects ? current : anew(current), { previous: network });
        expect(dump(network)).toEqual(dump(buildNetwork(anew(current))));
      }
    }),
    { numRuns: 60 },
  );
});

test('a Service that an edit did not touch keeps its chains', () => {
  const web = service('web', {
    clusterIPs: ['10.96.0.1'],
    ports: [{ port: 80 }],
    endpoints: [{ ip: '10.244.0.2', ports: { '': 80 } }],
  });
  const first = buildNetwork(cluster({ nodes: NODES, services: [web] }));
  const chainOf = (network: Network, name: string) => {
    const table = network
      .namespace(nodeNamespace(name))
      ?.ruleset(4)
      .tables.find((one) => one.name === 'nat');
    return table?.chain(table.chainNames().find((one) => one.startsWith('KUBE-SVC-')) ?? '');
  };
  const before = chainOf(first, 'n1');
  const after = buildNetwork(cluster({ nodes: NODES, services: [{ ...web }] }), { previous: first });
  expect(before).toBeDefined();
  expect(chainOf(first, 'n2')).toBe(before);
  expect(chainOf(after, 'n1')).toBe(before);
});
