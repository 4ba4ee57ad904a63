import type { Cluster, ClusterIngress, ClusterPod, IngressBackend, Workload } from '../engine/kubernetes/cluster.ts';
import type { Call } from './call.ts';
import { readCluster, reportDiagnostics } from './read-input.ts';

type Connections = 'All Connections' | Readonly<Record<string, readonly (readonly [number, number])[]>>;

interface Reach {
  readonly src: string;
  readonly dst: string;
  readonly connections: Connections;
}

const OUTSIDE = '0.0.0.0-255.255.255.255[External]';
const CONTROLLER = '{ingress-controller}';

/** `packetwalk reach FILE...`: who can connect to whom. */
export function reach(call: Call): string {
  const { cluster, diagnostics } = readCluster(call);
  reportDiagnostics(diagnostics, call.json);
  const found = listReach(cluster);
  if (call.json) return `${JSON.stringify(found, null, 2)}\n`;
  return found.map(({ src, dst, connections }) => `${src} => ${dst} : ${formatConnections(connections)}\n`).join('');
}

/**
 * Which workloads may connect to which: every pair, to and from outside, and what Ingress rules open. Sorted as text.
 * Simplification: NetworkPolicies are not read, so nothing is refused.
 */
function listReach(cluster: Cluster): readonly Reach[] {
  const names = cluster.workloads.filter((each) => each.assumed === undefined && each.pods.length > 0).map(labelOf);
  const pairs = names.flatMap((src) => [...names, OUTSIDE].filter((dst) => dst !== src).map((dst) => ({ src, dst })));
  const open = [...pairs, ...names.map((dst) => ({ src: OUTSIDE, dst }))];
  const all = [...open.map((pair): Reach => ({ ...pair, connections: 'All Connections' })), ...ingressReach(cluster)];
  const sortKey = ({ src, dst }: Reach) => `${src} => ${dst}`;
  return all.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function labelOf({ namespace, name, kind }: Pick<Workload, 'name' | 'kind'> & { readonly namespace?: string }): string {
  return `${namespace ?? 'default'}/${name}[${kind}]`;
}

/** A line per workload behind an Ingress backend, with the ports its Service sends to. */
function ingressReach(cluster: Cluster): readonly Reach[] {
  const ports = new Map<string, Set<number>>();
  for (const ingress of cluster.ingresses) {
    for (const backend of backendsOf(ingress)) {
      for (const { pod, port } of targetsOf(cluster, ingress.namespace, backend)) {
        const label = labelOf(pod.workload);
        ports.set(label, (ports.get(label) ?? new Set()).add(port));
      }
    }
  }
  return [...ports].map(([dst, open]) => ({ src: CONTROLLER, dst, connections: { TCP: mergePorts([...open]) } }));
}

function backendsOf({ rules, defaultBackend }: ClusterIngress): readonly IngressBackend[] {
  const inRules = rules.flatMap((rule) => rule.paths.map((path) => path.backend));
  return defaultBackend === undefined ? inRules : [...inRules, defaultBackend];
}

function targetsOf(
  cluster: Cluster,
  namespace: string,
  backend: IngressBackend,
): readonly { readonly pod: ClusterPod; readonly port: number }[] {
  const service = cluster.service(namespace, backend.service);
  const wanted = backend.port;
  const port = service?.ports.find((each) =>
    'number' in wanted ? each.port === wanted.number : each.name === wanted.name,
  );
  if (service === undefined || port === undefined) return [];
  return ([4, 6] as const)
    .flatMap((family) => service.endpoints(family))
    .flatMap((endpoint) => {
      const pod = endpoint.pod === undefined ? undefined : cluster.pod(endpoint.pod.namespace, endpoint.pod.name);
      const target = endpoint.ports.find((each) => each.name === port.name);
      return pod === undefined || target === undefined ? [] : [{ pod, port: target.port }];
    });
}

function mergePorts(ports: readonly number[]): readonly (readonly [number, number])[] {
  const merged: [number, number][] = [];
  for (const port of ports.toSorted((a, b) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && port <= last[1] + 1) last[1] = port;
    else merged.push([port, port]);
  }
  return merged;
}

function formatConnections(connections: Connections): string {
  if (connections === 'All Connections') return connections;
  return Object.entries(connections)
    .map(
      ([protocol, ranges]) =>
        `${protocol} ${ranges.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(',')}`,
    )
    .join(',');
}
