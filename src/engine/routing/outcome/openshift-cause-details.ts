import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import type { ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { PendingAddress } from '../../kubernetes/model/balancing.ts';
import type { RouteRefusal } from '../../kubernetes/openshift/routes.ts';
import type { Port } from '../../net/ip.ts';

interface OfRoute {
  readonly route: NamespacedName;
}

/** What there is to say of OpenShift's Routes. */
export interface OpenShiftCauseDetails {
  readonly OPENSHIFT_ROUTE_NOT_SERVED: /** The router's Service waits for an address. */
    | (OfRoute & {
        readonly is: 'PENDING';
        readonly service: NamespacedName;
        /** Why it waits, where that is known. */
        readonly because?: PendingAddress;
      })
    | (OfRoute & { readonly is: 'NO_ADDRESS'; readonly service: NamespacedName; readonly type: ClusterService['type'] })
    /** No Service is in front of routers, and none of them is on the host's network. */
    | (OfRoute & { readonly is: 'NO_FRONT' });
  readonly OPENSHIFT_ROUTE_NO_MATCH:
    | { readonly is: 'HOST'; readonly host: string; readonly hosts: readonly string[] }
    | { readonly is: 'PATH'; readonly host: string; readonly path: string; readonly paths: readonly string[] }
    | (OfRoute & { readonly is: 'REFUSED'; readonly because: RouteRefusal })
    /** SECURE: http to a Route with TLS that takes none; PLAIN: https to one without TLS. */
    | (OfRoute & { readonly is: 'SECURE' | 'PLAIN'; readonly host: string });
  readonly OPENSHIFT_ROUTE_NO_BACKENDS:
    | (OfRoute & { readonly is: 'ALL_WEIGHT_0' })
    | (OfRoute & { readonly is: 'NO_SERVICE'; readonly service: NamespacedName })
    /** `names`: of the Service's ports; `ports`: of its endpoints. */
    | (OfRoute & {
        readonly is: 'NO_PORT';
        readonly service: NamespacedName;
        readonly port: Port | string;
        readonly names: readonly string[];
        readonly ports: readonly Port[];
      });
}
