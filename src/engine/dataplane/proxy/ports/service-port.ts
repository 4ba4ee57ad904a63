import type { ClusterService, ServicePort, ServiceTarget } from '../../../kubernetes/cluster/cluster.ts';
import type { Origin } from '../../../linux/model/origin.ts';
import type { Cidr } from '../../../net/cidr.ts';
import { cidrParts } from '../../../net/cidr.ts';
import { formatEndpoint, ipFamily, type Ip, type IpFamily, type Port } from '../../../net/ip.ts';
import { serviceChainNames, type ServiceChainNames } from './chain-names.ts';

/** An address and port, which is all that rules say of an endpoint. */
export interface EndpointAsk {
  readonly ip: Ip;
  readonly port: Port;
  /** "10.244.1.5:80", "[fd00::5]:80" */
  readonly text: string;
}

/** One address and port a Service port may send to, with what decides whether it may. */
export interface ProxyEndpoint {
  readonly target: EndpointAsk;
  readonly nodeName: string | undefined;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly forZones: readonly string[];
  readonly forNodes: readonly string[];
  /** What other EndpointSlices say of it: a proxy takes the one that says to be on its node, else the first. */
  readonly copies?: readonly ProxyEndpoint[];
}

/** One port of one Service in one family, reduced to what a proxy reads. */
export type ProxyServicePort = Pick<ReadPort, keyof ReadPort>;

const known = new WeakMap<ClusterService, Partial<Record<IpFamily, readonly ProxyServicePort[]>>>();

/** As {@link readPorts}; the same Service object gives the same ports, so that a cluster after an edit shares what it kept. */
export function proxyServicePorts(service: ClusterService, family: IpFamily): readonly ProxyServicePort[] {
  const before = known.get(service);
  const ports = before?.[family] ?? readPorts(service, family);
  if (before?.[family] === undefined) known.set(service, { ...before, [family]: ports });
  return ports;
}

/**
 * The ports of a Service that kube-proxy serves in a family; empty for headless and ExternalName Services, for one that
 * has no clusterIP of the family, and for one that a label takes from it.
 * kube-proxy v1.34 serviceport.go newBaseServiceInfo, util/utils.go ShouldSkipService.
 */
function readPorts(service: ClusterService, family: IpFamily): readonly ProxyServicePort[] {
  const clusterIP = service.clusterIPs.find((ip) => ipFamily(ip) === family);
  if (clusterIP === undefined || service.headless || service.type === 'ExternalName') return [];
  if (service.hasOtherProxy) return [];
  const externalPolicyLocal = service.externalTrafficPolicy === 'Local' && externallyAccessible(service);
  const shared: Shared = {
    clusterIP,
    externalIPs: service.externalIPs.filter((ip) => ipFamily(ip) === family),
    loadBalancerVIPs: service.loadBalancerIPs
      .filter((lb) => lb.ipMode === 'VIP' && ipFamily(lb.ip) === family)
      .map(({ ip }) => ip),
    sourceRanges: sourceRanges(service, family),
    internalPolicyLocal: service.internalTrafficPolicy === 'Local',
    externalPolicyLocal,
    healthCheckNodePort:
      service.type === 'LoadBalancer' && externalPolicyLocal ? (service.healthCheckNodePort ?? 0) : 0,
    affinityTimeout: service.sessionAffinityTimeout ?? 0,
    origin: serviceOrigin(service),
    mayHint: service.mayHint,
  };
  return service.ports.map((port) => new ReadPort(shared, port, { service, family }));
}

type Shared = Omit<
  ProxyServicePort,
  'portName' | 'protocol' | 'port' | 'nodePort' | 'endpoints' | 'count' | 'hasAny' | 'names'
>;

/** One of tens of thousands: what takes time waits until somebody asks. */
class ReadPort {
  /** "NAMESPACE/NAME:PORT"; without ":PORT" when the port has no name. */
  readonly portName: string;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly clusterIP: Ip;
  readonly port: Port;
  /** 0: none. */
  readonly nodePort: Port;
  /** 0: none. */
  readonly healthCheckNodePort: Port;
  readonly externalIPs: readonly Ip[];
  /** Load balancer addresses with ipMode VIP; the others never reach a node. */
  readonly loadBalancerVIPs: readonly Ip[];
  readonly sourceRanges: readonly Cidr[];
  readonly internalPolicyLocal: boolean;
  readonly externalPolicyLocal: boolean;
  /** Seconds; 0: no affinity. */
  readonly affinityTimeout: number;
  readonly origin: Origin;
  /** False: no endpoint has hints. */
  readonly mayHint: boolean;
  readonly #port: ServicePort;
  readonly #owner: { readonly service: ClusterService; readonly family: IpFamily };
  #endpoints: readonly ProxyEndpoint[] | undefined;
  #count: number | undefined;
  #hasAny: boolean | undefined;
  #names: ServiceChainNames | undefined;

  constructor(
    shared: Shared,
    port: ServicePort,
    owner: { readonly service: ClusterService; readonly family: IpFamily },
  ) {
    const { namespace, name } = owner.service;
    this.portName = port.name === '' ? `${namespace}/${name}` : `${namespace}/${name}:${port.name}`;
    this.protocol = port.protocol;
    this.clusterIP = shared.clusterIP;
    this.port = port.port;
    this.nodePort = port.nodePort ?? 0;
    this.healthCheckNodePort = shared.healthCheckNodePort;
    this.externalIPs = shared.externalIPs;
    this.loadBalancerVIPs = shared.loadBalancerVIPs;
    this.sourceRanges = shared.sourceRanges;
    this.internalPolicyLocal = shared.internalPolicyLocal;
    this.externalPolicyLocal = shared.externalPolicyLocal;
    this.affinityTimeout = shared.affinityTimeout;
    this.origin = shared.origin;
    this.mayHint = shared.mayHint;
    this.#port = port;
    this.#owner = owner;
  }

  /** Sorted by `text`. */
  endpoints(): readonly ProxyEndpoint[] {
    this.#endpoints ??= proxyEndpoints(this.#owner.service, this.#port, this.#owner.family);
    return this.#endpoints;
  }

  /** How many endpoints there are, told without them. */
  count(): number {
    this.#count ??= [...this.#targets()].length;
    return this.#count;
  }

  /** One of the endpoints could be used (it is ready, or serves while terminating). Told without them. */
  hasAny(): boolean {
    this.#hasAny ??= isAnyUsable(this.#targets());
    return this.#hasAny;
  }

  /** Names of its chains in iptables mode. */
  names(): ServiceChainNames {
    this.#names ??= serviceChainNames(this.portName, this.protocol.toLowerCase());
    return this.#names;
  }

  #targets(): Iterable<ServiceTarget> {
    return this.#owner.service.targets(this.#owner.family, this.#port);
  }
}

function isAnyUsable(targets: Iterable<ServiceTarget>): boolean {
  for (const { usable } of targets) if (usable) return true;
  return false;
}

/** What kube-proxy writes on behalf of a Service. */
export function serviceOrigin(service: Pick<ClusterService, 'namespace' | 'name'>): Origin {
  return { program: 'kube-proxy', subject: { kind: 'Service', namespace: service.namespace, name: service.name } };
}

/** Empty: no filter, as where everybody may come. kube-proxy v1.35 serviceport.go newBaseServiceInfo. */
function sourceRanges({ loadBalancerSourceRanges }: ClusterService, family: IpFamily): readonly Cidr[] {
  const own = loadBalancerSourceRanges.filter((cidr) => cidrParts(cidr).family === family);
  return own.some((cidr) => cidrParts(cidr).prefixLength === 0) ? [] : own;
}

// Kubernetes v1.34 pkg/api/v1/service/util.go ExternallyAccessible.
function externallyAccessible(service: ClusterService): boolean {
  return service.type === 'LoadBalancer' || service.type === 'NodePort' || service.externalIPs.length > 0;
}

function proxyEndpoints(service: ClusterService, port: ServicePort, family: IpFamily): readonly ProxyEndpoint[] {
  const endpoints = new Map<string, ProxyEndpoint[]>();
  for (const endpoint of service.endpoints(family).flatMap((one) => one.statements ?? [one])) {
    if (endpoint.unproxied === true) continue;
    for (const target of endpoint.ports) {
      if (target.name !== port.name || target.protocol !== port.protocol || target.port === 0) continue;
      const text = formatEndpoint(endpoint.ip, target.port);
      const one = {
        ...endpoint,
        nodeName: endpoint.nodeName,
        target: { ip: endpoint.ip, port: target.port, text },
      };
      const others = endpoints.get(text);
      if (others === undefined) endpoints.set(text, [one]);
      else others.push(one);
    }
  }
  return [...endpoints.values()].flatMap(withCopies).sort((a, b) => (a.target.text < b.target.text ? -1 : 1));
}

function withCopies([first, ...copies]: readonly ProxyEndpoint[]): readonly ProxyEndpoint[] {
  if (first === undefined) return [];
  return [copies.length === 0 ? first : { ...first, copies }];
}
