import { cidrContains, cidrParts } from '../../net/cidr.ts';
import { type Ip, ipFamily, type Port } from '../../net/ip.ts';
import type { ServicesAsking } from '../build/keep.ts';
import type { AddressAsk } from '../matching/service-asks.ts';
import type { Allocation, Allocations } from '../cluster/allocation.ts';
import { objectKey } from '../model/object.ts';
import { createReport } from '../model/report.ts';
import { inventedOf, LOAD_BALANCER_CIDRS, type ServiceAddresses } from '../services/service-ips.ts';
import { isSameAsk } from '../tools/ask.ts';

/** Services ask for what they were given as if they stated it; that they do not is told of their addresses all the same. */
export function keepServices(allocated: Allocations, asking: ServicesAsking): readonly ServiceAddresses[] {
  const { asks, allocate, report } = asking;
  const given = asks.map(({ ref }) => allocated[objectKey(ref)]);
  if (given.every((each) => each === undefined)) return allocate(asks, report);
  const stated = keepStated(asking, given);
  const addresses = keepBalancers(asking, stated, given) ?? allocate(stated, report);
  return addresses.map((own, at) => {
    const ask = asks[at] as AddressAsk;
    if (ask === stated[at] && given[at]?.balancerIPs === undefined) return own;
    const { invented: _, ...rest } = own;
    const invented = inventedOf(ask, rest);
    return invented === undefined ? rest : { ...rest, invented };
  });
}

type Given = readonly (Allocation | undefined)[];

/** Each with the clusterIPs and node ports that it was given, unless another states them or has them already. */
function keepStated({ asks, serviceCIDRs }: ServicesAsking, given: Given): readonly AddressAsk[] {
  const ips = new Set(asks.flatMap(({ spec }) => spec.clusterIPs));
  const ports = new Set(
    asks.flatMap(({ spec, ports: own }) => [spec.healthCheckNodePort, ...own.map(({ nodePort }) => nodePort)]),
  );
  const families = new Set(serviceCIDRs.map((cidr) => cidrParts(cidr).family));
  const takeIP = (ip: Ip): boolean => {
    const isIn = serviceCIDRs.some((cidr) => cidrParts(cidr).family === ipFamily(ip) && cidrContains(cidr, ip));
    if (!isIn || ips.has(ip)) return false;
    ips.add(ip);
    return true;
  };
  const takePort = (port: Port): boolean => {
    if (port === 0 || ports.has(port)) return false;
    ports.add(port);
    return true;
  };
  const clusterIPsOf = ({ spec }: AddressAsk, { ips: own = [] }: Allocation): readonly Ip[] => {
    const isRefused = spec.ipFamilyPolicy === 'RequireDualStack' && spec.clusterIPs.length === 0 && families.size < 2;
    if (spec.headless || spec.type === 'ExternalName' || isRefused) return spec.clusterIPs;
    const open = own.filter((ip) => !spec.clusterIPs.some((other) => ipFamily(other) === ipFamily(ip)));
    return [...spec.clusterIPs, ...open.filter(takeIP)];
  };
  return asks.map((ask, at) => {
    const own = given[at];
    if (own === undefined) return ask;
    const { spec } = ask;
    const health = spec.healthCheckNodePort ?? own.healthCheckNodePort;
    const keepsHealth = spec.healthCheckNodePort === undefined && health !== undefined && takePort(health);
    return {
      ...ask,
      spec: {
        ...spec,
        clusterIPs: clusterIPsOf(ask, own),
        ...(keepsHealth && { healthCheckNodePort: health }),
      },
      ports: portsOf(ask, own, takePort),
    };
  });
}

function portsOf(
  { spec, ports }: AddressAsk,
  { nodePorts = [] }: Allocation,
  take: (port: Port) => boolean,
): AddressAsk['ports'] {
  const wanted = spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts);
  if (!wanted) return ports;
  const own = new Map<Port, Port>();
  return ports.map((port, at) => {
    const isStated = ports.some((other) => other.port === port.port && other.nodePort !== undefined);
    const nodePort = nodePorts[at] ?? 0;
    // Ports of one number and different protocols share a node port.
    if (isStated || (own.get(port.port) !== nodePort && (own.has(port.port) || !take(nodePort)))) return port;
    own.set(port.port, nodePort);
    return { ...port, nodePort };
  });
}

/**
 * What load balancers were given is kept where they would be given the like of it now, by the same controller and from the same pool.
 * undefined: none has anything to keep.
 */
function keepBalancers(
  { allocate, report }: ServicesAsking,
  asks: readonly AddressAsk[],
  given: Given,
): readonly ServiceAddresses[] | undefined {
  const isKept = asks.map(
    ({ spec }, at) =>
      given[at]?.balancerIPs !== undefined && spec.type === 'LoadBalancer' && spec.loadBalancerIngress === undefined,
  );
  if (!isKept.includes(true)) return undefined;
  const fresh = allocate(asks, createReport());
  const taken = new Set(
    fresh.flatMap(({ loadBalancerIPs, invented }) =>
      loadBalancerIPs.flatMap(({ ip }) => (invented?.loadBalancerIPs.includes(ip) === true ? [] : [ip])),
    ),
  );
  for (const [at, own] of fresh.entries()) {
    const ips = given[at]?.balancerIPs ?? [];
    isKept[at] &&= areAlike(ips, own) && !ips.some((ip) => taken.has(ip));
    if (isKept[at]) for (const ip of ips) taken.add(ip);
  }
  for (;;) {
    const found = createReport();
    const told = asks.map((ask, at) => (isKept[at] === true ? toldOf(ask, given[at], fresh[at]) : ask));
    const all = allocate(told, found);
    // A controller may have changed its mind of whom its pool is for.
    const lost = all.findIndex((own, at) => isKept[at] === true && !isSameAsk(own.balancing, fresh[at]?.balancing));
    if (lost === -1) return allocate(told, report);
    isKept[lost] = false;
  }
}

/** As many of each family, of addresses that are outside alike. */
function areAlike(ips: readonly Ip[], { loadBalancerIPs, invented }: ServiceAddresses): boolean {
  const now = invented?.loadBalancerIPs ?? [];
  const placeOf = (ip: Ip): string => `${ipFamily(ip)} ${cidrContains(LOAD_BALANCER_CIDRS[ipFamily(ip)], ip)}`;
  return now.length === loadBalancerIPs.length && isSameAsk(ips.map(placeOf).toSorted(), now.map(placeOf).toSorted());
}

function toldOf(ask: AddressAsk, given: Allocation | undefined, fresh: ServiceAddresses | undefined): AddressAsk {
  const ipMode = fresh?.loadBalancerIPs[0]?.ipMode ?? 'VIP';
  const loadBalancerIngress = (given?.balancerIPs ?? []).map((ip) => ({ ip, ipMode }));
  return { ...ask, spec: { ...ask.spec, loadBalancerIngress } };
}
