import type { Ip } from '../../net/ip.ts';
import { balancerPlaces, type NodesNetwork } from '../nodes/balancer-places.ts';
import type { PlannedIngress } from './ingress-planner.ts';

/** A cloud's internal load balancers whose addresses nobody states have one each of the nodes' network, where there is one. */
export function placeInside(
  ingresses: readonly PlannedIngress[],
  networkOf: () => NodesNetwork,
): readonly PlannedIngress[] {
  const open = ingresses.filter(isPlaced);
  if (open.length === 0) return ingresses;
  const { nodes, isTaken } = networkOf();
  const stated = new Set(ingresses.flatMap(({ cloud, spec }) => [...spec.statusIPs, ...(cloud?.addresses ?? [])]));
  const places = balancerPlaces(nodes, 4);
  const found = new Map<string, readonly Ip[]>();
  for (const { group } of open.map(({ cloud }) => cloud.entry)) {
    if (found.has(group)) continue;
    for (let next = places.next(); next.done !== true; next = places.next()) {
      if (stated.has(next.value) || isTaken(next.value)) continue;
      found.set(group, [next.value]);
      break;
    }
  }
  return ingresses.map((ingress) => {
    const addresses = isPlaced(ingress) ? found.get(ingress.cloud.entry.group) : undefined;
    return ingress.cloud === undefined || addresses === undefined
      ? ingress
      : { ...ingress, cloud: { ...ingress.cloud, addresses } };
  });
}

type OfCloud = PlannedIngress & { readonly cloud: NonNullable<PlannedIngress['cloud']> };

const isPlaced = (ingress: PlannedIngress): ingress is OfCloud =>
  ingress.cloud?.entry.internal !== undefined && ingress.cloud.entry.addressAssumed === true;
