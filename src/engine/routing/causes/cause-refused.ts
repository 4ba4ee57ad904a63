import { namespaceOwner } from '../../dataplane/rules/namespace-names.ts';
import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { ipFamily } from '../../net/ip.ts';
import { objectAt } from './cause-place.ts';
import type { CauseDetails } from '../outcome/cause-details.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';

/** Nobody on a host listens, and no rule took the packet for a Service: the Services that one may have meant are named. */
export function explainRefusingNode(cluster: Cluster, trace: Trace): Cause {
  const { destinationPort: port, protocol } = trace.final;
  const detail = { is: 'AT_PLACE', place: trace.end, protocol, port } as const;
  const base = { code: 'NOTHING_LISTENS', ...objectAt(trace) } as const;
  if (namespaceOwner(trace.end)?.kind !== 'Node') return { ...base, detail };
  const { unserved, elsewhere } = meantServices(cluster, trace);
  if (unserved !== undefined) {
    const { proxyMode } = cluster.settings;
    const { destinationIP: ip } = trace.final;
    const fix = { code: 'CALL_OTHER_ADDRESS_OF_NODE', detail: { port } } as const;
    return { ...base, detail: { ...detail, unserved: { service: unserved, proxyMode, ip } }, fix };
  }
  if (elsewhere === undefined) return { ...base, detail };
  const fix = { code: 'CALL_PORT', detail: { port: elsewhere.nodePort } } as const;
  return { ...base, detail: { ...detail, elsewhere }, fix };
}

interface MeantServices {
  /** The Service whose node port was called. */
  readonly unserved?: NamespacedName;
  /** One whose own port was called, which nodes have at another. */
  readonly elsewhere?: { readonly service: NamespacedName; readonly nodePort: number };
}

function meantServices({ services }: Cluster, { final }: Trace): MeantServices {
  const { destinationPort, protocol } = final;
  const ports = services.flatMap((service) =>
    service.ports.flatMap((each) =>
      each.protocol === protocol && each.nodePort !== undefined
        ? [{ service: namesOf(service), port: each.port, nodePort: each.nodePort }]
        : [],
    ),
  );
  const unserved = ports.find(({ nodePort }) => nodePort === destinationPort)?.service;
  const other = ports.find(({ port }) => port === destinationPort);
  const elsewhere = other && { service: other.service, nodePort: other.nodePort };
  return { ...(unserved === undefined ? {} : { unserved }), ...(elsewhere === undefined ? {} : { elsewhere }) };
}

type Headless = Extract<CauseDetails['NOTHING_LISTENS'], { readonly is: 'IN_POD' }>['headless'];

/** A pod called on the port of a headless Service, which nobody translates into the port of the pod; undefined: there is none. */
export function headlessService({ services }: Cluster, pod: ClusterPod, { final }: Trace): Headless {
  const { destinationIP: ip, destinationPort, protocol } = final;
  for (const service of services) {
    if (service.namespace !== pod.namespace || service.clusterIPs.length > 0) continue;
    const called = service.ports.find((each) => each.port === destinationPort && each.protocol === protocol);
    const endpoint = called && service.endpoints(ipFamily(ip)).find((each) => each.ip === ip);
    const own = endpoint?.ports.find(({ name }) => name === called?.name)?.port;
    if (own === undefined || own === destinationPort) continue;
    return { service: namesOf(service), port: destinationPort, podPort: own };
  }
  return undefined;
}
