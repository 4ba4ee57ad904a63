import type { Ip, IpFamily } from '../../net/ip.ts';
import type { AddressAsk, BalancerAsk } from '../matching/service-asks.ts';
import type { Balancing } from '../model/balancing.ts';
import type { StoredObject } from '../model/object-store.ts';
import type { PlanStore } from '../model/plan-store.ts';
import type { Report } from '../model/report.ts';

/** What decides over addresses beside the Services themselves: interned, so that an edit of anything else leaves it the same. */
export interface BalancerSources {
  readonly pools: readonly StoredObject[];
  readonly namespaces: readonly StoredObject[];
}

/** A Service of type LoadBalancer. */
export interface BalancedService extends Pick<AddressAsk, 'ref' | 'spec'>, BalancerAsk {
  readonly ipFamilies: readonly IpFamily[];
}

/** What a Service gets. `ips` are empty while it is pending. */
export interface Balanced {
  readonly ips: readonly Ip[];
  readonly balancing: Balancing;
}

/** Who gives addresses to Services of type LoadBalancer; only clusters with such a Service need it. */
export interface BalancerPlanner {
  readonly sources: (store: PlanStore) => BalancerSources;
  /** By place in `services`; undefined: nobody that is known serves it. */
  readonly allocate: (
    sources: BalancerSources,
    services: readonly BalancedService[],
    report: Report,
  ) => readonly (Balanced | undefined)[];
}
