import type { IpFamily, Ip } from '../../net/ip.ts';
import type { BalancerSources } from '../balancers/balancer-planner.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import type { RangesAsk, AddressAsk } from '../matching/service-asks.ts';
import type { NamedIndex, Spaces } from '../matching/label-index.ts';
import type { SchedulableNode } from '../matching/node-match.ts';
import type {
  Cluster,
  ClusterNode,
  ClusterOverrides,
  ClusterService,
  ClusterSettings,
  Workload,
} from '../cluster/cluster.ts';
import type { About, Finding } from '../model/finding.ts';
import type { StoredObject, ObjectStore } from '../cluster/object-store.ts';
import type { SettingsNode } from '../cluster/plan-store.ts';
import type { Labels, ServiceSpec } from '../model/specs.ts';
import type { Stage } from '../matching/stage.ts';
import type { Owners } from '../pods/given-pods.ts';
import type { Operated } from '../operators/operator-planner.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { Groups } from '../tools/groups.ts';
import type { ClusterPrograms } from './cluster-programs.ts';
import type { Keep } from './keep.ts';
import type { PlannedGateway } from '../gateway/gateway-planner.ts';
import type { PlannedIngress } from '../ingress/ingress-planner.ts';
import type { PodClaims } from '../pods/pod-claims.ts';
import type { Report } from '../model/report.ts';
import type { BoundPods } from '../pods/scheduler.ts';
import type { ServiceSelectors } from '../services/service-selectors.ts';
import type { PlannedWorkload, WorkloadStages } from '../pods/workload-pods.ts';
import type { PodSource } from './cluster-facts.ts';
import type { EndpointContext, Slices } from '../services/given-slices.ts';
import type { PlacedPod, Placement } from '../pods/placed-pod.ts';
import type { OpenPods } from '../pods/place-pods.ts';
import type { PodIpam } from '../pods/pod-ipam.ts';
import type { BuiltPods, KnownPods } from '../pods/pods.ts';
import type { ServiceAddresses } from '../services/service-ips.ts';

/** A list and what was made of each of its items. */
export interface Mapped<A, R> {
  readonly items: readonly A[];
  readonly results: readonly R[];
}

/** The Pods of the input. */
export interface GivenStage {
  readonly owners: Owners;
  readonly pods: Mapped<StoredObject, PlannedPod>;
  readonly byNamespace: Groups<PlannedPod>;
  /** By the node they name ("": none). */
  readonly byNode: Groups<PlannedPod>;
  readonly podFamilies: readonly IpFamily[];
  readonly spaces: Spaces<PlannedPod>;
  readonly index: NamedIndex<PlannedPod>;
}

export interface PlannedService {
  readonly object: StoredObject;
  readonly spec: ServiceSpec;
  /** What reading it had to say. */
  readonly findings: readonly Finding[];
}

/** The Services of the input. */
export interface ServicesStage {
  readonly read: Mapped<StoredObject, PlannedService>;
  readonly ranges: Mapped<PlannedService, RangesAsk>;
  /** What reading them had to say. */
  readonly findings: readonly Finding[];
}

/** Also what it was told of Nodes, and the pods, where their addresses count. */
export interface SettingsStage extends Stage<ClusterSettings> {
  readonly told: Stage<readonly SettingsNode[]>;
  readonly pods?: readonly PodAsk[];
}

/** Also whether a node does not say what it has, and whether pods were asked about: then, or where they name a node that is not given. */
export interface NodesStage extends Stage<readonly SchedulableNode[]> {
  readonly open: Stage<boolean>;
  readonly asked: Stage<boolean>;
}

export interface PlanStages {
  readonly given: GivenStage;
  readonly services: ServicesStage;
  readonly settings: SettingsStage;
  readonly nodes: NodesStage;
  readonly workloads: WorkloadStages;
  readonly dns: Stage<RangesAsk | undefined>;
  readonly addOns: readonly PlannedService[];
  readonly assumed: WorkloadStages;
  /** Pods that workloads make. */
  readonly made: readonly PlannedPod[];
  readonly pods: Stage<readonly PlannedPod[]>;
  readonly allServices: Stage<readonly PlannedService[]>;
}

/** Everything there will be, before it has places and addresses. */
export interface PlannedCluster {
  readonly programs: ClusterPrograms;
  readonly overrides: ClusterOverrides;
  /** Absent: nothing was given before. */
  readonly keep: Keep | undefined;
  readonly store: ObjectStore;
  readonly operated: Operated | undefined;
  readonly settings: ClusterSettings;
  readonly nodes: readonly SchedulableNode[];
  readonly workloads: readonly PlannedWorkload[];
  readonly services: readonly PlannedService[];
  readonly selectors: ServiceSelectors;
  readonly ingresses: readonly PlannedIngress[];
  readonly gateways: readonly PlannedGateway[];
  readonly addOns: readonly StoredObject[];
  /** The given ones come first. */
  readonly pods: readonly PlannedPod[];
  readonly index: NamedIndex<PlannedPod>;
  /** Those that name their node. */
  readonly bound: BoundPods<PlannedPod>;
  readonly claims: PodClaims<PlannedPod>;
  readonly stages: PlanStages;
  /** Of all stages. */
  readonly report: Report;
}

/** Where the pods of a plan went. */
export interface PlacedCluster {
  readonly plan: PlannedCluster;
  readonly ipam: PodIpam;
  readonly opened: OpenPods;
  /** As it was before interventions. */
  readonly settled: Placement;
  /** Pods for which a place or an address was looked for. */
  readonly decided: ReadonlyMap<PlannedPod, PlacedPod>;
  /** Pods that interventions changed. */
  readonly intervened: ReadonlyMap<PlannedPod, PlacedPod>;
  /** After interventions. */
  readonly placement: Placement;
  /** Of planning and placing. */
  readonly report: Report;
}

/** How the pods of a cluster follow from those of the cluster before an edit. */
export interface PodsStep {
  /** By node, as they are placed now. */
  readonly placed: Groups<PlannedPod>;
  /** Pods of both clusters that are not the same in both. */
  readonly changed: ReadonlySet<PlannedPod>;
  /** Pods, of either cluster, by which Services that select them may have other endpoints. */
  readonly touched: readonly PlannedPod[];
  /** No pod came, went or changed. */
  readonly isSame: boolean;
  /** All that a node's network rests on is as it was. */
  readonly keepsSeats: boolean;
  /** The pods have the same names and workloads. */
  readonly keepsNames: boolean;
  /** They are in the same namespaces, which come in the same order. */
  readonly keepsNamespaces: boolean;
}

/** What interventions did; only given EndpointSlices are out of date by it. */
export interface Changes {
  /** The pods that are not what the objects say, by "NAMESPACE/NAME". */
  readonly keys: ReadonlySet<string>;
  /** By the addresses they had before. */
  readonly movedFrom: ReadonlyMap<Ip, PlannedPod>;
}

export interface Lookup extends PlacedCluster {
  readonly placed: Groups<PlannedPod>;
  readonly built: BuiltPods;
  readonly known: KnownPods;
  readonly nodes: readonly ClusterNode[];
  readonly changes: Changes;
}

/**
 * What a cluster has before its Services. Nothing of it is made before somebody asks, and of most things only what they ask
 * about.
 */
export interface ClusterFrame extends Lookup {
  /** Absent: it follows from none. */
  readonly step: PodsStep | undefined;
  readonly pods: PodSource;
  readonly context: EndpointContext;
  readonly slices: Stage<Slices>;
  readonly workloads: Stage<() => readonly Workload[]>;
  readonly namespaces: Stage<() => ReadonlyMap<string, Labels>>;
  /** Of everything before the Services. */
  readonly findings: (about?: About) => readonly Finding[];
}

export interface BuiltService {
  readonly addresses: ServiceAddresses;
  readonly service: ClusterService;
}

/** Services as they were built, in the order of the plan. */
export interface BuiltServices {
  readonly list: readonly BuiltService[];
  readonly services: readonly ClusterService[];
  readonly asks: Mapped<PlannedService, AddressAsk>;
  /** Reported is what handing them out had to say. */
  readonly allocated: Stage<readonly ServiceAddresses[]>;
  /** What load balancers that run in the cluster have looked at; undefined: there are none. */
  readonly sources: BalancerSources | undefined;
  /** By "NAMESPACE/NAME". */
  readonly positions: Stage<() => ReadonlyMap<string, number>>;
  readonly addresses: Stage<Cluster['serviceAddresses']>;
  /** How many clusters before it have Services in common with it. */
  readonly steps: number;
}
