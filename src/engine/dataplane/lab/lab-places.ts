import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { TransportProtocol } from '../../kubernetes/model/basics.ts';
import type { NamespaceId } from '../../linux/model/place.ts';
import type { Network, NetworkNamespace } from '../../linux/namespace/namespace.ts';
import type { Socket } from '../../linux/model/devices.ts';
import type { Protocol } from '../../net/flow.ts';
import { createIp, ipFamily, type Ip, type IpFamily, type Port } from '../../net/ip.ts';
import { isPlugged } from '../cni/wiring/bridge.ts';
import { publishedPorts } from '../machine/published-ports.ts';
import { INTERNET, LOAD_BALANCER, nodeNamespace, podNamespace, ROUTER } from '../rules/namespace-names.ts';
import { FAMILIES } from '../hosts/host.ts';

/** One network namespace of the lab. `netns`: its name on the machine, which nothing outside [a-z0-9.-] gets into. */
export interface LabNamespace {
  readonly id: NamespaceId;
  readonly netns: string;
  readonly model: NetworkNamespace;
  readonly listeners: readonly LabListener[];
  /** Of somebody's own machine: the ports that it publishes. */
  readonly relays: readonly LabRelay[];
}

/** A port at which a process takes connections and opens one of its own for each, out of the namespace `netns`, to one of the ends. */
export interface LabRelay {
  readonly protocol: TransportProtocol;
  readonly listen: Ip;
  readonly port: Port;
  readonly netns: string;
  readonly ends: readonly { readonly ip: Ip; readonly port: Port }[];
}

/** A listening socket and who says that it answers: "pod/NS/NAME", "node/NAME". */
export interface LabListener {
  readonly protocol: Protocol;
  readonly port: Port;
  readonly answers: string;
}

/** A word for --from and exec, and the namespace it stands for. hostNetwork pods share their node's. */
export interface LabPlace {
  readonly place: string;
  readonly netns: string;
}

export interface Lab {
  readonly namespaces: readonly LabNamespace[];
  readonly places: readonly LabPlace[];
  /** Addresses that a network may deliver although no interface has them: of pods with a namespace of their own, of load balancers. */
  readonly deliveredIPs: readonly Ip[];
}

/** Every namespace of a cluster's network with what listens in it, outside first. Reading it makes the whole network. */
export function createLab(cluster: Cluster, network: Network): Lab {
  const ports = candidatePorts(cluster);
  const nameOf = createNames();
  const pods = cluster.pods.filter(isPlugged);
  const ids = [
    INTERNET,
    // Somebody's own machine is on the nodes' network in its place, with its address.
    ...(cluster.settings.machine?.reach === 'LINK' ? [] : [ROUTER]),
    LOAD_BALANCER,
    ...cluster.nodes.map(({ name }) => nodeNamespace(name)),
    ...pods.map(({ namespace, name }) => podNamespace(namespace, name)),
  ];
  const found = ids.flatMap((id): readonly Omit<LabNamespace, 'relays'>[] => {
    const model = network.namespace(id);
    if (model === undefined) return [];
    const listeners = id === INTERNET ? [] : listenersOf(model, ports);
    return [{ id, netns: nameOf(id), model, listeners }];
  });
  const netnsOf = new Map(found.map(({ id, netns }) => [id, netns]));
  const namespaces = found.map((one) => ({ ...one, relays: one.id === INTERNET ? relaysOf(cluster, netnsOf) : [] }));
  const hosted = cluster.pods.flatMap((pod): readonly LabPlace[] => {
    const netns = pod.hostNetwork && pod.nodeName !== undefined ? netnsOf.get(nodeNamespace(pod.nodeName)) : undefined;
    return netns === undefined ? [] : [{ place: podNamespace(pod.namespace, pod.name), netns }];
  });
  return {
    namespaces,
    places: [...namespaces.map(({ id, netns }) => ({ place: id, netns })), ...hosted],
    deliveredIPs: [
      ...pods.flatMap(({ ips }) => ips),
      ...cluster.services.flatMap(({ loadBalancerIPs }) => loadBalancerIPs.map(({ ip }) => ip)),
    ],
  };
}

const ANY: Readonly<Record<IpFamily, Ip>> = { 4: createIp('0.0.0.0'), 6: createIp('::') };

/** SCTP is left out: the lab's program cannot hand on what it speaks by raw sockets. */
function relaysOf(cluster: Cluster, netnsOf: ReadonlyMap<NamespaceId, string>): readonly LabRelay[] {
  return FAMILIES.flatMap((family) =>
    publishedPorts(cluster, family).flatMap(({ listen = ANY[family], protocol, port, from, ends }) => {
      const netns = netnsOf.get(from);
      const isOfFamily = ipFamily(listen) === family;
      return netns === undefined || !isOfFamily || protocol === 'SCTP' ? [] : [{ protocol, listen, port, netns, ends }];
    }),
  );
}

const MAX_NAME = 60;

/** Unique names that are safe as a file's name and as a word of a shell. */
function createNames(): (id: NamespaceId) => string {
  const taken = new Set<string>();
  return (id) => {
    const base = `pw-${id.toLowerCase().replace(/[^a-z0-9.]+/g, '-')}`.slice(0, MAX_NAME).replace(/[-.]+$/, '');
    let name = base;
    for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
    taken.add(name);
    return name;
  };
}

type LabPort = Pick<LabListener, 'protocol' | 'port'>;

/** The kubelet, kube-proxy, the API server, and web servers, which most pods that declare nothing are. */
const USUAL: readonly Port[] = [80, 443, 6443, 8080, 10250, 10256];

/** Every port that anything in the cluster might listen on: each namespace is asked which of them it has. */
function candidatePorts(cluster: Cluster): readonly LabPort[] {
  const found = new Map<string, LabPort>();
  const add = ({ protocol, port }: LabPort): void => {
    found.set(`${protocol} ${port}`, { protocol, port });
  };
  for (const port of USUAL) add({ protocol: 'TCP', port });
  for (const pod of cluster.pods) pod.listeners.forEach(add);
  for (const service of cluster.services) {
    if (service.healthCheckNodePort !== undefined) add({ protocol: 'TCP', port: service.healthCheckNodePort });
    for (const family of FAMILIES) service.endpoints(family).forEach((endpoint) => endpoint.ports.forEach(add));
  }
  return [...found.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}

function listenersOf(model: NetworkNamespace, ports: readonly LabPort[]): readonly LabListener[] {
  const addresses = model.interfaces().flatMap((device) => device.addresses.map(({ ip }) => ip));
  const own = addresses.find((ip) => ipFamily(ip) === 4 && !ip.startsWith('127.')) ?? addresses[0];
  if (own === undefined) return [];
  return ports.flatMap(({ protocol, port }) => {
    const socket = model.socket(protocol, own, port);
    return socket === undefined ? [] : [{ protocol, port, answers: answererOf(model, socket) }];
  });
}

function answererOf({ id }: NetworkNamespace, { origin: { subject } }: Socket): string {
  return subject?.kind === 'Pod' ? podNamespace(subject.namespace ?? '', subject.name) : id;
}
