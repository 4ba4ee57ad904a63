import type { MapElement, SetKey, VerdictMap } from '../../../linux/model/netfilter.ts';
import type { Ip } from '../../../net/ip.ts';
import { type PortListing, portsAt } from '../ports/port-listing.ts';
import type { ServiceElements } from './service-elements.ts';
import { MAP_COMMENTS, NODE_PORT_KEY, SERVICE_KEY, type MapName } from './static-rules.ts';

/** The Service ports of a cluster as a node sees them. */
interface ServicePorts {
  readonly listing: PortListing;
  /** By index. */
  readonly variant: (index: number) => { readonly elements: ServiceElements };
}

/** The Service ports that may have an element with a key, "ADDRESS,PROTOCOL,PORT" or "PROTOCOL,PORT": known without their endpoints. */
function claimants(listing: PortListing, key: SetKey): readonly number[] {
  const parts = key.split(',');
  const [protocol = '', port = ''] = parts.slice(-2);
  if (parts.length === 2) return listing.claims().byNodePort.get(Number(port)) ?? [];
  return portsAt(listing, (parts[0] ?? '') as Ip, { protocol, port: Number(port) });
}

/**
 * A map whose elements are made Service by Service, as they are looked up. Where two Services claim one key the first has it.
 * Simplification: kube-proxy lets chance decide between them.
 */
export function createServiceMap(name: MapName, { listing, variant }: ServicePorts): VerdictMap {
  return {
    fields: name.endsWith('nodeports') ? NODE_PORT_KEY : SERVICE_KEY,
    comment: MAP_COMMENTS[name],
    lookup: (key) => {
      for (const index of claimants(listing, key)) {
        const found = variant(index).elements[name].find((element) => element.key === key);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    elements: () => {
      const elements = new Map<SetKey, MapElement>();
      listing.ports.forEach((_port, index) => {
        for (const element of variant(index).elements[name]) {
          if (!elements.has(element.key)) elements.set(element.key, element);
        }
      });
      return [...elements.values()];
    },
  };
}
