import type { ClusterPod, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { SidecarStep } from '../../linux/model/trace.ts';
import { ipFamily } from '../../net/ip.ts';
import { explainEmpty } from '../causes/cause-service.ts';
import type { BackendName, HttpExchange } from '../outcome/outcome.ts';
import { type Endpoint, hostOf, pickEndpoint, readyEndpoints, requestAuthority } from '../run/onward.ts';
import type { Proxied, Run } from '../run/routing-programs.ts';
import { explainPlainServer } from './cause-mesh.ts';
import { connectByProxy, connectError, UNAVAILABLE } from './connect.ts';
import { clientTls, principalOf, type Spoken, spokenTo } from './mutual-tls.ts';
import { isCalled } from './names.ts';
import { portProtocol } from './protocols.ts';

/** What the proxy made of a connection, with what it decided. */
export type Decided = Omit<Proxied, 'sidecar'> & { readonly decides: Pick<SidecarStep, 'action' | 'detail'> };

/** A connection that the proxy beside a pod got, and where it was going. */
export interface Taken {
  readonly pod: ClusterPod;
  readonly asked: Endpoint;
}

interface Meant {
  readonly service: ClusterService;
  readonly port: ServicePort;
  /** Its proxy reads the request. */
  readonly isHttp: boolean;
}

/**
 * What the proxy of the client makes of a connection: of the Service that is meant it picks a ready endpoint by itself, so that
 * kube-proxy's rules are not met; what it knows nothing of it passes through.
 * Simplification: of https, and of bytes that are no HTTP, only where they go is looked at; names in TLS are not.
 */
export function proxyOutbound(run: Run, { pod, asked }: Taken): Decided {
  const meant = serviceMeant(run, pod, asked);
  if (meant === undefined) return passThrough(run, { pod, asked });
  const { service, port, isHttp } = meant;
  const backend: BackendName = { namespace: service.namespace, service: service.name, port: port.port };
  const told = isHttp ? { status: 200, backend } : null;
  const detail = { way: 'OUT', ...asked, service: refOf(service), mutualTls: false } as const;
  const endpoint = service.headless ? asked : pickEndpoint(run, endpointsFor(pod, service, port));
  if (endpoint === undefined) {
    const cause = explainEmpty(run.cluster, service, ipFamily(asked.ip));
    return refuse(told, { cause, step: detail });
  }
  const server = podAt(run, endpoint);
  const spoken = spokenTo(
    run.cluster,
    { pod: server, port: endpoint.port },
    clientTls(run.cluster, pod, service, port),
  );
  const plain = explainPlainServer(run.cluster, { server, endpoint, spoken });
  if (plain !== undefined) return refuse(told, { cause: plain, step: detail });
  const walked = connectByProxy(run, pod, endpoint);
  const error = connectError(walked.request);
  const http = told && (error === undefined ? told : { ...told, status: error });
  run.legs.push({ kind: 'PROXIED', http, backend, ...walked });
  return {
    http,
    trace: walked.request,
    peer: peerOf(pod, spoken),
    decides: { action: 'FORWARDED', detail: { ...detail, mutualTls: spoken.mutual, ...statusOf(http) } },
  };
}

const refOf = ({ namespace, name }: ClusterService) => ({ kind: 'Service', namespace, name });

export const statusOf = (http: HttpExchange | null): { readonly status?: number } =>
  http === null ? {} : { status: http.status };

/** What it connects to whoever it knows nothing of: it does not speak TLS of its own. // PassthroughCluster, outboundTrafficPolicy ALLOW_ANY */
function passThrough(run: Run, { pod, asked }: Taken): Decided {
  const walked = connectByProxy(run, pod, asked);
  const isHttp = run.request.target.scheme === 'http' && hasHttpPort(run, asked);
  const error = connectError(walked.request);
  const http = isHttp ? { status: error ?? 200 } : null;
  run.legs.push({ kind: 'PROXIED', http, ...walked });
  const detail = { way: 'OUT', ...asked, mutualTls: false, ...statusOf(http) } as const;
  return { http, trace: walked.request, peer: { passedThrough: true }, decides: { action: 'PASSED_THROUGH', detail } };
}

function refuse(
  told: HttpExchange | null,
  { cause, step }: { readonly cause: Proxied['cause']; readonly step: SidecarStep['detail'] },
): Decided {
  const of = cause === undefined ? {} : { cause };
  if (told === null) return { http: null, disposition: 'REFUSED', ...of, decides: { action: 'CLOSED', detail: step } };
  const detail = { ...step, status: UNAVAILABLE };
  return { http: { ...told, status: UNAVAILABLE }, ...of, decides: { action: 'ANSWERED', detail } };
}

/** Who the client is to the server's proxy. */
function peerOf(pod: ClusterPod, { mutual, rule }: Spoken): NonNullable<Proxied['peer']> {
  return { ...(mutual && { principal: principalOf(pod) }), ...(rule !== undefined && { rule }) };
}

/** The Service that the proxy finds: of HTTP by the Host, of other bytes by where they go. */
function serviceMeant(run: Run, pod: ClusterPod, asked: Endpoint): Meant | undefined {
  const { cluster, request } = run;
  const reads = request.target.scheme === 'http';
  const known = cluster.services.flatMap((service) => {
    const port = service.ports.find((each) => each.port === asked.port && each.protocol === 'TCP');
    return port === undefined || service.type === 'ExternalName' || service.refused !== undefined
      ? []
      : [{ service, port, protocol: portProtocol(port) }];
  });
  const addressed = known.find(({ service }) => service.clusterIPs.includes(asked.ip));
  const behind = cluster.services.flatMap((service) => headlessPort(service, asked))[0];
  const at = addressed ?? behind;
  if (at !== undefined && (at.protocol === 'TCP' || !reads)) return { ...at, isHttp: false };
  if (!reads) return undefined;
  const host = hostOf(requestAuthority(run));
  const named = known.find(
    (each) => (each.protocol === 'HTTP' || each === at) && isCalled(cluster, each.service, host, pod.namespace),
  );
  const found = named ?? (behind && isCalled(cluster, behind.service, host, pod.namespace) ? behind : undefined);
  return found && { ...found, isHttp: true };
}

/** A headless Service of which the address is an endpoint: it is called on the port of its pods. */
function headlessPort(service: ClusterService, { ip, port: asked }: Endpoint) {
  if (!service.headless || service.type === 'ExternalName') return [];
  const own = service.endpoints(ipFamily(ip)).find((each) => each.ip === ip);
  const name = own?.ports.find(({ port }) => port === asked)?.name;
  const port =
    own && service.ports.find((each) => each.name === name && each.protocol === 'TCP' && each.port === asked);
  return port === undefined ? [] : [{ service, port, protocol: portProtocol(port) }];
}

/** Whether some Service has HTTP on this port, so that the proxy reads what goes to it. */
const hasHttpPort = ({ cluster }: Run, { port }: Endpoint): boolean =>
  cluster.services.some((service) =>
    service.ports.some((each) => each.port === port && each.protocol === 'TCP' && portProtocol(each) === 'HTTP'),
  );

/** With internalTrafficPolicy Local those on the client's node. // istio pilot/pkg/xds/endpoints/endpoint_builder.go, NodeLocal */
function endpointsFor(pod: ClusterPod, service: ClusterService, port: ServicePort): readonly Endpoint[] {
  const ready = readyEndpoints(service, port, pod);
  if (service.internalTrafficPolicy !== 'Local') return ready;
  const here = new Set(
    pod.ips
      .flatMap((ip) => service.endpoints(ipFamily(ip)))
      .flatMap(({ ip, nodeName }) => (nodeName === pod.nodeName ? [ip] : [])),
  );
  return ready.filter(({ ip }) => here.has(ip));
}

function podAt({ cluster }: Run, { ip }: Endpoint): ClusterPod | undefined {
  const owner = cluster.owner(ip);
  return owner !== undefined && 'namespace' in owner ? owner : undefined;
}
