import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster, ClusterPod } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { computeReach } from '../../../../src/engine/routing/reach/compute-reach.ts';
import type { Connections, ReachPeer } from '../../../../src/engine/routing/reach/reach.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { calicoAllows } from './calico-opinion.ts';
import type { Call, Who } from './cilium-opinion.ts';
import { calicoWorld } from './calico-world.ts';
import { PORTS } from './policy-world.ts';
import '../../../property-seed.ts';

// `POLICY_SETS=1000 npm run unit -- tests/engine/routing/reach/calico` looks at more.
const SETS = Number(process.env['POLICY_SETS'] ?? 100);
const PROTOCOLS = ['TCP', 'UDP'] as const;

const whoIs = (pod: ClusterPod): Who =>
  pod.hostNetwork ? { is: 'node', name: pod.nodeName ?? '' } : { is: 'pod', pod };

const nodeAt = (ip: string): string | undefined =>
  [1, 2].flatMap((node) => (ip === `192.168.0.${node}` ? [`node-${node}`] : []))[0];

function whoHas(cluster: Cluster, ip: string): Who {
  const pod = cluster.pods.find((each) => !each.hostNetwork && (each.ips as readonly string[]).includes(ip));
  const node = nodeAt(ip);
  return pod !== undefined ? whoIs(pod) : node === undefined ? { is: 'world', ip } : { is: 'node', name: node };
}

function allows(connections: Connections, { protocol, port }: Pick<Call, 'protocol' | 'port'>): boolean {
  if (connections === 'All Connections') return true;
  return (connections[protocol] ?? []).some(([from, to]) => from <= port && port <= to);
}

/** A range outside stands for its first address. */
function partyOf(cluster: Cluster, peer: ReachPeer): Who {
  if (peer.kind === 'external') return whoHas(cluster, peer.first);
  const [pod] = peer.kind === 'workload' ? peer.pods : [];
  if (pod === undefined) throw new Error(`nobody speaks for ${peer.label}`);
  return whoIs(pod);
}

test('under Calico, reach agrees with what its documentation says of each pair', () => {
  const seen = { allowed: 0, denied: 0 };
  fc.assert(
    fc.property(calicoWorld, (objects) => {
      const cluster = buildCluster({ objects, overrides: { cni: 'calico' } });
      const reach = computeReach(cluster, { ipBlocks: 'addresses' });
      const wrong = reach.sources.flatMap((source) =>
        reach.destinations.flatMap((destination) => {
          if (source.label === destination.label) return [];
          if (source.kind !== 'workload' && destination.kind !== 'workload') return [];
          const found = reach.connections(source.label, destination.label);
          return PROTOCOLS.flatMap((protocol) =>
            PORTS.flatMap((port) => {
              const call: Call = { from: partyOf(cluster, source), to: partyOf(cluster, destination), protocol, port };
              const said = calicoAllows(cluster, objects, call);
              seen[said ? 'allowed' : 'denied'] += 1;
              return allows(found, call) === said
                ? []
                : [`${source.label} => ${destination.label} ${protocol} ${port}: ${said}`];
            }),
          );
        }),
      );
      expect(wrong).toEqual([]);
    }),
    { numRuns: SETS },
  );
  expect(seen.allowed / (seen.allowed + seen.denied)).toBeGreaterThan(0.1);
  expect(seen.denied / (seen.allowed + seen.denied)).toBeGreaterThan(0.1);
}, 600_000);

const OUTSIDE = ['203.0.113.7', '203.0.113.70', '198.51.100.9'];

/** Who calls: the pods, then the nodes. */
function sourceAt(cluster: Cluster, index: number): readonly [Who, object] {
  const pods = cluster.pods.filter(({ assumed }) => assumed === undefined);
  const pod = pods[index];
  if (pod !== undefined) return [whoIs(pod), { pod: `${pod.namespace}/${pod.name}` }];
  const node = `node-${1 + (index % 2)}`;
  return [{ is: 'node', name: node }, { node }];
}

/** Who is called: the pods, the nodes, and others. */
function targetAt(cluster: Cluster, index: number): string {
  const pods = cluster.pods.filter(({ assumed }) => assumed === undefined);
  return pods[index]?.ips[0] ?? [`192.168.0.1`, `192.168.0.2`, ...OUTSIDE][index - pods.length] ?? '203.0.113.7';
}

const nodeOf = (who: Who): string | undefined =>
  who.is === 'node' ? who.name : who.is === 'pod' ? who.pod.nodeName : undefined;

/** By which a node speaks to pods of others through a VXLAN device: the first address of its pods' range. */
function tunnelAddress(cluster: Cluster, from: Who, sameNode: boolean): string | undefined {
  const isWrapped = ['calico-vxlan', 'flannel'].includes(cluster.settings.cni);
  return from.is === 'node' && isWrapped && !sameNode ? `10.244.${from.name.slice(-1)}.0` : undefined;
}

/** How a packet ends. */
function walked(
  objects: readonly RawObject[],
  cluster: Cluster,
  calls: readonly (readonly [number, number, number])[],
) {
  const router = createRouter(cluster);
  return calls.flatMap(([one, other, pick]) => {
    const [from, source] = sourceAt(cluster, one);
    const ip = targetAt(cluster, other);
    const to = whoHas(cluster, ip);
    if (from.is !== 'pod' && to.is !== 'pod') return [];
    if (from.is === 'pod' && to.is === 'pod' && from.pod === to.pod) return [];
    const [protocol, port] = [PROTOCOLS[pick % 2] ?? 'TCP', PORTS[pick % PORTS.length] ?? 80];
    const sameNode = nodeOf(from) === nodeOf(to);
    const said =
      calicoAllows(cluster, objects, { from, to, protocol, port, nodeIP: tunnelAddress(cluster, from, sameNode) }) ||
      // felix does not judge what a node sends to its own pods.
      (from.is === 'node' && sameNode);
    const url = `${protocol.toLowerCase()}://${ip}:${port}`;
    const traced = router.trace({ from: source as { pod: string }, to: url });
    if (!traced.ok) throw new Error(traced.error.code);
    const [outcome] = traced.value.outcomes;
    const end = outcome?.disposition === 'DROPPED' ? `DROPPED ${outcome.cause?.code ?? ''}` : 'passes';
    const wanted = said ? /^passes$/ : /^DROPPED (ADMIN_)?POLICY_DENIES_(IN|E)GRESS$/;
    return wanted.test(end) ? [] : [`${JSON.stringify(source)} ${url}: ${String(said)} but ${end}`];
  });
}

test('under Calico, a walk is dropped exactly where its documentation denies the connection', () => {
  const calls = fc.array(fc.tuple(fc.nat(8), fc.nat(11), fc.nat(11)), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(
      calicoWorld,
      calls,
      fc.constantFrom('calico', 'calico-vxlan', 'canal', undefined),
      (objects, asked, cni) => {
        const cluster = buildCluster({ objects, overrides: cni === undefined ? {} : { cni } });
        expect(walked(objects, cluster, asked)).toEqual([]);
      },
    ),
    { numRuns: SETS },
  );
}, 600_000);
