import type { Ip, IpFamily } from '../../net/ip.ts';
import type { AddressAsk, BalancerAsk } from '../matching/service-asks.ts';
import type { AssumptionCode } from '../model/assumption.ts';
import type { Balancing } from '../model/balancing.ts';
import type { CloudName } from '../model/basics.ts';
import type { Environment } from '../model/machine.ts';
import type { ClusterNode, ClusterPod } from '../cluster/cluster.ts';
import type { RawObject } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import type { Report } from '../model/report.ts';
import type { Labels, ServiceSpec } from '../model/specs.ts';
import type { Holders } from '../pods/pod-claims.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';

/** A Service and the nodes on which a pod of servicelb for it is ready. */
export interface ServedNodes {
  readonly namespace: string;
  readonly name: string;
  readonly nodes: readonly string[];
}

/** What decides over addresses beside the Services themselves: interned, so that an edit of anything else leaves it the same. */
export interface BalancerSources {
  readonly pools: readonly StoredObject[];
  readonly namespaces: readonly StoredObject[];
  /** Of servicelb; empty where it does not run, as are its nodes. */
  readonly served: readonly ServedNodes[];
  readonly nodes: readonly ClusterNode[];
  readonly environment: Environment | undefined;
  /** The DaemonSet of kube-vip, and the ConfigMap with its ranges. */
  readonly kubeVip: StoredObject | undefined;
  readonly poolMap: StoredObject | undefined;
  /** Where internal load balancers of a cloud find a place; absent: none looks for one. */
  readonly hosts: readonly ClusterNode[] | undefined;
  readonly holders: Holders<PlannedPod> | undefined;
}

/** A Service as planning has it. */
export interface AskedService {
  readonly object: Pick<StoredObject, 'ref' | 'labels' | 'annotations'>;
  readonly spec: ServiceSpec;
}

/** The pods as they are placed. */
export interface PodView {
  readonly select: (namespace: string, labels: Labels) => readonly PlannedPod[];
  readonly isReady: (pod: PlannedPod) => boolean;
  readonly nodeNameOf: (pod: PlannedPod) => string | undefined;
}

/** An object that was not given. */
export interface AddOnLike {
  readonly raw: RawObject;
  readonly assumed: AssumptionCode;
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

/** One of those who give addresses. It is told first of the Services that have one. */
export interface Balancer {
  /** undefined: the Service is not for it. */
  readonly give: (service: BalancedService) => Balanced | undefined;
}

/** The Services of a cluster, and where its pods are. */
export interface BalancerSurroundings {
  readonly plan: {
    readonly services: readonly AskedService[];
    readonly index: Pick<PodView, 'select'>;
    readonly claims: { readonly holders: Holders<PlannedPod> };
  };
  readonly nodes: readonly ClusterNode[];
  readonly built: { readonly glance: (pod: PlannedPod) => Pick<ClusterPod, 'phase' | 'ready'> };
  readonly placement: Pick<PodView, 'nodeNameOf'>;
}

/** Who gives addresses to Services of type LoadBalancer; only clusters with such a Service need it. */
export interface BalancerPlanner {
  /** What of them is not part of the input, and makes pods. */
  readonly addOns: (services: readonly AskedService[], store: PlanStore, report: Report) => readonly AddOnLike[];
  readonly sources: (store: PlanStore, around: BalancerSurroundings) => BalancerSources;
  /** What it asks of a Service; undefined: it is of another type. */
  readonly ask: (object: StoredObject, spec: ServiceSpec) => BalancerAsk | undefined;
  /** What each Service gets; of those that nobody who is known serves there is none. */
  readonly allocate: (
    sources: BalancerSources,
    report: Report,
  ) => (
    asks: readonly AddressAsk[],
    familiesOf: (ask: AddressAsk) => readonly IpFamily[],
  ) => ReadonlyMap<AddressAsk, Balanced>;
  /**
   * Gives internal load balancers, of which nobody who is known says where they are, addresses beside the nodes: that of the next one, which is none of
   * those taken; undefined: it is none, or there is no place.
   */
  readonly inside: (sources: BalancerSources, cloud: CloudName | undefined) => InsidePlaces;
}

export type InsidePlaces = (ask: AddressAsk, family: IpFamily, taken: ReadonlySet<Ip>) => Ip | undefined;
