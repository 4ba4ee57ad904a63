import type { MapElement, SetKey, VerdictMap } from '../../../linux/netfilter.ts';
import type { ProxyServicePort } from '../service-port.ts';
import { claimedKeys, type ServiceElements } from './service-elements.ts';
import { MAP_COMMENTS, NODE_PORT_KEY, SERVICE_KEY, type MapName } from './static-rules.ts';

/** Which Service ports, by index, may have an element with a key: known without their endpoints. */
export type Claims = ReadonlyMap<SetKey, readonly number[]>;

export function indexClaims(ports: readonly ProxyServicePort[]): Claims {
  const claims = new Map<SetKey, number[]>();
  ports.forEach((port, index) => {
    for (const key of claimedKeys(port)) {
      const list = claims.get(key);
      if (list === undefined) claims.set(key, [index]);
      else if (list.at(-1) !== index) list.push(index);
    }
  });
  return claims;
}

/** The Service ports of a cluster as a node sees them. */
interface ServicePorts {
  readonly ports: readonly ProxyServicePort[];
  readonly claims: () => Claims;
  /** By index. */
  readonly variant: (index: number) => { readonly elements: ServiceElements };
}

/**
 * A map whose elements are made Service by Service, as they are looked up. Where two Services claim one key the first has it.
 * Simplification: kube-proxy lets chance decide between them.
 */
export function createServiceMap(name: MapName, { ports, claims, variant }: ServicePorts): VerdictMap {
  return {
    fields: name.endsWith('nodeports') ? NODE_PORT_KEY : SERVICE_KEY,
    comment: MAP_COMMENTS[name],
    lookup: (key) => {
      for (const index of claims().get(key) ?? []) {
        const found = variant(index).elements[name].find((element) => element.key === key);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    elements: () => {
      const elements = new Map<SetKey, MapElement>();
      ports.forEach((_port, index) => {
        for (const element of variant(index).elements[name]) {
          if (!elements.has(element.key)) elements.set(element.key, element);
        }
      });
      return [...elements.values()];
    },
  };
}
