import { LOAD_BALANCER, nodeNamespace, podNamespace } from '../../dataplane/rules/namespace-names.ts';
import type { ClusterPod, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import { PROXY_PROTOCOL } from '../../kubernetes/fields/service-annotations.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { selectSource } from '../../linux/walk/walk.ts';
import { formatEndpoint, type Ip, ipFamily, type Port } from '../../net/ip.ts';
import type { Connection, Run } from './routing-programs.ts';
import { nextSourcePort, openConnection } from './run.ts';

/** Where a proxy connects to. */
export interface Endpoint {
  readonly ip: Ip;
  readonly port: Port;
}

/** One of the ready endpoints behind a Service port, of a family the proxy has; undefined: there is none. */
export function chooseEndpoint(
  run: Run,
  pod: ClusterPod,
  service: ClusterService,
  port: ServicePort,
): Endpoint | undefined {
  return pickEndpoint(run, readyEndpoints(service, port, pod));
}

/**
 * One of several endpoints, each with the same chance; undefined: there is none.
 * Simplification: every proxy connects to endpoints, not to the Service, unless it is told to, and spreads evenly.
 */
export function pickEndpoint(run: Run, found: readonly Endpoint[]): Endpoint | undefined {
  if (found.length < 2) return found[0];
  return found[
    run.choose(
      found.map(() => 1),
      { of: (option) => found[option] },
    )
  ];
}

/** Of the first family that the proxy has and of which there are some, each once. */
export function readyEndpoints(service: ClusterService, port: ServicePort, pod: ClusterPod): readonly Endpoint[] {
  for (const family of new Set(pod.ips.map(ipFamily))) {
    const ready = service
      .endpoints(family)
      .filter((endpoint) => endpoint.ready)
      .flatMap((endpoint) => {
        const target = endpoint.ports.find((each) => each.name === port.name && each.protocol === port.protocol);
        return target === undefined ? [] : [{ ip: endpoint.ip, port: target.port }];
      });
    if (ready.length > 0) {
      return [...new Map(ready.map((each) => [formatEndpoint(each.ip, each.port), each])).values()];
    }
  }
  return [];
}

/** Opens a proxy's own connection to an endpoint. */
export function connectOnward(
  run: Run,
  pod: ClusterPod,
  { ip, port }: Endpoint,
  protocol: 'TCP' | 'UDP' = 'TCP',
): Connection {
  const id =
    pod.hostNetwork && pod.nodeName !== undefined ? nodeNamespace(pod.nodeName) : podNamespace(pod.namespace, pod.name);
  const process = pod.containers.find((container) => !container.init)?.name;
  return openConnection(
    run,
    { kind: 'process', namespace: id, ...(process === undefined ? {} : { name: process }) },
    {
      protocol,
      sourceIP: selectSource(run.network, id, ip) ?? pod.ips[0] ?? ip,
      sourcePort: nextSourcePort(run),
      destinationIP: ip,
      destinationPort: port,
    },
  );
}

/** What the client of a proxy gets when the onward connection ended so; undefined: it arrived. RFC 9110 502, 504. */
export function gatewayError({ disposition }: Trace): 502 | 504 | undefined {
  if (disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK') return undefined;
  return disposition === 'REFUSED' || disposition === 'REJECTED' ? 502 : 504;
}

/** The request's authority: its Host header, or the URL's host with its port where that is not the scheme's own. */
export function requestAuthority({ request: { headers, target } }: Run): string {
  const header = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
  if (header !== undefined) return header;
  const usual = target.scheme === 'https' ? 443 : 80;
  const host = target.ip !== undefined && ipFamily(target.ip) === 6 ? `[${target.ip}]` : target.host;
  return target.port === usual ? host : `${host}:${target.port}`;
}

/** The host of an authority: without port and final dot, in lower case. */
export function hostOf(authority: string): string {
  return authority
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** The request's headers without Host. */
export function givenHeaders({ request }: Run): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== 'host'));
}

/** True when its cloud is told to send the PROXY protocol. */
export function sendsProxyProtocol({ object }: ClusterService): boolean {
  const annotations: Readonly<Record<string, unknown>> = object.metadata.annotations ?? {};
  return PROXY_PROTOCOL.some((key) => {
    const value = annotations[key];
    return value === true || (typeof value === 'string' && !/^(|false|none)$/.test(value));
  });
}

/**
 * The address a proxy takes for its client's: the source of the packet that reached it, or what the load balancer saw when its
 * Service asks for the PROXY protocol. With externalTrafficPolicy Cluster the source may be a node's.
 * Simplification: a proxy understands connections with and without the PROXY protocol.
 */
export function clientAddress(arrived: Trace, front: ClusterService | undefined): Ip {
  const hop = arrived.hops.find(({ namespace }) => namespace === LOAD_BALANCER);
  const seen = hop?.steps[0]?.packet.sourceIP;
  return seen !== undefined && front !== undefined && sendsProxyProtocol(front) ? seen : arrived.final.sourceIP;
}
