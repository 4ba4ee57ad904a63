import type { ClusterService } from '../../../kubernetes/cluster/cluster.ts';
import type { IpFamily } from '../../../net/ip.ts';
import { addressesOf, nodePortsOf, type PortListing } from './port-listing.ts';
import { proxyServicePorts, type ProxyServicePort } from './service-port.ts';

/** More Services than this are looked up again rather than compared. */
const MOST_EDITS = 16;

/** The same listing with other ports in the place of some; undefined when that is not all there is to it. */
export function relist(
  services: readonly ClusterService[],
  family: IpFamily,
  before: PortListing,
): PortListing | undefined {
  if (services.length !== before.services.length) return undefined;
  const edited: number[] = [];
  // By index: with ten thousand Services an iterator costs more than the comparing.
  for (let position = 0; position < services.length; position += 1) {
    if (!Object.is(services[position], before.services[position]) && edited.push(position) > MOST_EDITS)
      return undefined;
  }
  const ports = [...before.ports];
  const positions: number[] = [];
  for (const position of edited) {
    const [was, is] = [before.services[position], services[position]];
    if (was === undefined || is === undefined) return undefined;
    const [old, fresh] = [proxyServicePorts(was, family), proxyServicePorts(is, family)];
    const first = old[0] === undefined ? 0 : ports.indexOf(old[0]);
    if (first < 0 || old.length !== fresh.length) return undefined;
    for (const [at, port] of fresh.entries()) {
      const other = old[at];
      if (other === undefined || !claimsAlike(port, other)) return undefined;
      ports[first + at] = port;
      positions.push(first + at);
    }
  }
  return { ...before, services, ports, edit: { before: before.ports, positions } };
}

function claimsAlike(a: ProxyServicePort, b: ProxyServicePort): boolean {
  return addressesOf(a).join() === addressesOf(b).join() && nodePortsOf(a).join() === nodePortsOf(b).join();
}
