import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster, ClusterPod } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { ProxyMode } from '../../../../src/engine/kubernetes/model/basics.ts';
import { decide } from '../../../../src/engine/kubernetes/network-policy/decide.ts';
import { policiesOf } from '../../../../src/engine/kubernetes/network-policy/policy-set.ts';
import type { Party } from '../../../../src/engine/kubernetes/network-policy/select.ts';
import { PORTS, world } from '../../routing/reach/policy-world.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import '../../../property-seed.ts';
import { runs } from '../../../runs.ts';

const MODES: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs', 'ebpf'];
const CNIS = [undefined, 'calico', 'calico-vxlan', 'cilium', 'cilium-native', 'kindnet'];
const plumbing = fc.oneof(
  fc.record({ proxyMode: fc.constantFrom(...MODES) }),
  fc.constantFrom(...CNIS).map((cni) => (cni === undefined ? {} : { cni })),
);

const partyOf = (pod: ClusterPod): Party => {
  const [ip] = pod.ips;
  if (ip === undefined) throw new Error(`${pod.name} has no address`);
  return pod.hostNetwork ? { ip } : { pod, ip };
};

interface Call {
  readonly source: ClusterPod;
  readonly destination: ClusterPod;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
}

/** What the specification says; a node may always reach its own pods. */
function expected(cluster: Cluster, { source, destination, protocol, port }: Call): boolean {
  const connection = { source: partyOf(source), destination: partyOf(destination), protocol, port };
  const { egress, ingress } = decide(policiesOf(cluster), connection, cluster);
  const fromOwnNode = source.hostNetwork && source.nodeName === destination.nodeName;
  return egress.allowed && (ingress.allowed || fromOwnNode);
}

/** Both ways a packet of the call can end, with the answer's way back. */
function walked(cluster: Cluster, { source, destination, protocol, port }: Call): string {
  const to = `${protocol.toLowerCase()}://${destination.ips[0] ?? ''}:${port}`;
  const result = createRouter(cluster).trace({ from: { pod: `${source.namespace}/${source.name}` }, to });
  if (!result.ok) throw new Error(result.error.code);
  const [outcome] = result.value.outcomes;
  return [outcome?.disposition, outcome?.reply, outcome?.cause?.code]
    .filter((part) => typeof part === 'string')
    .join(' ');
}

test('a walk is dropped exactly where the specification denies the connection', () => {
  const seen = { allowed: 0, denied: 0 };
  const calls = fc.array(
    fc.record({
      pair: fc.tuple(fc.nat(6), fc.nat(6)),
      protocol: fc.constantFrom('TCP' as const, 'UDP' as const, 'SCTP' as const),
      port: fc.constantFrom(...PORTS),
    }),
    { minLength: 6, maxLength: 6 },
  );
  fc.assert(
    fc.property(world, calls, plumbing, (objects, list, overrides) => {
      const cluster = buildCluster({ objects, overrides });
      const pods = cluster.pods.filter(({ assumed }) => assumed === undefined);
      for (const { pair, protocol, port } of list) {
        const [source, destination] = pair.map((index) => pods[index]);
        if (source === undefined || destination === undefined || source.ips[0] === destination.ips[0]) continue;
        const call: Call = { source, destination, protocol, port };
        const allowed = expected(cluster, call);
        seen[allowed ? 'allowed' : 'denied'] += 1;
        const end = walked(cluster, call);
        if (allowed) expect(end).toMatch(/^(ACCEPTED ACCEPTED|REFUSED ACCEPTED NOTHING_LISTENS)$/);
        else expect(end).toMatch(/^DROPPED (ADMIN_)?POLICY_DENIES_(IN|E)GRESS$/);
      }
    }),
    { numRuns: runs(250) },
  );
  expect(seen.allowed).toBeGreaterThan(runs(200));
  expect(seen.denied).toBeGreaterThan(runs(200));
}, 240_000);
