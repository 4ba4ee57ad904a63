import type { Cluster, ClusterPod, ClusterService, ContainerPort } from '../../kubernetes/model/cluster.ts';
import type { Finding } from '../../kubernetes/model/object.ts';
import { undeclaredTargetPort } from '../../kubernetes/services/target-port.ts';
import type { Socket } from '../../linux/model/namespace.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { type AssumedListener, NOT_SAID, undeclaredListener } from './undeclared-listener.ts';

/** That the process which took the packet listens there; undefined: its pod says so, or no process took it. */
export function assumedListener(cluster: Cluster, trace: Trace): AssumedListener | undefined {
  const found = undeclaredListener(cluster, trace);
  if (found === undefined) return undefined;
  const { code, socket, pod } = found;
  if (pod === undefined || code !== 'LISTENS_ASSUMED')
    return { assumption: { code, message: messageOf(code, pod) }, findings: [] };
  return socket.assumption === undefined ? assumedAddress(pod, trace, socket) : assumedPort(cluster, pod, socket);
}

const nameOf = ({ namespace, name }: Pick<ClusterPod, 'namespace' | 'name'>): string => `${namespace}/${name}`;

function messageOf(code: string, pod: ClusterPod | undefined): string {
  if (code === 'API_SERVER_ASSUMED')
    return 'The API server is not part of the input; it is taken to listen where its endpoints say.';
  if (code === 'PORTS_ASSUMED' && pod !== undefined)
    return `Pod ${nameOf(pod)} declares no ports, so it is taken to listen on all of them.`;
  return NOT_SAID;
}

function assumedAddress(pod: ClusterPod, { final }: Trace, { protocol, port }: Socket): AssumedListener {
  const message = `Pod ${nameOf(pod)} declares ${protocol} ${port} for its address ${pod.ips[0] ?? ''}; it is taken to listen on ${final.destinationIP} as well.`;
  return { assumption: { code: 'LISTENS_ASSUMED', message }, findings: [] };
}

function assumedPort(cluster: Cluster, pod: ClusterPod, { protocol, port }: Socket): AssumedListener {
  const declared = portsOf(pod).map((each) => `${each.protocol} ${each.containerPort}`);
  const targeting = cluster.services.filter((service) => targets(service, pod, { protocol, port }));
  const names = targeting.map((service) => nameOf(service)).join(', ');
  const why = targeting.length === 0 ? '' : `, because Service ${names} sends there`;
  const message = `Pod ${nameOf(pod)} declares ${declared.join(', ')}, not ${protocol} ${port}: it is taken to listen there, on every address of both families${why}.`;
  const findings = targeting.flatMap((service) => findingsOf(cluster, service, { protocol, port }));
  return { assumption: { code: 'LISTENS_ASSUMED', message }, findings };
}

const portsOf = ({ containers }: ClusterPod): readonly ContainerPort[] =>
  // A native sidecar is an init container that does not complete.
  containers.filter(({ init, reason }) => !init || reason !== 'Completed').flatMap(({ ports }) => ports);

function targets(service: ClusterService, pod: ClusterPod, { protocol, port }: Pick<Socket, 'protocol' | 'port'>) {
  const { selector, namespace, ports } = service;
  if (selector === undefined || namespace !== pod.namespace) return false;
  return (
    Object.entries(selector).every(([key, value]) => pod.labels[key] === value) &&
    ports.some((each) => each.targetPort === port && each.protocol === protocol)
  );
}

/** The warnings about the ports of the Service that lead to this one. */
function findingsOf(
  cluster: Cluster,
  service: ClusterService,
  { protocol, port }: Pick<Socket, 'protocol' | 'port'>,
): readonly Finding[] {
  const selected = service.ipFamilies
    .flatMap((family) => service.endpoints(family))
    .flatMap(({ pod }) => (pod === undefined ? [] : (cluster.pod(pod.namespace, pod.name) ?? [])));
  const pods = [...new Set(selected)].map((pod) => ({ ports: portsOf(pod) }));
  return service.ports.flatMap((each, index) => {
    if (each.targetPort !== port || each.protocol !== protocol) return [];
    return undeclaredTargetPort({ service, index, targetPort: port, protocol: each.protocol, pods }) ?? [];
  });
}
