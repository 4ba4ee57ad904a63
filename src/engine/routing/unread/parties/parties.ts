import type { Cluster, ClusterNode, ClusterPod, ClusterService } from '../../../kubernetes/cluster/cluster.ts';
import { type ObjectRef, objectKey } from '../../../kubernetes/model/object.ts';
import type { Trace } from '../../../linux/model/trace.ts';
import type { Protocol } from '../../../net/flow.ts';
import type { Ip, Port } from '../../../net/ip.ts';
import { podAt } from '../../outcome/arrival.ts';
import { translatingService } from '../../run/cause-trace.ts';
import { hostOf } from '../../run/onward.ts';
import { isSuccess, type Leg, type Outcome } from '../../outcome/outcome.ts';
import type { ParsedRequest } from '../../run/parsed-request.ts';

/** One end of a connection. Both absent: outside the cluster, or nobody. */
export interface End {
  readonly pod?: ClusterPod;
  readonly node?: ClusterNode;
}

/** A connection that some outcome of the request opens. */
export interface Link {
  readonly kind: Leg['kind'];
  readonly client: End;
  readonly server: End;
  readonly protocol: Protocol;
  /** As the client addressed it. */
  readonly calledIP: Ip;
  readonly calledPort: Port;
  /** Where the packet ended. */
  readonly ip: Ip;
  readonly port: Port;
  /** The Service that was called, or whose rules chose the destination. */
  readonly service?: ClusterService;
  /** The packet left the cluster. */
  readonly exits: boolean;
}

/** Whom a request has to do with. */
export interface Parties {
  readonly cluster: Cluster;
  readonly request: ParsedRequest;
  readonly outcomes: readonly Outcome[];
  readonly links: readonly Link[];
  readonly client: End;
  readonly services: readonly ClusterService[];
  /** In lower case: the URL's host and the Host header. */
  readonly hosts: readonly string[];
  /** Ingresses, Gateways and routes that took the request, or that it was sent through. */
  readonly entries: readonly ObjectRef[];
  /** Pods at either end of a link. */
  readonly pods: readonly ClusterPod[];
  readonly namespaces: ReadonlySet<string>;
  /** Codes of the causes of failed outcomes. */
  readonly causes: ReadonlySet<string>;
  readonly someSucceed: boolean;
  readonly someFail: boolean;
}

/** Of all outcomes together. */
export function partiesOf(cluster: Cluster, request: ParsedRequest, outcomes: readonly Outcome[]): Parties {
  const client = clientOf(request);
  const links = linksOf(cluster, client, outcomes);
  const hosts = hostsOf(request);
  const services = servicesOf(cluster, client, { links, hosts, outcomes });
  const pods = [
    ...new Set([client, ...links.flatMap((link) => [link.client, link.server])].flatMap(({ pod }) => pod ?? [])),
  ];
  const entries = entriesOf(request, outcomes);
  return {
    cluster,
    request,
    outcomes,
    links,
    client,
    services,
    hosts,
    entries,
    pods,
    namespaces: new Set([...pods, ...services, ...entries].flatMap(({ namespace }) => namespace ?? [])),
    causes: new Set(outcomes.flatMap(({ cause }) => cause?.code ?? [])),
    someSucceed: outcomes.some(isSuccess),
    someFail: !outcomes.every(isSuccess),
  };
}

function clientOf({ source }: ParsedRequest): End {
  if (source.kind === 'pod') return { pod: source.pod };
  return source.kind === 'node' ? { node: source.node } : {};
}

/** Each connection once. Outcomes share their traces, so equal ones are mostly the same object. */
function linksOf(cluster: Cluster, client: End, outcomes: readonly Outcome[]): readonly Link[] {
  const links = new Map<string, Link>();
  const seen = new Set<Trace>();
  for (const { legs } of outcomes) {
    for (const { kind, request } of legs) {
      if (seen.has(request)) continue;
      seen.add(request);
      const link = linkOf(cluster, client, kind, request);
      links.set(
        [kind, endKey(link.client), link.calledIP, link.calledPort, link.ip, link.port, link.exits].join(' '),
        link,
      );
    }
  }
  return [...links.values()];
}

const endKey = ({ pod, node }: End): string =>
  pod === undefined ? (node?.name ?? '') : `${pod.namespace}/${pod.name}`;

function linkOf(cluster: Cluster, client: End, kind: Leg['kind'], trace: Trace): Link {
  const { flow, final } = trace;
  const start = kind === 'PROXIED' || kind === 'MIRRORED' ? startOf(cluster, trace) : client;
  const service = translatingService(cluster, trace) ?? serviceAt(cluster, flow.destinationIP);
  return {
    kind,
    client: start,
    server: serverOf(cluster, trace),
    protocol: flow.protocol,
    calledIP: flow.destinationIP,
    calledPort: flow.destinationPort,
    ip: final.destinationIP,
    port: final.destinationPort,
    exits: trace.disposition === 'EXITS_NETWORK',
    ...(service !== undefined && { service }),
  };
}

/** Of an address that is no pod's or node's. */
function serviceAt(cluster: Cluster, ip: Ip): ClusterService | undefined {
  if (cluster.owner(ip) !== undefined) return undefined;
  return cluster.services.find(
    (each) =>
      each.clusterIPs.includes(ip) ||
      each.externalIPs.includes(ip) ||
      each.loadBalancerIPs.some((balanced) => balanced.ip === ip),
  );
}

/** Who opened a proxied connection: the pod that has its source address. */
function startOf(cluster: Cluster, { flow }: Trace): End {
  return endAt(cluster, flow.sourceIP);
}

function serverOf(cluster: Cluster, trace: Trace): End {
  if (trace.disposition === 'EXITS_NETWORK') return {};
  const pod = podAt(cluster, trace);
  return pod === undefined ? endAt(cluster, trace.final.destinationIP) : { pod };
}

function endAt(cluster: Cluster, ip: Ip): End {
  const owner = cluster.owner(ip);
  if (owner === undefined) return {};
  return 'podCIDRs' in owner ? { node: owner } : { pod: owner };
}

function hostsOf({ target, headers }: ParsedRequest): readonly string[] {
  const header = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
  return [...new Set([target.host, ...(header === undefined ? [] : [header])].map(hostOf))];
}

interface Found {
  readonly links: readonly Link[];
  readonly hosts: readonly string[];
  readonly outcomes: readonly Outcome[];
}

function servicesOf(cluster: Cluster, { pod }: End, { links, hosts, outcomes }: Found): readonly ClusterService[] {
  const found = new Set<ClusterService>();
  const add = (service: ClusterService | undefined): void => void (service !== undefined && found.add(service));
  for (const { service } of links) add(service);
  if (pod !== undefined) for (const host of hosts) add(namedService(cluster, host, pod.namespace));
  for (const { http, legs, cause } of outcomes) {
    const proxied = legs.map((leg) => ('http' in leg ? (leg.http?.backend ?? leg.backend) : undefined));
    for (const backend of [http?.backend, ...proxied])
      if (backend !== undefined) add(cluster.service(backend.namespace, backend.service));
    const object = cause?.object;
    if (object?.kind === 'Service') add(cluster.service(object.namespace ?? '', object.name));
  }
  return [...found];
}

/** Namespace and name of the Service a host means to a pod of that namespace, whether it exists or not. */
export function serviceName(
  { settings }: Cluster,
  host: string,
  namespace: string,
): { readonly namespace: string; readonly name: string } {
  const domain = `.${settings.clusterDomain}`;
  const inside = host.endsWith(domain) ? host.slice(0, -domain.length) : host;
  const labels = inside.replace(/\.svc$/, '').split('.');
  // POD.SERVICE.NAMESPACE.svc, SERVICE.NAMESPACE, SERVICE.
  const [name = '', where = namespace] = inside.endsWith('.svc') ? labels.slice(-2) : labels;
  return { namespace: where, name };
}

function namedService(cluster: Cluster, host: string, namespace: string): ClusterService | undefined {
  const named = serviceName(cluster, host, namespace);
  const [, second] = host.split('.');
  return (
    cluster.service(named.namespace, named.name) ??
    (second === undefined ? undefined : cluster.service(namespace, second))
  );
}

function entriesOf({ via }: ParsedRequest, outcomes: readonly Outcome[]): readonly ObjectRef[] {
  const entries = new Map<string, ObjectRef>();
  const add = ({ kind, namespace, name }: ObjectRef): void => {
    const ref = namespace === undefined ? { kind, name } : { kind, namespace, name };
    entries.set(objectKey(ref), ref);
  };
  if (via !== undefined) add(via.entry);
  for (const { http, legs, cause } of outcomes) {
    const routes = legs.map((leg) => ('route' in leg ? leg.route : undefined));
    for (const route of [http?.route, ...routes]) if (route !== undefined) add(route);
    const object = cause?.object;
    if (object !== undefined && /^(Ingress|Gateway|.*Route)$/.test(object.kind)) add(object);
  }
  return [...entries.values()];
}
