import type { Cluster } from '../cluster/cluster.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import { addFinding, type Report } from '../model/report.ts';

/** EndpointSlices and Endpoints of Services that do not exist. */
export function findStrayEndpoints(cluster: Cluster, report: Report): void {
  for (const object of [...cluster.ofKind('EndpointSlice'), ...cluster.ofKind('Endpoints')]) {
    const name = serviceOf(object);
    const { namespace = 'default' } = object.ref;
    if (name === undefined || cluster.service(namespace, name) !== undefined) continue;
    addFinding(report, {
      severity: 'info',
      code: 'ENDPOINTS_WITHOUT_SERVICE',
      detail: { service: { namespace, name } },
      object: object.ref,
    });
  }
}

/** undefined: it is meant for none, as the Endpoints of a leader election are. */
function serviceOf({ ref, labels, annotations }: StoredObject): string | undefined {
  if (ref.kind === 'EndpointSlice') return labels['kubernetes.io/service-name'];
  return annotations['control-plane.alpha.kubernetes.io/leader'] === undefined ? ref.name : undefined;
}
