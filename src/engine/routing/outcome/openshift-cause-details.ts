import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import type { RouteRefusal } from '../../kubernetes/openshift/routes.ts';
import type { Port } from '../../net/ip.ts';

interface OfRoute {
  readonly route: NamespacedName;
}

/** What there is to say of OpenShift's Routes. */
export interface OpenShiftCauseDetails {
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
