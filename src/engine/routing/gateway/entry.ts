import type { ClusterPod, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { ClusterGateway } from '../../kubernetes/cluster/cluster-gateway.ts';
import { compareHostnames, hostnameCovers } from '../../kubernetes/gateway/read/hostnames.ts';
import { computeGatewayStatus, type GatewayState, type ListenerState } from '../../kubernetes/gateway/status.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { ipFamily, type Port } from '../../net/ip.ts';
import { assume, assumeOfCluster } from '../run/run.ts';
import type { Run } from '../run/routing-programs.ts';

/** A connection that a Gateway's proxy took. */
export interface Entry {
  readonly pod: ClusterPod;
  readonly arrived: Trace;
  /** Of those the proxy serves: the one the request names, or the one whose address it went to, first. */
  readonly gateways: readonly GatewayState[];
  /** The Service in front of the proxy. */
  readonly front: ClusterService;
  /** The port of the listener, which is the Service's; the proxy may listen on another one. */
  readonly port: Port;
}

/** Tells whether a pod is the proxy of Gateways, and which port the connection was for; undefined: it is none. */
export function findEntry(run: Run, pod: ClusterPod, arrived: Trace): Entry | undefined {
  const { cluster, request } = run;
  const served = cluster.gateways.filter((gateway) => stands(run, gateway, pod));
  const [first] = [...served].sort((a, b) => rank(b) - rank(a));
  const at = first?.controllerService;
  const front = at === undefined ? undefined : cluster.service(at.namespace, at.name);
  if (first === undefined || front === undefined) return undefined;
  function rank({ namespace, name, addresses }: ClusterGateway): number {
    const { via } = request;
    const asked = via?.entry;
    const named = asked?.kind === 'Gateway' && asked.namespace === namespace && asked.name === name;
    return named ? 2 : addresses.includes(arrived.flow.destinationIP) ? 1 : 0;
  }
  const { gateways } = computeGatewayStatus(cluster);
  const states = [first, ...served.filter((each) => each !== first)].flatMap(
    ({ namespace, name }) => gateways.find((each) => each.namespace === namespace && each.name === name) ?? [],
  );
  if (first.assumed !== undefined) assumeOfCluster(run, first.assumed);
  return { pod, arrived, gateways: states, front, port: listenerPort(pod, arrived, front) };
}

function stands({ cluster }: Run, { controllerService: at }: ClusterGateway, pod: ClusterPod): boolean {
  const service = at === undefined ? undefined : cluster.service(at.namespace, at.name);
  if (service === undefined) return false;
  return pod.ips.some((ip) => service.endpoints(ipFamily(ip)).some((endpoint) => endpoint.ip === ip));
}

/** The Service port that leads to the port the connection came to; where several do, the one that was called. */
function listenerPort(pod: ClusterPod, { flow, final }: Trace, front: ClusterService): Port {
  const endpoints = pod.ips.flatMap((ip) => front.endpoints(ipFamily(ip)).filter((endpoint) => endpoint.ip === ip));
  const ports = front.ports.filter(({ name, protocol }) =>
    endpoints.some((endpoint) =>
      endpoint.ports.some(
        (each) => each.name === name && each.protocol === protocol && each.port === final.destinationPort,
      ),
    ),
  );
  const called = ports.find(({ port }) => port === flow.destinationPort) ?? ports[0];
  return called?.port ?? final.destinationPort;
}

/** All listeners on the port the connection came to, whether they work or not. */
export function listenersOn({ gateways, port, arrived }: Entry): readonly ListenerState[] {
  const udp = arrived.flow.protocol === 'UDP';
  return gateways.flatMap(({ listeners }) =>
    listeners.filter(({ spec }) => spec.port === port && (spec.protocol === 'UDP') === udp),
  );
}

/**
 * The listener with the most specific hostname that covers a host (undefined: only those for every host). One that does not work
 * is as good as not there, and told only when there is no other.
 */
export function listenerFor(listeners: readonly ListenerState[], host: string | undefined): ListenerState | undefined {
  const covering = listeners
    .filter(({ spec }) => (host === undefined ? spec.hostname === undefined : hostnameCovers(spec.hostname, host)))
    .sort((a, b) => compareHostnames(a.spec.hostname, b.spec.hostname));
  return covering.find(({ usable }) => usable) ?? covering[0];
}

/** Reports what is taken for granted about a listener. */
export function noteListener(run: Run, { spec, certificateAssumed }: ListenerState): void {
  if (!certificateAssumed) return;
  assume(run, { code: 'CERTIFICATE_ASSUMED', detail: { listener: spec.name } });
}
