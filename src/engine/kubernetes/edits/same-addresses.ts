import type { InventedAddresses, ServiceAddresses } from '../service-ips.ts';

/** True: a Service with the one may stand for it with the other. */
export function haveSameAddresses(a: ServiceAddresses, b: ServiceAddresses): boolean {
  return (
    a.healthCheckNodePort === b.healthCheckNodePort &&
    hasSameItems(a.clusterIPs, b.clusterIPs) &&
    hasSameItems(a.ipFamilies, b.ipFamilies) &&
    hasSameItems(a.nodePorts, b.nodePorts) &&
    hasSameInventions(a.invented, b.invented) &&
    a.loadBalancerIPs.length === b.loadBalancerIPs.length &&
    a.loadBalancerIPs.every(({ ip, ipMode }, place) => {
      const other = b.loadBalancerIPs[place];
      return ip === other?.ip && ipMode === other.ipMode;
    })
  );
}

function hasSameInventions(a: InventedAddresses | undefined, b: InventedAddresses | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    hasSameItems(a.clusterIPs, b.clusterIPs) &&
    hasSameItems(a.nodePorts, b.nodePorts) &&
    hasSameItems(a.loadBalancerIPs, b.loadBalancerIPs)
  );
}

function hasSameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, place) => item === b[place]);
}
