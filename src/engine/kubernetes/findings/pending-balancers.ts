import type { Cluster } from '../cluster/cluster.ts';
import { addFinding, type Report } from '../model/report.ts';

/** Services of type LoadBalancer that wait for an address, where it is known why. */
export function findPendingBalancers({ services }: Cluster, report: Report): void {
  for (const { namespace, name, balancing } of services) {
    if (balancing?.pending === undefined) continue;
    const { by, pending } = balancing;
    const detail = { ...(by && { by }), because: pending };
    const object = { kind: 'Service', namespace, name };
    addFinding(report, { severity: 'warning', code: 'LOAD_BALANCER_PENDING', detail, object });
  }
}
