import { INSIDE } from '../../dataplane/mesh/istio-rules.ts';
import { namespaceOwner } from '../../dataplane/rules/namespace-names.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { membership } from '../../kubernetes/mesh/members.ts';
import { isGateway } from '../../kubernetes/mesh/interception.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { ipFamily } from '../../net/ip.ts';
import type { HttpExchange } from '../outcome/outcome.ts';
import type { Peer } from '../run/parsed-request.ts';
import type { Run } from '../run/routing-programs.ts';
import { explainPlainClient, explainUnreadTls } from './cause-mesh.ts';
import { connectByProxy, connectError, UNAVAILABLE } from './connect.ts';
import { demandAt, principalOf } from './mutual-tls.ts';
import { type Decided, statusOf, type Taken } from './outbound.ts';

/**
 * What the proxy of the server makes of a connection: it refuses who does not speak mutual TLS where that is demanded, and hands the
 * others to the container beside it, from an address of its own. // istio pilot/pkg/networking/core/listener_inbound.go
 */
export function proxyInbound(run: Run, { pod, asked }: Taken, arrived: Trace): Decided {
  const { cluster, request } = run;
  const peer = request.peer ?? gatewayPeer(cluster, arrived);
  const mutual = peer?.principal !== undefined;
  const demand = demandAt(cluster, pod, asked.port);
  const waiting = waitingExchange(run, arrived);
  const detail = { way: 'IN', ...asked, mutualTls: mutual } as const;
  const wrong =
    demand.mode === 'STRICT' && !mutual
      ? explainPlainClient({ pod, asked, demand, peer })
      : demand.mode === 'DISABLE' && mutual
        ? explainUnreadTls({ pod, asked, demand, peer })
        : undefined;
  if (wrong !== undefined) {
    const by = demand.by === undefined ? {} : { by: demand.by.object };
    const http = waiting && { ...waiting, status: UNAVAILABLE };
    const step = { action: 'CLOSED', detail: { ...detail, ...by } } as const;
    return { http, disposition: 'REFUSED', cause: wrong, decides: step };
  }
  const walked = connectByProxy(run, pod, asked, INSIDE[ipFamily(asked.ip)]);
  const error = connectError(walked.request);
  const told = waiting ?? (request.target.scheme === 'http' ? { status: 200 } : null);
  const http = told && (error === undefined ? told : { ...told, status: error });
  run.legs.push({ kind: 'PROXIED', http, ...walked });
  return {
    http,
    trace: walked.request,
    decides: { action: 'HANDED_IN', detail: { ...detail, ...statusOf(http) } },
  };
}

/** What the proxy before waits to tell its own client; null: there is none, or it passes on bytes. */
function waitingExchange({ legs }: Run, arrived: Trace): HttpExchange | null {
  const leg = legs.find((each) => each.request === arrived);
  return leg?.kind === 'PROXIED' ? leg.http : null;
}

/** A gateway of Istio's speaks mutual TLS to whoever has a proxy. */
function gatewayPeer(cluster: Cluster, { hops }: Trace): Peer | undefined {
  const owner = namespaceOwner(hops[0]?.namespace ?? '');
  const pod = owner?.kind === 'Pod' ? cluster.pod(owner.namespace, owner.name) : undefined;
  return pod !== undefined && isIstioGateway(cluster, pod) ? { principal: principalOf(pod) } : undefined;
}

function isIstioGateway(cluster: Cluster, pod: ClusterPod): boolean {
  if (isGateway(pod) && membership(cluster, 'istio', { pod }) === 'yes') return true;
  return cluster.gateways.some(({ className, controllerService: at }) => {
    const service =
      className.startsWith('istio') && at !== undefined ? cluster.service(at.namespace, at.name) : undefined;
    return pod.ips.some((ip) => service?.endpoints(ipFamily(ip)).some((each) => each.ip === ip) === true);
  });
}
