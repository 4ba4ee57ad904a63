import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import {
  hasProxy,
  INBOUND_PORT,
  type Interception,
  interceptionOf,
  OUTBOUND_PORT,
  PROXY_CONTAINER,
  PROXY_PORTS,
} from '../../kubernetes/mesh/interception.ts';
import type { Loopback, Socket } from '../../linux/model/devices.ts';
import type { Origin } from '../../linux/model/origin.ts';
import type { Ruleset } from '../../linux/namespace/namespace.ts';
import type { IpFamily } from '../../net/ip.ts';
import { createHostAddress, LOOPBACK } from '../hosts/host.ts';
import { INSIDE, istioRuleset } from './istio-rules.ts';

/** A proxy of a mesh beside the containers of a pod. */
export interface Sidecar {
  readonly interception: Interception;
  /** On which it listens, at every address. */
  readonly sockets: readonly Socket[];
  /** With the address from which it connects to the containers. */
  readonly loopback: Loopback;
}

const loopback: Loopback = { ...LOOPBACK, addresses: [...LOOPBACK.addresses, createHostAddress(INSIDE[6])] };

/** The proxy of a mesh beside the containers of a pod; undefined: it has none. */
export function sidecarOf(cluster: Cluster, pod: ClusterPod): Sidecar | undefined {
  const interception = interceptionOf(cluster, pod);
  if (interception === undefined) return undefined;
  const runs =
    !hasProxy(pod) || pod.containers.some(({ name, state }) => name === PROXY_CONTAINER && state === 'running');
  const origin = originOf('container', pod);
  const sockets = [OUTBOUND_PORT, INBOUND_PORT, ...PROXY_PORTS].map(
    (port): Socket => ({ protocol: 'TCP', port, process: PROXY_CONTAINER, origin, everywhere: true }),
  );
  return { interception, sockets: runs ? sockets : [], loopback };
}

const originOf = (program: string, { namespace, name }: Pick<ClusterPod, 'namespace' | 'name'>): Origin => ({
  program,
  subject: { kind: 'Pod', namespace, name },
});

/** What of rules the pod's namespace has for it. */
export const sidecarRuleset = (sidecar: Sidecar | undefined, pod: ClusterPod, family: IpFamily): Ruleset | undefined =>
  sidecar && istioRuleset(sidecar.interception, family, originOf('istio', pod));
