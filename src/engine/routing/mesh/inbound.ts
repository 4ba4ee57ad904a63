import { INSIDE } from '../../dataplane/mesh/istio-rules.ts';
import { namespaceOwner } from '../../dataplane/rules/namespace-names.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { membership } from '../../kubernetes/mesh/members.ts';
import { isGateway } from '../../kubernetes/mesh/interception.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { ipFamily } from '../../net/ip.ts';
import type { HttpExchange } from '../outcome/outcome.ts';
import { type Endpoint, hostOf, requestAuthority } from '../run/onward.ts';
import type { Peer } from '../run/parsed-request.ts';
import type { Run } from '../run/routing-programs.ts';
import { type Call, denialOf, policiesFor } from './authorization.ts';
import { explainPlainClient, explainRefusal, explainUnreadTls } from './cause-mesh.ts';
import { connectByProxy, connectError, UNAVAILABLE } from './connect.ts';
import { demandAt, principalOf } from './mutual-tls.ts';
import { type Decided, statusOf, type Taken } from './outbound.ts';
import { portProtocol } from './protocols.ts';

/**
 * What the proxy of the server makes of a connection: it refuses who does not speak mutual TLS where that is demanded, and hands the
 * others to the container beside it, from an address of its own. // istio pilot/pkg/networking/core/listener_inbound.go
 */
export function proxyInbound(run: Run, { pod, asked }: Taken, arrived: Trace): Decided {
  const { cluster, request } = run;
  const demand = demandAt(cluster, pod, asked.port);
  const peer = request.peer ?? (demand.mode === 'DISABLE' ? undefined : gatewayPeer(cluster, arrived));
  const mutual = peer?.principal !== undefined;
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
  const refused = refuse(run, { pod, asked }, { arrived, mutual, principal: peer?.principal, waiting });
  if (refused !== undefined) return refused;
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

interface Arrived {
  readonly arrived: Trace;
  readonly mutual: boolean;
  readonly principal: string | undefined;
  readonly waiting: HttpExchange | null;
}

/** RBAC: 403 of HTTP, and else the connection is closed. */
function refuse(
  run: Run,
  { pod, asked }: Taken,
  { arrived, mutual, principal, waiting }: Arrived,
): Decided | undefined {
  const policies = policiesFor(run.cluster, pod);
  if (policies.length === 0) return undefined;
  const isHttp = run.request.target.scheme === 'http' && speaksHttp(run.cluster, pod, asked);
  const { method, headers, target } = run.request;
  const call: Call = {
    ip: arrived.final.sourceIP,
    ...(principal !== undefined && { principal }),
    destination: asked.ip,
    port: asked.port,
    ...(isHttp && { http: { host: hostOf(requestAuthority(run)), method, path: target.path, headers } }),
  };
  const denial = denialOf(policies, call);
  if (denial === undefined) return undefined;
  const cause = explainRefusal(pod, call, denial);
  const by = cause.object === undefined ? {} : { by: cause.object };
  const detail = { way: 'IN', ...asked, mutualTls: mutual, ...by } as const;
  if (!isHttp) {
    const http = waiting && { ...waiting, status: UNAVAILABLE };
    return { http, disposition: 'REFUSED', cause, decides: { action: 'CLOSED', detail } };
  }
  const http = { ...waiting, status: FORBIDDEN };
  return { http, cause, decides: { action: 'ANSWERED', detail: { ...detail, status: FORBIDDEN } } };
}

const FORBIDDEN = 403;

/** Whether the proxy reads what comes to a port: by the Services that lead there; where none does it looks. */
function speaksHttp(cluster: Cluster, pod: ClusterPod, { ip, port }: Endpoint): boolean {
  const leading = cluster.services.flatMap((service) => {
    const own = service.endpoints(ipFamily(ip)).find((each) => pod.ips.includes(each.ip));
    const names = own?.ports.filter((each) => each.port === port).map(({ name }) => name) ?? [];
    return service.ports.filter((each) => each.protocol === 'TCP' && names.includes(each.name));
  });
  return leading.length === 0 || leading.some((each) => portProtocol(each) !== 'TCP');
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
