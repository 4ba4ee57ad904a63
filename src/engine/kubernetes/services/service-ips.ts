import { cidrAddress, cidrParts, createCidr, type Cidr } from '../../net/cidr.ts';
import { createIp, ipFamily, type Ip, type IpFamily, type Port } from '../../net/ip.ts';
import type { Balanced, InsidePlaces } from '../balancers/balancer-planner.ts';
import type { AddressAsk, BalancerAsk } from '../matching/service-asks.ts';
import type { Balancing } from '../model/balancing.ts';
import type { CloudName } from '../model/basics.ts';
import type { ObjectRef } from '../model/object.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { ServiceSpec } from '../model/specs.ts';
import { NODE_PORTS } from './node-ports.ts';

/** Where load balancers get addresses when none are given: documentation networks (RFC 5737, RFC 3849). */
export const LOAD_BALANCER_CIDRS: Readonly<Record<IpFamily, Cidr>> = {
  4: createCidr(createIp('203.0.113.128'), 25),
  6: createCidr(createIp('2001:db8:203:113::'), 64),
};

/** `balanced`: what a load balancer's controller asks. */
export function askForAddresses(
  { ref }: Pick<StoredObject, 'ref'>,
  spec: ServiceSpec,
  balanced: BalancerAsk | undefined,
): AddressAsk {
  const ask = { ref, spec, ports: spec.ports, hasSelector: spec.selector !== undefined };
  return balanced === undefined ? ask : { ...ask, balanced };
}

export interface ServiceAddresses {
  readonly clusterIPs: readonly Ip[];
  readonly ipFamilies: readonly IpFamily[];
  /** By place in spec.ports. */
  readonly nodePorts: readonly (Port | undefined)[];
  readonly healthCheckNodePort?: Port;
  readonly loadBalancerIPs: readonly { readonly ip: Ip; readonly ipMode: 'VIP' | 'Proxy' }[];
  /** Who serves it; absent: nobody that is known. */
  readonly balancing?: Balancing;
  /** Of these what the object does not state; absent: it states them all. */
  readonly invented?: InventedAddresses;
}

export interface InventedAddresses {
  readonly clusterIPs: readonly Ip[];
  readonly nodePorts: readonly Port[];
  readonly loadBalancerIPs: readonly Ip[];
}

interface AllocationInput {
  readonly services: readonly AddressAsk[];
  readonly serviceCIDRs: readonly Cidr[];
  readonly report: Report;
  readonly cloud?: CloudName;
  /** Gives load balancers their addresses; absent: nobody that is known does. */
  readonly balance?: (
    services: readonly AddressAsk[],
    familiesOf: (ask: AddressAsk) => readonly IpFamily[],
  ) => ReadonlyMap<AddressAsk, Balanced>;
  /** Gives internal load balancers addresses of the nodes' network; absent: there are none. */
  readonly inside?: InsidePlaces;
}

/** Addresses and node ports of all Services, in their order: what is given is kept first, then the rest is handed out. */
export function allocateServices(input: AllocationInput): readonly ServiceAddresses[] {
  const { services, serviceCIDRs, report } = input;
  const clusterIPs = new Map<Ip, ObjectRef>();
  const ports = new Map<Port, ObjectRef>();
  const balancers = new Set<Ip>();
  for (const { ref, spec, ports: own } of services.toSorted(takenFirst)) {
    for (const ip of spec.clusterIPs) noteTaken({ map: clusterIPs, value: ip, ref, what: 'clusterIP', report });
    for (const port of statedNodePorts(spec, own))
      noteTaken({ map: ports, value: port, ref, what: 'nodePort', report });
    for (const point of spec.loadBalancerIngress ?? []) if (point.ip !== undefined) balancers.add(point.ip);
    if (spec.loadBalancerIP !== undefined) balancers.add(spec.loadBalancerIP);
  }
  const nextClusterIP = createClusterIPs(serviceCIDRs, clusterIPs);
  const isConfigured = (family: IpFamily): boolean => serviceCIDRs.some((cidr) => cidrParts(cidr).family === family);
  const nextNodePort = createNodePorts(ports);
  const nextBalancer = createBalancerIPs(balancers);
  const balancedOf = input.balance?.(services, (ask) => familiesOf(ask, serviceCIDRs));
  return services.map((ask) => {
    const { ref, spec } = ask;
    const ipFamilies = familiesOf(ask, serviceCIDRs);
    const balanced = balancedOf?.get(ask);
    const nextIP = (family: IpFamily): Ip | undefined => input.inside?.(ask, family, balancers) ?? nextBalancer(family);
    const nodePorts = allocateNodePorts(ask, nextNodePort);
    const wantsHealthCheck = spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
    const healthCheckNodePort = wantsHealthCheck ? (spec.healthCheckNodePort ?? nextNodePort()) : undefined;
    const addresses: ServiceAddresses = {
      ipFamilies,
      clusterIPs: allocateClusterIPs({ ref, spec, ipFamilies, next: nextClusterIP, isConfigured, report }),
      nodePorts,
      loadBalancerIPs: balancerIPs({ ref, spec, ipFamilies, next: nextIP, report, cloud: input.cloud, balanced }),
      ...(balanced && { balancing: balanced.balancing }),
      ...(healthCheckNodePort === undefined ? {} : { healthCheckNodePort }),
    };
    const invented = inventedOf(ask, addresses);
    return invented === undefined ? addresses : { ...addresses, invented };
  });
}

const takenFirst = (a: AddressAsk, b: AddressAsk): number =>
  Number(a.refused !== undefined) - Number(b.refused !== undefined);

const NO_PORTS: ReadonlySet<Port> = new Set();

/** Each once; most Services have none. */
function statedNodePorts({ healthCheckNodePort }: AddressAsk['spec'], ports: AddressAsk['ports']): ReadonlySet<Port> {
  const hasOne = healthCheckNodePort !== undefined || ports.some(({ nodePort }) => nodePort !== undefined);
  if (!hasOne) return NO_PORTS;
  return new Set([...ports.map(({ nodePort }) => nodePort), healthCheckNodePort].filter((port) => port !== undefined));
}

/** What of the addresses the spec does not state. */
export function inventedOf({ spec, ports }: AddressAsk, addresses: ServiceAddresses): InventedAddresses | undefined {
  const clusterIPs = addresses.clusterIPs.filter((ip) => !spec.clusterIPs.includes(ip));
  const hasMore = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  if (clusterIPs.length === 0 && !hasMore) return undefined;
  const given = statedNodePorts(spec, ports);
  const nodePorts = [...new Set([...addresses.nodePorts, addresses.healthCheckNodePort])].flatMap((port) =>
    port === undefined || given.has(port) ? [] : [port],
  );
  const asked = addresses.balancing?.asked ?? [];
  const stated = new Set([...(spec.loadBalancerIngress ?? []).map(({ ip }) => ip), spec.loadBalancerIP, ...asked]);
  const nodes = addresses.balancing?.by === 'servicelb';
  const loadBalancerIPs = addresses.loadBalancerIPs.flatMap(({ ip }) => (nodes || stated.has(ip) ? [] : [ip]));
  const count = clusterIPs.length + nodePorts.length + loadBalancerIPs.length;
  return count === 0 ? undefined : { clusterIPs, nodePorts, loadBalancerIPs };
}

interface Taken<T extends Ip | Port> {
  readonly map: Map<T, ObjectRef>;
  readonly value: T;
  readonly ref: ObjectRef;
  readonly what: string;
  readonly report: Report;
}

function noteTaken<T extends Ip | Port>({ map, value, ref, what, report }: Taken<T>): void {
  const other = map.get(value);
  if (other === undefined) map.set(value, ref);
  else {
    const detail = { is: 'OF_SERVICE', field: what, taken: value, holder: other } as const;
    addFinding(report, { severity: 'error', code: 'DUPLICATE_ADDRESS', detail, object: ref, path: ['spec', what] });
  }
}

/** // pkg/registry/core/service/storage/alloc.go initIPFamilyFields */
function familiesOf({ spec, hasSelector }: AddressAsk, serviceCIDRs: readonly Cidr[]): readonly IpFamily[] {
  if (spec.type === 'ExternalName') return [];
  const available = [...new Set(serviceCIDRs.map((cidr) => cidrParts(cidr).family))];
  const primary = spec.ipFamilies[0] ?? available[0] ?? 4;
  const other: IpFamily = primary === 4 ? 6 : 4;
  if (spec.ipFamilies.length > 1) return spec.ipFamilies;
  // A headless Service without a selector is for anything: both families, whatever the cluster has.
  if (spec.headless && !hasSelector && spec.ipFamilyPolicy !== 'SingleStack') return [primary, other];
  const dual = spec.ipFamilyPolicy !== undefined && spec.ipFamilyPolicy !== 'SingleStack';
  return dual && available.includes(other) ? [primary, other] : [primary];
}

/** The first address is the API server's and the tenth the cluster DNS': others are handed out after them. */
function createClusterIPs(
  cidrs: readonly Cidr[],
  taken: ReadonlyMap<Ip, ObjectRef>,
): (family: IpFamily) => Ip | undefined {
  const next = new Map<Cidr, bigint>();
  return (family) => {
    for (const cidr of cidrs.filter((candidate) => cidrParts(candidate).family === family)) {
      const { prefixLength } = cidrParts(cidr);
      const size = 1n << BigInt((family === 4 ? 32 : 128) - prefixLength);
      const start = size > 32n ? 11n : 2n;
      for (let offset = next.get(cidr) ?? start; offset < size - (family === 4 ? 1n : 0n); offset++) {
        const ip = cidrAddress(cidr, offset);
        if (ip === undefined || taken.has(ip) || offset === 10n) continue;
        next.set(cidr, offset + 1n);
        return ip;
      }
      next.set(cidr, size);
    }
    return undefined;
  };
}

const FAMILIES: readonly IpFamily[] = [4, 6];

interface ClusterIPsInput extends Pick<AddressAsk, 'ref' | 'spec'> {
  readonly ipFamilies: readonly IpFamily[];
  readonly next: (family: IpFamily) => Ip | undefined;
  readonly report: Report;
}

interface AllocatedInput extends ClusterIPsInput {
  /** There is a range of the family. */
  readonly isConfigured: (family: IpFamily) => boolean;
}

function allocateClusterIPs({ ref, spec, ipFamilies, next, isConfigured, report }: AllocatedInput): readonly Ip[] {
  if (spec.headless || spec.type === 'ExternalName') return [];
  // One that has to have both families where there is one the API server refuses (findings/service-refusals.ts).
  const hasToHaveBoth = spec.ipFamilyPolicy === 'RequireDualStack' && spec.clusterIPs.length === 0;
  if (hasToHaveBoth && !FAMILIES.every(isConfigured)) return [];
  return ipFamilies.flatMap((family) => {
    const given = spec.clusterIPs.find((ip) => ipFamily(ip) === family);
    const ip = given ?? next(family);
    // One without a range at all the API server refuses (findings/service-refusals.ts).
    if (ip !== undefined) return [ip];
    if (!isConfigured(family) && spec.ipFamilies.includes(family)) return [];
    addFinding(report, {
      severity: 'error',
      code: 'SERVICE_CIDR_EXHAUSTED',
      detail: { family },
      object: ref,
      path: ['spec', 'clusterIPs'],
    });
    return [];
  });
}

/** From the start of their range, skipping those that are given anywhere. */
function createNodePorts(taken: ReadonlyMap<Port, ObjectRef>): () => Port | undefined {
  let next: Port = NODE_PORTS.from;
  return () => {
    while (taken.has(next)) next++;
    return next <= NODE_PORTS.to ? next++ : undefined;
  };
}

/**
 * Ports of one number and different protocols share a node port, be it asked for by the last of them.
 * // pkg/registry/core/service/storage/alloc.go allocateNodePorts
 */
function allocateNodePorts({ spec, ports }: AddressAsk, next: () => Port | undefined): readonly (Port | undefined)[] {
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return ports.map(() => undefined);
  const wanted = spec.type === 'NodePort' || spec.allocateLoadBalancerNodePorts;
  const byNumber = new Map<Port, Port>();
  return ports.map(({ port, nodePort }) => {
    if (nodePort === undefined && !wanted) return undefined;
    const asked = ports.find((other) => other.port === port && other.nodePort !== undefined)?.nodePort;
    const own = nodePort ?? byNumber.get(port) ?? asked ?? next();
    if (own !== undefined && !byNumber.has(port)) byNumber.set(port, own);
    return own;
  });
}

function createBalancerIPs(taken: ReadonlySet<Ip>): (family: IpFamily) => Ip | undefined {
  const next: Record<IpFamily, number> = { 4: 1, 6: 1 };
  return (family) => {
    for (;;) {
      const ip = cidrAddress(LOAD_BALANCER_CIDRS[family], next[family]++);
      if (ip === undefined || !taken.has(ip)) return ip;
    }
  };
}

interface BalancerInput extends ClusterIPsInput {
  readonly cloud: CloudName | undefined;
  readonly balanced: Balanced | undefined;
}

/**
 * AWS names its load balancers instead of telling addresses, and so may others: no node's rules know them then, as with ipMode
 * Proxy. What the name stands for outside is made up.
 */
function balancerIPs(input: BalancerInput): ServiceAddresses['loadBalancerIPs'] {
  const { spec, ipFamilies, next } = input;
  const named = input.cloud === 'eks';
  if (spec.type !== 'LoadBalancer') return [];
  const invent = (ipMode: 'VIP' | 'Proxy'): ServiceAddresses['loadBalancerIPs'] =>
    ipFamilies.flatMap((family) => {
      const ip = next(family);
      if (ip === undefined) return [];
      return [{ ip, ipMode }];
    });
  if (spec.loadBalancerIngress !== undefined) {
    const told = spec.loadBalancerIngress.flatMap(({ ip, ipMode }) => (ip === undefined ? [] : [{ ip, ipMode }]));
    if (told.length > 0 || spec.loadBalancerIngress.length === 0) return told;
    if (input.balanced === undefined) return invent('Proxy');
  }
  if (input.balanced !== undefined) return input.balanced.ips.map((ip) => ({ ip, ipMode: 'VIP' }));
  return spec.loadBalancerIP === undefined
    ? invent(named ? 'Proxy' : 'VIP')
    : [{ ip: spec.loadBalancerIP, ipMode: 'VIP' }];
}
