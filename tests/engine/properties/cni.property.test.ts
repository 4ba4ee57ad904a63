import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CNIS } from '../../../src/engine/dataplane/cni/cnis.ts';
import type { Cluster } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import { formatEndpoint, ipFamily } from '../../../src/engine/net/ip.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import type { Router } from '../../../src/engine/routing/engine/router.ts';
import { drafts, objectsOf } from './generated-cluster.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { runs } from '../../runs.ts';

// Whatever connects the pods: the same pods and Services are reached from the same pods, at the same endpoints.

const NAMES = Object.keys(CNIS).filter((name) => name !== 'bridge');

/** Targets by a name that is the same under every CNI, with the URL under this one. */
function targetsOf(cluster: Cluster): ReadonlyMap<string, string> {
  const pods = cluster.pods
    .filter(({ phase, assumed }) => phase === 'Running' && assumed === undefined)
    .flatMap((pod) => pod.ips.map((ip, at) => [`pod ${pod.name} ${at}`, `tcp://${formatEndpoint(ip, 8080)}`] as const));
  const services = cluster.services
    .filter(({ namespace, clusterIPs }) => namespace === 'shop' && clusterIPs.length > 0)
    .flatMap(({ name, ports }) =>
      ports.map((port) => [`service ${name}`, `${port.protocol.toLowerCase()}://${name}.shop:${port.port}`] as const),
    );
  return new Map([...pods, ...services]);
}

/** Every way the request can go: how it ends and where, how the answer ends, how likely. */
function fingerprint(router: Router, from: TraceRequest['from'], to: string): readonly string[] {
  const traced = router.trace({ from, to });
  if (!traced.ok) return [traced.error.code];
  return traced.value.outcomes
    .map(({ disposition, destination, reply, probability }) => {
      const where = destination === null ? 'nowhere' : `${destination.kind} ${destination.name}`;
      return `${disposition} ${where} ${reply ?? 'no reply'} ${probability.toFixed(6)}`;
    })
    .sort();
}

function fingerprints(cluster: Cluster): ReadonlyMap<string, readonly string[]> {
  const router = createRouter(cluster);
  const sources = ['client', ...cluster.pods.filter(({ name }) => name.startsWith('bare')).map(({ name }) => name)];
  const targets = targetsOf(cluster);
  const found = new Map<string, readonly string[]>();
  const add = (name: string, from: TraceRequest['from'], to: string): unknown =>
    found.set(name, fingerprint(router, from, to));
  for (const from of sources) for (const [name, to] of targets) add(`${from} to ${name}`, { pod: `shop/${from}` }, to);
  for (const [name, to] of targets) if (name.startsWith('pod')) add(`outside to ${name}`, { internet: true }, to);
  for (const { name } of cluster.nodes)
    for (const [target, to] of targets) if (target.startsWith('pod')) add(`${name} to ${target}`, { node: name }, to);
  for (const [name, to] of entriesOf(cluster)) add(`outside to ${name}`, { internet: true }, to);
  for (const ip of cluster.nodes[0]?.ips ?? [])
    add(`client to world ${ipFamily(ip)}`, { pod: 'shop/client' }, WORLD[ipFamily(ip)]);
  return found;
}

const WORLD = { 4: 'tcp://8.8.8.8:53', 6: 'tcp://[2001:4860:4860::8888]:53' } as const;

/** Where clients outside come in. */
function entriesOf({ services, nodes }: Cluster): ReadonlyMap<string, string> {
  const own = services.filter(({ namespace }) => namespace === 'shop');
  const nodePorts = own.flatMap(({ name, ports }) =>
    ports.flatMap(({ nodePort, protocol }) =>
      nodePort === undefined
        ? []
        : nodes.flatMap((node) =>
            node.ips.map(
              (ip) =>
                [
                  `${name} at ${node.name} ${ipFamily(ip)}`,
                  `${protocol.toLowerCase()}://${formatEndpoint(ip, nodePort)}`,
                ] as const,
            ),
          ),
    ),
  );
  const balanced = own.flatMap(({ name, loadBalancerIPs, ports }) =>
    loadBalancerIPs.map(
      ({ ip }) => [`${name} at ${ip}`, `${ports[0]?.protocol.toLowerCase()}://${formatEndpoint(ip, 80)}`] as const,
    ),
  );
  return new Map([...nodePorts, ...balanced]);
}

test.each(NAMES)('%s reaches what the bridge reaches', (cni) => {
  fc.assert(
    fc.property(drafts, (draft) => {
      const objects = objectsOf(draft).filter(({ kind }) => kind !== 'Ingress');
      const expected = fingerprints(buildCluster({ objects, overrides: { proxyMode: draft.mode as never } }));
      const found = fingerprints(buildCluster({ objects, overrides: { proxyMode: draft.mode as never, cni } }));
      expect(found).toEqual(expected);
    }),
    { numRuns: runs(15) },
  );
});
