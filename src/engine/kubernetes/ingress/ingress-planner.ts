import type { AddOnObject } from '../services/addons.ts';
import type { Ip } from '../../net/ip.ts';
import type { CloudEntry } from '../model/balancing.ts';
import type { ClusterEntry } from '../cluster/cluster-entry.ts';
import type { Cluster, ClusterIngress, ClusterService, ClusterSettings } from '../cluster/cluster.ts';
import type { ControllerPod, ControllerService, FrontService } from './ingress-controllers.ts';
import type { LabelIndex } from '../matching/label-index.ts';
import type { NodesNetwork } from '../nodes/balancer-places.ts';
import type { NginxIngress } from '../model/nginx-ingress.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import type { Report } from '../model/report.ts';
import type { IngressSpec } from '../model/specs.ts';

export interface PlannedIngress {
  readonly object: StoredObject;
  readonly spec: IngressSpec;
  readonly className: string | undefined;
  readonly controller: ControllerService | undefined;
  /** Nobody serves its class, and no status says otherwise. */
  readonly foreign: boolean;
  /** A controller that leaves it alone because it has no class. */
  readonly passedOver?: ControllerService;
  /** Controllers that are there and do not serve it. */
  readonly others: readonly ControllerService[];
  /** A load balancer of a cloud serves it, at these addresses. */
  readonly cloud?: { readonly entry: CloudEntry; readonly addresses: readonly Ip[] };
  /** What serves it, given or assumed, is ingress-nginx. */
  readonly nginx?: NginxIngress;
}

export interface IngressSources {
  readonly store: PlanStore;
  readonly settings: Pick<ClusterSettings, 'cloud'>;
  readonly services: readonly { readonly object: Pick<StoredObject, 'ref'>; readonly spec: FrontService['spec'] }[];
  readonly pods: Pick<LabelIndex<ControllerPod>, 'select'>;
  readonly report: Report;
}

export interface ServedIngresses {
  readonly ingresses: readonly PlannedIngress[];
  readonly settings: ClusterSettings;
  readonly store: PlanStore;
  readonly report: Report;
}

/** What makes Ingresses work; only clusters that have some need it. */
export interface IngressPlanner {
  readonly plan: (sources: IngressSources) => readonly PlannedIngress[];
  /** A controller for those whose own is not part of the input. */
  readonly addOns: (served: ServedIngresses) => readonly AddOnObject[];
  readonly build: (
    ingresses: readonly PlannedIngress[],
    service: (namespace: string, name: string) => ClusterService | undefined,
    network: () => NodesNetwork,
  ) => readonly ClusterIngress[];
  readonly entries: (cluster: Pick<Cluster, 'ingresses'>) => readonly ClusterEntry[];
}
