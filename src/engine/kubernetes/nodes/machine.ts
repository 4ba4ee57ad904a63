import { ipFamily, parseIp, type Ip, type IpFamily, type Port } from '../../net/ip.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { SettingsStore } from '../cluster/plan-store.ts';
import { K3D_CLUSTER, KIND_CLUSTER } from '../kinds/configurations.ts';
import type { TransportProtocol } from '../model/basics.ts';
import type { Machine, MappedPort } from '../model/machine.ts';
import { createReport } from '../model/report.ts';

export const readKind = createObjectReader(KIND_CLUSTER.read);
export const readK3d = createObjectReader(K3D_CLUSTER.read);

/**
 * Somebody's own machine on which the cluster runs, by its nodes, or by the configuration of kind or k3d that stands beside its
 * objects; undefined: nothing shows one. A kernel that is named for it tells that the nodes are inside a virtual machine.
 * Simplification: without such a kernel kind, k3d and minikube are taken to run on Linux itself, with the nodes' network on it.
 */
export function machineOf(store: SettingsStore): Machine | undefined {
  const local = store.nodes.find((node) => node.local !== undefined)?.local;
  const ofKind = store.ofKind('Cluster').at(-1);
  const ofK3d = store.ofKind('Simple').at(-1);
  const stated = ofKind === undefined ? (ofK3d === undefined ? undefined : 'k3d') : 'kind';
  const environment = local?.environment ?? (store.nodes.length === 0 ? stated : undefined);
  if (environment === undefined) return undefined;
  const reach = local?.isInVM === true || environment === 'docker-desktop' ? 'VM' : 'LINK';
  const base: Machine = { environment, reach, mapped: [] };
  if (environment === 'kind' && ofKind !== undefined) {
    return { ...base, configured: 'Cluster', mapped: mappedByKind(readKind(ofKind, createReport())) };
  }
  if (environment !== 'k3d' || ofK3d === undefined) return base;
  return { ...base, configured: 'Simple', mapped: mappedByK3d(readK3d(ofK3d, createReport()), ofK3d) };
}

/**
 * Its nodes by the names of their containers: role, and a number from the second on. Without any it makes one.
 * // kind v0.30 pkg/cluster/internal/providers/common/namer.go, pkg/apis/config/v1alpha4/default.go
 */
export function nodesOfKind({ name = 'kind', nodes }: ReturnType<typeof KIND_CLUSTER.read>) {
  const counts = new Map<string, number>();
  const listed = nodes.length > 0 ? nodes : [{ role: 'control-plane', extraPortMappings: [] }];
  return listed.map((node) => {
    const count = (counts.get(node.role) ?? 0) + 1;
    counts.set(node.role, count);
    return { ...node, name: `${name}-${node.role}${count === 1 ? '' : count}` };
  });
}

/**
 * Without an address docker is told 0.0.0.0, of a dual-stack cluster too.
 * // kind v0.30 pkg/cluster/internal/providers/docker/provision.go generatePortMappings
 */
function mappedByKind(config: ReturnType<typeof KIND_CLUSTER.read>): readonly MappedPort[] {
  const everywhere = config.networking?.ipFamily === 'ipv6' ? 6 : 4;
  return nodesOfKind(config).flatMap(({ name, extraPortMappings }, index) =>
    extraPortMappings.flatMap(({ containerPort, hostPort = 0, listenAddress, protocol = 'TCP' }) =>
      // Which port is free is not known.
      hostPort < 1
        ? []
        : [
            {
              ...(listenAddress === undefined ? { family: everywhere as IpFamily } : listening(listenAddress)),
              protocol: protocol.toUpperCase() as TransportProtocol,
              port: hostPort,
              to: 'NODE' as const,
              nodes: [{ name, index }],
              containerPort,
            },
          ],
    ),
  );
}

/** 0.0.0.0 and :: stand for every address of their family. */
const listening = (ip: Ip | undefined): Pick<MappedPort, 'listen' | 'family'> =>
  ip === undefined ? {} : { family: ipFamily(ip), ...(ip !== '0.0.0.0' && ip !== '::' && { listen: ip }) };

const K3D_PORT = /^(?:(.+):)?(\d{1,5}):(\d{1,5})(?:\/(tcp|udp|sctp))?$/i;
const MOST = 65_535;

type K3d = ReturnType<typeof K3D_CLUSTER.read>;

/** The names of its nodes, and where they are in their order. // k3d v5.8 pkg/client/cluster.go generateNodeName */
export function nodesOfK3d({ name: own, servers = 1, agents = 0 }: K3d, { ref }: StoredObject) {
  const cluster = (own ?? (ref.name === K3D_CLUSTER.fileName ? '' : ref.name)) || 'k3s-default';
  const named = (role: string, count: number, first: number) =>
    Array.from({ length: count }, (_, at) => ({ name: `k3d-${cluster}-${role}-${at}`, index: first + at }));
  return { server: named('server', servers, 0), agent: named('agent', agents, servers) };
}

/** // k3d v5.8 docs/usage/exposing_services.md, docs/design/concepts.md (node filters), pkg/client/ports.go */
function mappedByK3d(config: K3d, object: StoredObject): readonly MappedPort[] {
  const nodes = nodesOfK3d(config, object);
  const { ports } = config;
  return ports.flatMap(({ port, nodeFilters }) => {
    const [, address, own, containerPort, protocol = 'tcp'] = K3D_PORT.exec(port) ?? [];
    const numbers = { port: Number(own) as Port, containerPort: Number(containerPort) as Port };
    if (own === undefined || numbers.port > MOST || numbers.containerPort > MOST) return [];
    const base = {
      ...listening(address === undefined ? undefined : parseIp(address.replace(/^\[(.*)\]$/, '$1'))),
      protocol: protocol.toUpperCase() as TransportProtocol,
      ...numbers,
    };
    const filters = nodeFilters.length === 0 ? ['loadbalancer'] : nodeFilters;
    return filters.flatMap((filter): readonly MappedPort[] => {
      const [group = '', subset = '*', suffix = 'proxy'] = filter.split(':');
      const role = group.replace(/s$/, '');
      if (role === 'loadbalancer') return [{ ...base, to: 'PROXY', nodes: nodes.server }];
      const found =
        role === 'all'
          ? [...nodes.server, ...nodes.agent]
          : role === 'server' || role === 'agent'
            ? nodes[role].filter((_, at) => isIn(subset, at))
            : [];
      if (found.length === 0) return [];
      if (suffix !== 'direct') return [{ ...base, to: 'PROXY', nodes: found }];
      return found.map((node) => ({ ...base, to: 'NODE', nodes: [node] }));
    });
  });
}

/** "*", "0", "1,3" or "2-4". */
function isIn(subset: string, at: number): boolean {
  if (subset === '*' || subset === '') return true;
  return subset.split(',').some((part) => {
    const [first, last = first] = part.split('-');
    return at >= Number(first) && at <= Number(last || MOST);
  });
}
