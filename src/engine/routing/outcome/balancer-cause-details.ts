import type { Unannounced } from '../../dataplane/load-balancer/announcement.ts';
import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import type { BalancerName, PendingAddress } from '../../kubernetes/model/balancing.ts';
import type { Ip } from '../../net/ip.ts';

/** What there is to say of load balancers that run in the cluster. */
export interface BalancerCauseDetails {
  /** The Service asks for the address and does not get it. */
  readonly LOAD_BALANCER_PENDING: {
    readonly service: NamespacedName;
    readonly ip: Ip;
    /** Absent: nobody gives out addresses. */
    readonly by?: BalancerName;
    readonly because: PendingAddress;
  };
  /** `pool`: that the address is of. */
  readonly ADDRESS_NOT_ANNOUNCED: {
    readonly service: NamespacedName;
    readonly ip: Ip;
    readonly by: BalancerName;
    readonly pool?: string;
    readonly because: Unannounced;
  };
}
