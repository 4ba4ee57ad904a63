import type { Cluster, ClusterPod, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { ContainerPort } from '../../kubernetes/model/basics.ts';
import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import type { Finding } from '../../kubernetes/model/finding.ts';
import { undeclaredTargetPort } from '../../kubernetes/services/target-port.ts';
import type { Socket } from '../../linux/model/devices.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { type AssumedListener, NOT_SAID, undeclaredListener } from './undeclared-listener.ts';

/** That the process which took the packet listens there; undefined: its pod says so, or no process took it. */
export function assumedListener(cluster: Cluster, trace: Trace): AssumedListener | undefined {
  const found = undeclaredListener(cluster, trace);
  if (found === undefined) return undefined;
  const { code, socket, pod } = found;
  if (code === 'API_SERVER_ASSUMED') return { assumption: { code, detail: { is: 'API_SERVER' } }, findings: [] };
  if (pod === undefined) return { assumption: { code, detail: NOT_SAID }, findings: [] };
  if (code === 'PORTS_ASSUMED')
    return { assumption: { code, detail: { is: 'NO_PORTS', pod: nameOf(pod) } }, findings: [] };
  const [declared] = pod.ips;
  if (socket.assumption !== undefined || declared === undefined) return assumedPort(cluster, pod, socket);
  const { protocol, port } = socket;
  const detail = { is: 'ADDRESS', pod: nameOf(pod), protocol, port, declared, ip: trace.final.destinationIP } as const;
  return { assumption: { code, detail }, findings: [] };
}

const nameOf = ({ namespace, name }: NamespacedName): NamespacedName => ({ namespace, name });

function assumedPort(cluster: Cluster, pod: ClusterPod, { protocol, port }: Socket): AssumedListener {
  const declared = portsOf(pod).map((each) => ({ protocol: each.protocol, port: each.containerPort }));
  const targeting = cluster.services.filter((service) => targets(service, pod, { protocol, port }));
  const services = targeting.map(nameOf);
  const detail = { is: 'PORT', pod: nameOf(pod), protocol, port, declared, services } as const;
  const findings = targeting.flatMap((service) => findingsOf(cluster, service, { protocol, port }));
  return { assumption: { code: 'LISTENS_ASSUMED', detail }, findings };
}

const portsOf = ({ containers }: ClusterPod): readonly ContainerPort[] =>
  // A native sidecar is an init container that does not complete.
  containers.filter(({ init, reason }) => !init || reason?.is !== 'COMPLETED').flatMap(({ ports }) => ports);

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
