import type { IpFamily } from '../../net/ip.ts';
import type { AddressAsk, RangesAsk } from '../matching/service-asks.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import type { ObjectStore } from '../cluster/object-store.ts';
import type { Owners } from '../pods/given-pods.ts';
import type { OpenPods } from '../pods/place-pods.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { FollowWorkloads, WorkloadStages } from '../pods/workload-pods.ts';
import type { PodClaims } from '../pods/pod-claims.ts';
import type { ServiceAddresses } from '../services/service-ips.ts';
import type { ServiceSelectors } from '../services/service-selectors.ts';
import type { Groups } from '../tools/groups.ts';
import type {
  BuiltServices,
  ClusterFrame,
  PlacedCluster,
  PodsStep,
  PlannedCluster,
  GivenStage,
  PlannedService,
  Mapped,
} from './plan.ts';

/**
 * How the lists and indexes of a cluster follow from those of the cluster before an edit, where most of what they hold is the
 * same. Each gives what is made anew without it; undefined: it has to be. One is made for each edit.
 */
export interface Follow {
  readonly store: (before: ObjectStore, objects: readonly unknown[], namespace: string) => ObjectStore | undefined;
  /** The owners of pods that come; undefined: those that stay may have others. */
  readonly owners: (before: PlannedCluster, store: ObjectStore) => Owners | undefined;
  readonly families: (before: GivenStage, pods: readonly PlannedPod[]) => readonly IpFamily[] | undefined;
  readonly list: <A, R>(before: Mapped<A, R>, items: readonly A[], make: (item: A) => R) => Mapped<A, R> | undefined;
  /** Those from before stand where they say the same. */
  readonly asks: FollowAsks;
  readonly groups: <T>(before: Groups<T>, items: readonly T[]) => Groups<T>;
  readonly workloads: (before: WorkloadStages) => FollowWorkloads;
  readonly claims: <P extends PodAsk>(before: PodClaims<P>, pods: readonly P[]) => PodClaims<P> | undefined;
  readonly selectors: (before: PlannedCluster, services: readonly PlannedService[]) => ServiceSelectors | undefined;
  /** The pods for which a place or an address has to be looked for. */
  readonly open: (before: OpenPods, now: Omit<OpenPods, 'open'>) => readonly PlannedPod[] | undefined;
  readonly pods: (before: ClusterFrame, now: PlacedCluster) => PodsStep | undefined;
  /** Those that are built again have these addresses. */
  readonly services: (
    before: Before,
    now: ClusterFrame,
    addresses: readonly ServiceAddresses[],
  ) => Pick<BuiltServices, 'list' | 'services'> | undefined;
}

/** What is asked about Services. */
interface FollowAsks {
  readonly ranges: FollowAsk<RangesAsk>;
  readonly addresses: FollowAsk<AddressAsk>;
}

type FollowAsk<R> = (
  before: Mapped<PlannedService, R>,
  services: readonly PlannedService[],
  ask: (service: PlannedService) => R,
) => Mapped<PlannedService, R> | undefined;

/** What a cluster follows from. */
export interface Before {
  readonly plan: PlannedCluster;
  readonly frame: ClusterFrame;
  readonly services: BuiltServices;
  readonly follow: Follow;
}
