import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster, ClusterPod } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { TransportProtocol } from '../../../../src/engine/kubernetes/model/basics.ts';
import { decide } from '../../../../src/engine/kubernetes/network-policy/decide.ts';
import { policiesOf } from '../../../../src/engine/kubernetes/network-policy/policy-set.ts';
import type { Party } from '../../../../src/engine/kubernetes/network-policy/select.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { computeReach } from '../../../../src/engine/routing/reach/compute-reach.ts';
import type { Connections, ReachPeer } from '../../../../src/engine/routing/reach/reach.ts';
import { clusterOf, world } from './policy-world.ts';
import '../../../property-seed.ts';
import { runs } from '../../../runs.ts';

const PROTOCOLS: readonly TransportProtocol[] = ['TCP', 'UDP', 'SCTP'];
/** Borders that rules name, and their neighbours. */
const ASKED = [79, 80, 81, 443, 8080, 8081];

function allows(connections: Connections, protocol: TransportProtocol, port: number): boolean {
  if (connections === 'All Connections') return true;
  return (connections[protocol] ?? []).some(([from, to]) => from <= port && port <= to);
}

function partyOf(peer: ReachPeer, byAddress: boolean): Party {
  if (peer.kind === 'external') return { ip: peer.first };
  const [pod] = peer.kind === 'workload' ? peer.pods : [];
  if (pod === undefined) throw new Error(`nobody speaks for ${peer.label}`);
  const [ip] = pod.ips;
  return byAddress && ip !== undefined ? { pod, ip } : { pod };
}

/** Where reach and the direct evaluation part, as text; empty: nowhere. */
function differences(cluster: Cluster, ipBlocks: 'outside' | 'addresses'): readonly string[] {
  const reach = computeReach(cluster, { ipBlocks });
  const policies = policiesOf(cluster);
  return reach.sources.flatMap((source) =>
    reach.destinations.flatMap((destination) => {
      if (source.label === destination.label) return [];
      if (source.kind !== 'workload' && destination.kind !== 'workload') return [];
      const connections = reach.connections(source.label, destination.label);
      const ends = {
        source: partyOf(source, ipBlocks === 'addresses'),
        destination: partyOf(destination, ipBlocks === 'addresses'),
      };
      return PROTOCOLS.flatMap((protocol) =>
        (protocol === 'TCP' ? ASKED : ASKED.slice(1, 4)).flatMap((port) => {
          const direct = decide(policies, { ...ends, protocol, port }, cluster).allowed;
          return allows(connections, protocol, port) === direct
            ? []
            : [`${source.label} => ${destination.label} ${protocol} ${port}: ${direct}`];
        }),
      );
    }),
  );
}

test('reach agrees with the direct evaluation on random policy sets', () => {
  fc.assert(
    fc.property(world, fc.constantFrom('outside' as const, 'addresses' as const), (objects, ipBlocks) => {
      expect(differences(clusterOf(objects), ipBlocks)).toEqual([]);
    }),
    { numRuns: runs(1000) },
  );
}, 240_000);

test('the random policy sets allow some pairs and refuse others', () => {
  const seen = { all: 0, some: 0, none: 0 };
  fc.assert(
    fc.property(world, (objects) => {
      const reach = computeReach(clusterOf(objects), { ipBlocks: 'addresses' });
      const pods = reach.sources.filter(({ kind }) => kind === 'workload');
      for (const { label: src } of pods) {
        for (const { label: dst } of pods) {
          const found = reach.connections(src, dst);
          if (src === dst) continue;
          seen[found === 'All Connections' ? 'all' : Object.keys(found).length === 0 ? 'none' : 'some'] += 1;
        }
      }
    }),
    { numRuns: runs(200) },
  );
  const total = seen.all + seen.some + seen.none;
  for (const count of Object.values(seen)) expect(count / total).toBeGreaterThan(0.1);
});

test('decide tells the rule behind a cell', () => {
  const pod = ({ workload }: ClusterPod) => `${workload.namespace}/${workload.name}[${workload.kind}]`;
  fc.assert(
    fc.property(world, (objects) => {
      const cluster = clusterOf(objects);
      const reach = computeReach(cluster, { ipBlocks: 'addresses' });
      const [first, second] = cluster.pods.filter(({ assumed }) => assumed === undefined).map(pod);
      if (first === undefined || second === undefined) return;
      const decision = reach.decide(first, second, { protocol: 'TCP', port: 80 });
      expect(decision?.allowed).toBe(allows(reach.connections(first, second), 'TCP', 80));
      for (const part of [decision?.egress, decision?.ingress]) {
        if (part?.by === 'rule') expect(part.decider.rule.action === 'Allow').toBe(part.allowed);
        if (part?.by === 'isolation') expect(part.policies.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: runs(200) },
  );
});

test('policies of arbitrary JSON never throw', () => {
  const part = fc.oneof(
    fc.constantFrom({}, [], null, 'x', 80, [{}], { matchLabels: { app: 'a' } }, { cidr: '10.0.0.0/8', except: ['x'] }),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const rule = fc.record({ from: part, to: part, ports: part, action: part }, { requiredKeys: [] });
  const spec = fc.record(
    {
      podSelector: part,
      subject: part,
      policyTypes: part,
      priority: part,
      tier: part,
      ingress: fc.oneof(part, fc.array(fc.oneof(rule, part), { maxLength: 3 })),
      egress: fc.oneof(part, fc.array(fc.oneof(rule, part), { maxLength: 3 })),
    },
    { requiredKeys: [] },
  );
  const kinds = [
    'NetworkPolicy',
    'AdminNetworkPolicy',
    'BaselineAdminNetworkPolicy',
    'ClusterNetworkPolicy',
    'Route',
  ] as const;
  const object = fc.record({ kind: fc.constantFrom(...kinds), spec: fc.oneof(spec, part) }).map(
    ({ kind, spec: own }): RawObject => ({
      apiVersion:
        kind === 'NetworkPolicy'
          ? 'networking.k8s.io/v1'
          : kind === 'Route'
            ? 'route.openshift.io/v1'
            : 'policy.networking.k8s.io/v1alpha1',
      kind,
      metadata: { name: kind.toLowerCase(), namespace: 'red' },
      spec: own,
    }),
  );
  fc.assert(
    fc.property(fc.array(object, { maxLength: 4 }), (policies) => {
      const pods = ['red', 'green'].map(
        (namespace): RawObject => ({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'pod', namespace, labels: { app: 'a' } },
          spec: { containers: [{ name: 'main', image: 'main' }] },
        }),
      );
      const cluster = clusterOf([...pods, ...policies]);
      expect(cluster.findings).toBeDefined();
      for (const { connections } of computeReach(cluster).lines()) expect(connections).not.toEqual({});
    }),
    { numRuns: runs(500) },
  );
});
