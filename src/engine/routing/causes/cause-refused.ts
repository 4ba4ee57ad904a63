import { namespaceOwner } from '../../dataplane/rules/namespace-names.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/model/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { ipFamily } from '../../net/ip.ts';
import { objectAt, placeOf } from './cause-place.ts';
import type { Cause } from '../outcome/outcome.ts';

/** Nobody on a host listens, and no rule took the packet for a Service: the Services that one may have meant are named. */
export function explainRefusingNode(cluster: Cluster, trace: Trace): Cause {
  const { destinationPort: port, protocol } = trace.final;
  const message = `Nothing on ${placeOf(trace)} listens on ${protocol} port ${port}.`;
  const base = { code: 'NOTHING_LISTENS' as const, message, ...objectAt(trace) };
  if (namespaceOwner(trace.end)?.kind !== 'Node') return base;
  const { unserved, elsewhere } = meantServices(cluster, trace);
  if (unserved !== undefined) {
    const { proxyMode } = cluster.settings;
    const { destinationIP: ip } = trace.final;
    const fix = { text: `Call node port ${port} at another address of a node.` };
    return {
      ...base,
      message: `${message} It is the node port of Service ${unserved}, which kube-proxy in ${proxyMode} mode does not serve at ${ip}.`,
      fix,
    };
  }
  if (elsewhere === undefined) return base;
  const fix = { text: `Call port ${elsewhere.nodePort}.` };
  const told = `${message} Service ${elsewhere.label} has its port ${port} at node port ${elsewhere.nodePort}.`;
  return { ...base, message: told, fix };
}

interface MeantServices {
  /** The Service whose node port was called. */
  readonly unserved?: string;
  /** One whose own port was called, which nodes have at another. */
  readonly elsewhere?: { readonly label: string; readonly nodePort: number };
}

function meantServices({ services }: Cluster, { final }: Trace): MeantServices {
  const { destinationPort, protocol } = final;
  const ports = services.flatMap(({ namespace, name, ports: own }) =>
    own.flatMap((each) =>
      each.protocol === protocol && each.nodePort !== undefined
        ? [{ label: `${namespace}/${name}`, port: each.port, nodePort: each.nodePort }]
        : [],
    ),
  );
  const unserved = ports.find(({ nodePort }) => nodePort === destinationPort)?.label;
  const elsewhere = ports.find(({ port }) => port === destinationPort);
  return { ...(unserved === undefined ? {} : { unserved }), ...(elsewhere === undefined ? {} : { elsewhere }) };
}

/** A pod called on the port of a headless Service, which nobody translates into the port of the pod; empty: there is none. */
export function headlessHint({ services }: Cluster, pod: ClusterPod, { final }: Trace): string {
  const { destinationIP: ip, destinationPort, protocol } = final;
  for (const service of services) {
    if (service.namespace !== pod.namespace || service.clusterIPs.length > 0) continue;
    const called = service.ports.find((each) => each.port === destinationPort && each.protocol === protocol);
    const endpoint = called && service.endpoints(ipFamily(ip)).find((each) => each.ip === ip);
    const own = endpoint?.ports.find(({ name }) => name === called?.name)?.port;
    if (own === undefined || own === destinationPort) continue;
    return ` Service ${service.namespace}/${service.name} is headless: nobody translates its port ${destinationPort} into the pod's ${own}.`;
  }
  return '';
}
