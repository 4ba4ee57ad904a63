import type { Cluster, ClusterNode, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { rememberIn } from '../../kubernetes/tools/once.ts';
import type { Socket } from '../../linux/model/devices.ts';
import type { Origin } from '../../linux/model/origin.ts';
import type { Protocol } from '../../net/flow.ts';
import { type Ip, ipFamily, type Port } from '../../net/ip.ts';
import type { Listening } from '../../kubernetes/listening/told-listeners.ts';
import type { Sidecar } from '../mesh/sidecar.ts';
import { KUBE_PROXY, KUBELET } from '../rules/rule.ts';
import { proxyServicePorts } from '../proxy/ports/service-port.ts';
import { FAMILIES, type SocketTable } from '../hosts/host.ts';

/** A pod that declares no port is taken to listen on every one. */
const PORTS_ASSUMED = 'PORTS_ASSUMED';
/** A pod that declares ports is taken to listen on what its Services' targetPorts name besides. */
const LISTENS_ASSUMED = 'LISTENS_ASSUMED';
/** The API server's endpoint is given, but no pod that would listen there. */
const API_SERVER_ASSUMED = 'API_SERVER_ASSUMED';

const KUBELET_PORT: Port = 10250;
const KUBE_PROXY_HEALTH_PORT: Port = 10256;

/** All that a pod's sockets are made of. */
export interface ListeningPod extends Pick<ClusterPod, 'namespace' | 'name'>, Listening {
  /** Its first container that runs; absent: none does. */
  readonly process: string | undefined;
  /** Absent: no proxy of a mesh stands beside its containers. */
  readonly sidecar?: Sidecar;
}

/** Where a pod's processes listen as they are told; absent: on all that the pod declares. */
export type ToldListening = (pod: ClusterPod, before: Listening) => Listening;

export function askForListening(pod: ClusterPod, told: ToldListening | undefined): ListeningPod {
  const { namespace, name, listeners: own, listensEverywhere, containers } = pod;
  const process = containers.find(({ init, state }) => !init && state === 'running')?.name;
  const before = { listeners: own, listensEverywhere };
  return { namespace, name, ...(told?.(pod, before) ?? before), process };
}

const podOrigin = (pod: Pick<ListeningPod, 'namespace' | 'name'>): Origin => ({
  program: 'container',
  subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name },
});

/** Listening sockets of a pod's own namespace. A stopped or failed container's are gone. */
export function podSockets(pod: ListeningPod): SocketTable {
  return createSocketTable([...(pod.sidecar?.sockets ?? []), ...listeners(pod)], catchAll([pod]));
}

/** Listening sockets of a node: hostNetwork pods, the kubelet, kube-proxy's health checks. */
export function nodeSockets(cluster: Cluster, node: ClusterNode, told: ToldListening | undefined): SocketTable {
  const hosted = cluster
    .portTakersOn(node.name)
    .filter((pod) => pod.hostNetwork && pod.phase === 'Running')
    .map((pod) => askForListening(pod, told));
  const own = [
    createSocket({ process: 'kubelet', port: KUBELET_PORT, origin: KUBELET }),
    createSocket({ process: 'kube-proxy', port: KUBE_PROXY_HEALTH_PORT, origin: KUBE_PROXY }),
    ...healthChecks(cluster.services),
    ...apiServer(cluster, node),
  ];
  return createSocketTable([...hosted.flatMap(listeners), ...own], catchAll(hosted));
}

function listeners(pod: ListeningPod): readonly Socket[] {
  const assumption = pod.listensEverywhere ? PORTS_ASSUMED : LISTENS_ASSUMED;
  return pod.listeners.flatMap(({ protocol, port, container, assumed, ips, family }) => {
    const process = container ?? pod.process ?? pod.name;
    const socket = { protocol, port, process, origin: podOrigin(pod), ...(assumed === true ? { assumption } : {}) };
    if (ips !== undefined) return ips.map((ip) => ({ ...socket, ip }));
    return [family === undefined ? socket : { ...socket, family }];
  });
}

function createSocket({ process, port, origin }: Pick<Socket, 'process' | 'port' | 'origin'>): Socket {
  return { protocol: 'TCP', port, process, origin };
}

/** kube-proxy answers load balancers' health checks itself, the same ones on every node. kube-proxy v1.34 healthcheck/service_health.go. */
const healthChecks = rememberIn(new WeakMap<Cluster['services'], { readonly value: readonly Socket[] }>(), (services) =>
  services
    .filter((service) => service.healthCheckNodePort !== undefined)
    .flatMap((service) => FAMILIES.flatMap((family) => proxyServicePorts(service, family)).slice(0, 1))
    .filter((port) => port.healthCheckNodePort !== 0)
    .map(({ healthCheckNodePort, origin }) =>
      createSocket({ process: 'kube-proxy', port: healthCheckNodePort, origin }),
    ),
);

function apiServer(cluster: Cluster, node: ClusterNode): readonly Socket[] {
  const service = cluster.service('default', 'kubernetes');
  if (service === undefined) return [];
  return FAMILIES.flatMap((family) => service.endpoints(family))
    .filter((endpoint) => endpoint.pod === undefined && node.ips.includes(endpoint.ip))
    .flatMap((endpoint) => endpoint.ports)
    .map(({ port }) => ({
      ...createSocket({ process: 'kube-apiserver', port, origin: { program: 'kube-apiserver' } }),
      assumption: API_SERVER_ASSUMED,
    }));
}

/** Of the first pod that listens on everything and has a container running. */
function catchAll(pods: readonly ListeningPod[]): SocketTable['lookup'] {
  const pod = pods.find(({ listensEverywhere, process }) => listensEverywhere && process !== undefined);
  if (pod?.process === undefined) return () => undefined;
  const { process } = pod;
  return (protocol, _ip, port) =>
    protocol === 'ICMP' ? undefined : { protocol, port, process, origin: podOrigin(pod), assumption: PORTS_ASSUMED };
}

/**
 * A socket bound to the address wins over a wildcard. Where something listens on the port, what is called elsewhere on it is not
 * `otherwise`'s. Linux v6.12 net/ipv4/inet_hashtables.c.
 */
function createSocketTable(sockets: readonly Socket[], otherwise: SocketTable['lookup']): SocketTable {
  const byPort = new Map<string, Socket[]>();
  for (const socket of sockets) {
    const key = `${socket.protocol} ${socket.port}`;
    const list = byPort.get(key);
    if (list === undefined) byPort.set(key, [socket]);
    else list.push(socket);
  }
  return {
    lookup: (protocol: Protocol, ip: Ip, port: Port) => {
      const list = byPort.get(`${protocol} ${port}`);
      if (list === undefined) return otherwise(protocol, ip, port);
      const isOpen = ({ ip: own, family = ipFamily(ip) }: Socket) => own === undefined && family === ipFamily(ip);
      return list.find((socket) => socket.ip === ip) ?? list.find(isOpen);
    },
  };
}
