import { createAddressBook } from './address-book.ts';
import type { Balanced, BalancedService, BalancerPlanner, BalancerSources } from './balancer-planner.ts';
import { createMetallb } from './metallb.ts';
import type { Report } from '../model/report.ts';

const NONE: readonly never[] = [];

/** Who gives Services of type LoadBalancer their addresses, as far as the objects of a cluster show it. */
export const BALANCERS: BalancerPlanner = {
  sources: (store) => {
    const pools = store.ofKind('IPAddressPool');
    return { pools, namespaces: pools.length === 0 ? NONE : store.ofKind('Namespace') };
  },
  allocate,
};

/** Who has an address keeps it: the controllers look at those first when they start. */
function allocate(
  sources: BalancerSources,
  services: readonly BalancedService[],
  report: Report,
): readonly (Balanced | undefined)[] {
  const metallb = createMetallb(sources, createAddressBook(), report);
  const found = new Map<BalancedService, Balanced | undefined>();
  const served = (service: BalancedService): boolean => (service.spec.loadBalancerIngress ?? []).length > 0;
  for (const service of services.toSorted((a, b) => Number(served(b)) - Number(served(a)))) {
    found.set(service, metallb?.give(service));
  }
  return services.map((service) => found.get(service));
}
