import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import {
  hasProxy,
  INBOUND_PORT,
  interceptionOf,
  OUTBOUND_PORT,
  PROXY_CONTAINER,
} from '../../kubernetes/mesh/interception.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { namesOf } from '../outcome/named.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import { assume } from '../run/run.ts';
import { redirectedFrom } from './connect.ts';
import { proxyInbound } from './inbound.ts';
import { proxyOutbound } from './outbound.ts';

/** What Istio's proxy beside a pod's containers made of a connection that was redirected to it; undefined: none was. */
export function proxySidecar(run: Run, pod: ClusterPod, arrived: Trace): Proxied | undefined {
  const { socket } = arrived;
  const isOutbound = socket?.port === OUTBOUND_PORT;
  if (socket?.process !== PROXY_CONTAINER || !(isOutbound || socket.port === INBOUND_PORT)) return undefined;
  const asked = interceptionOf(run.cluster, pod) && redirectedFrom(arrived);
  if (asked === undefined) return undefined;
  if (!hasProxy(pod)) assume(run, { code: 'SIDECAR_ASSUMED', detail: { pod: namesOf(pod) } });
  const { decides, ...proxied } = isOutbound
    ? proxyOutbound(run, { pod, asked })
    : proxyInbound(run, { pod, asked }, arrived);
  return { ...proxied, sidecar: { type: 'SIDECAR', packet: arrived.final, ...decides } };
}
