import { podNamespace } from '../../dataplane/rules/namespace-names.ts';
import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { PROXY_CONTAINER, PROXY_USER } from '../../kubernetes/mesh/interception.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { selectSource } from '../../linux/walk/walk.ts';
import type { Ip } from '../../net/ip.ts';
import type { Endpoint } from '../run/onward.ts';
import type { Connection, Run } from '../run/routing-programs.ts';
import { nextSourcePort, openConnection } from '../run/run.ts';

/** Opens a connection of the proxy beside a pod's containers: by its user the pod's rules know it. `source`: absent, the usual address. */
export function connectByProxy(run: Run, pod: ClusterPod, { ip, port }: Endpoint, source?: Ip): Connection {
  const id = podNamespace(pod.namespace, pod.name);
  return openConnection(
    run,
    { kind: 'process', namespace: id, name: PROXY_CONTAINER, user: PROXY_USER },
    {
      protocol: 'TCP',
      sourceIP: source ?? selectSource(run.network, id, ip) ?? pod.ips[0] ?? ip,
      sourcePort: nextSourcePort(run),
      destinationIP: ip,
      destinationPort: port,
    },
  );
}

/** Where a connection was going that a rule of its last host redirected (SO_ORIGINAL_DST); undefined: none did. */
export function redirectedFrom({ hops }: Trace): Endpoint | undefined {
  const step = hops.at(-1)?.steps.findLast((each) => each.type === 'TRANSLATE' && each.action === 'DNAT');
  if (step?.type !== 'TRANSLATE') return undefined;
  const { destinationIP, destinationPort } = step.detail.entry.original;
  return { ip: destinationIP, port: destinationPort };
}

/** Envoy's answer for a server that it cannot connect to, or that hangs up; undefined: it could. // envoyproxy.io configuration/http/http_filters/router_filter, UF and UC */
export const UNAVAILABLE = 503;

export function connectError({ disposition }: Trace): typeof UNAVAILABLE | undefined {
  return disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK' ? undefined : UNAVAILABLE;
}
