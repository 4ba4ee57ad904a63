import { expect, test } from 'vitest';
import { buildCluster, buildNetwork, createRouter } from '../../../whole-engine.ts';
import { node, pod } from '../../kubernetes/objects.ts';

const NETWORKING = { podSubnet: '10.244.0.0/16,fd00:10:244::/56', serviceSubnet: '10.96.0.0/12,fd00:10:96::/112' };

function walk(ip: string, to: string, from: object = { pod: 'default/shell' }) {
  const objects = [
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'ClusterConfiguration',
      metadata: { name: '' },
      networking: NETWORKING,
    },
    {
      ...node('n1', { spec: { podCIDRs: ['10.244.1.0/24', 'fd00:10:244:1::/64'] } }),
      status: { addresses: ['192.168.7.11', ip].map((address) => ({ type: 'InternalIP', address })) },
    },
    pod('shell'),
  ];
  const traced = createRouter(buildCluster({ objects })).trace({ from, to } as never);
  if (!traced.ok) throw new Error(traced.error.code);
  const { verdict, outcomes } = traced.value;
  return [verdict, outcomes[0]?.cause?.code];
}

test('what leaves for the internet with a unique local address gets no answer', () => {
  const to = 'http://[2001:4860:4860::8888]/';
  expect(walk('fd00:7::11', to)).toEqual(['UNREACHABLE', 'SOURCE_NOT_PUBLIC']);
  expect(walk('fd00:7::11', to, { node: 'n1' })).toEqual(['UNREACHABLE', 'SOURCE_NOT_PUBLIC']);
  expect(walk('2001:db8:7::11', to)).toEqual(['REACHABLE', undefined]);
  // What stands in texts for hosts of the site may be one.
  expect(walk('fd00:7::11', 'http://[2001:db8::7]/')).toEqual(['REACHABLE', undefined]);
  // To a network of the same site, and with IPv4, which gateways translate.
  expect(walk('fd00:7::11', 'http://[fd12:3456::1]/')).toEqual(['REACHABLE', undefined]);
  expect(walk('fd00:7::11', 'http://8.8.8.8/')).toEqual(['REACHABLE', undefined]);
});

test('the router has no rule that iptables would not take: each names one source and one destination at most', () => {
  const { cluster } = createRouter(buildCluster({ objects: [node('n1'), pod('shell')] }));
  const tables = buildNetwork(cluster).namespace('router')?.ruleset(6).tables ?? [];
  const rules = tables.flatMap(({ baseChains, chain, chainNames }) =>
    [...baseChains, ...chainNames().flatMap((name) => chain(name) ?? [])].flatMap((each) => each.rules),
  );
  expect(rules.length).toBeGreaterThan(0);
  for (const { matches } of rules) {
    const types = matches.map(({ type }) => type).filter((type) => type === 'source' || type === 'destination');
    expect(new Set(types).size).toBe(types.length);
  }
});
