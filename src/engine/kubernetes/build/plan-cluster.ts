import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import { type AddOnObject, clusterDNSAddOn } from '../services/addons.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import type { RangesAsk } from '../matching/service-asks.ts';
import { kindsOf } from '../model/kinds.ts';
import type { ClusterOverrides, ClusterSettings } from '../model/cluster.ts';
import type { ClusterPrograms } from './cluster-programs.ts';
import { readGivenPods } from '../pods/given-pods.ts';
import type { PlannedGateway } from '../gateway/gateway-planner.ts';
import type { PlannedIngress } from '../ingress/ingress-planner.ts';
import { createLabelIndex } from '../matching/label-index.ts';
import { createObjectReader } from '../model/memo.ts';
import { assignNodeCIDRs } from '../nodes/node-cidrs.ts';
import type { NetworkDetector } from '../nodes/network-detector.ts';
import type { SchedulableNode } from '../matching/node-match.ts';
import { buildNodes, readNodeObject } from '../nodes/nodes.ts';
import { createObjectStore, type ObjectStore, storeObject, type StoredObject } from '../model/object-store.ts';
import type { PlanStore } from '../model/plan-store.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { readService } from '../read/read-service.ts';
import { assume, createReport, type Report } from '../model/report.ts';
import { createServiceSelectors, type ServiceSelectors } from '../services/service-selectors.ts';
import { buildSettings } from '../nodes/settings.ts';
import type { ServiceSpec } from '../model/specs.ts';
import { planWorkloads, type PlannedWorkload } from '../pods/workload-pods.ts';

export interface PlannedService {
  readonly object: StoredObject;
  readonly spec: ServiceSpec;
}

/** Everything there will be, before it has places and addresses. */
export interface ClusterPlan {
  readonly programs: ClusterPrograms;
  readonly store: ObjectStore;
  readonly settings: ClusterSettings;
  readonly nodes: readonly SchedulableNode[];
  readonly workloads: readonly PlannedWorkload[];
  readonly services: readonly PlannedService[];
  readonly selectors: ServiceSelectors;
  readonly ingresses: readonly PlannedIngress[];
  readonly gateways: readonly PlannedGateway[];
  readonly addOns: readonly StoredObject[];
}

/** With the pods as they are planned; edits of pods come after it. */
export interface PlannedCluster extends ClusterPlan {
  readonly pods: readonly PlannedPod[];
}

/** Services that are read in one step. */
const SERVICES_PER_STEP = 100;

export const readServiceObject = createObjectReader(readService);

interface PlanInput {
  readonly objects: readonly unknown[];
  readonly overrides: ClusterOverrides;
  readonly programs: ClusterPrograms;
  readonly report: Report;
}

/**
 * Reads the objects and runs the workload controllers over them; adds what a cluster has and nobody wrote down. In steps of
 * about the same length.
 */
export function* planCluster({
  objects,
  overrides,
  programs,
  report,
}: PlanInput): Generator<undefined, PlannedCluster> {
  const objectStore = createObjectStore(objects, overrides.defaultNamespace ?? 'default');
  const store: PlanStore = objectStore;
  yield;
  const given = yield* readGivenPods(store);
  yield;
  const services: PlannedService[] = [];
  for (const object of store.ofKind('Service')) {
    services.push({ object, spec: readServiceObject(object, report) });
    if (services.length % SERVICES_PER_STEP === 0) yield;
  }
  yield;
  const settings = readSettings(store, { overrides, given, services, report, detector: programs.networks });
  const dual = new Set(settings.podCIDRs.map((cidr) => (cidr.includes(':') ? 6 : 4))).size > 1;
  const drafts = buildNodes({ store, pods: given, dual, report });
  // A VPC CNI cuts no ranges: pods have addresses of the nodes' subnets.
  const cut = settings.podsInSubnets === true ? [] : settings.podCIDRs;
  const cidrs = assignNodeCIDRs({ nodes: drafts, pods: cut.length === 0 ? [] : given, podCIDRs: cut, report });
  const ranged = drafts.map(({ statedCIDRs: _stated, ...node }) => ({ ...node, podCIDRs: cidrs.get(node.name) ?? [] }));
  const nodes = programs.networks?.addSubnets(ranged, settings.cni) ?? ranged;
  const objectsOfWorkloads = kindsOf('workload').flatMap((kind) => store.ofKind(kind));
  const making = { store, nodes, projectTemplate: programs.templates };
  const workloads = yield* planWorkloads({ ...making, objects: objectsOfWorkloads, existing: given, report });
  const pods = [...given, ...workloads.flatMap((workload) => workload.pods)];
  yield;

  const ingresses = programs.ingresses?.plan({ store, services, pods, report }) ?? [];
  const gateways = programs.gateways?.plan({ store, services, pods: () => createLabelIndex(pods) }) ?? [];
  const dns = services.find(({ object }) => isClusterDNS(object))?.spec;
  const { addOns, dnsIPs } = chooseAddOns({ store, settings, dns, ingresses, gateways, programs, report });
  const assumed = yield* planWorkloads({
    ...making,
    objects: addOns.filter((object) => object.ref.kind === 'Deployment'),
    existing: pods,
    report: createReport(), // add-ons have no mistakes to report
  });
  const addOnServices = addOns
    .filter((object) => object.ref.kind === 'Service')
    .map((object) => ({ object, spec: readServiceObject(object, report) }));
  const allServices = [...services, ...addOnServices];
  return {
    programs,
    store: objectStore,
    settings: { ...settings, clusterDNS: settings.clusterDNS.length > 0 ? settings.clusterDNS : dnsIPs },
    nodes,
    pods: [...pods, ...assumed.flatMap((workload) => workload.pods)],
    workloads: [...workloads, ...assumed],
    services: allServices,
    selectors: createServiceSelectors(allServices),
    ingresses,
    gateways,
    addOns,
  };
}

interface SettingsSources {
  readonly overrides: ClusterOverrides;
  readonly given: readonly PodAsk[];
  readonly services: readonly { readonly spec: RangesAsk }[];
  readonly report: Report;
  readonly detector: NetworkDetector | undefined;
}

function readSettings(
  store: PlanStore,
  { overrides, given, services, report, detector }: SettingsSources,
): ClusterSettings {
  const nodes = store.ofKind('Node').map((object) => readNodeObject(object, createReport()));
  const seen = {
    nodeIPs: nodes.flatMap((node) => node.internalIPs),
    nodePodCIDRs: nodes.flatMap((node) => node.podCIDRs),
    podIPs: () => given.flatMap(({ facts }) => (facts.hostNetwork ? [] : facts.podIPs)),
    podFamilies: familiesSeen(given),
    clusterIPs: services.flatMap(({ spec }) => spec.clusterIPs),
    serviceFamilies: services.flatMap(({ spec }) => spec.ipFamilies),
    versions: nodes.flatMap(({ version }) => version ?? []),
  };
  return buildSettings({ store, overrides, seen, report, detector });
}

function familiesSeen(pods: readonly PodAsk[]): readonly IpFamily[] {
  const seen = new Set<IpFamily>();
  for (const { facts } of pods) {
    if (!facts.hostNetwork) for (const ip of facts.podIPs) seen.add(ipFamily(ip));
    if (seen.size === 2) break;
  }
  return [...seen];
}

interface AddOnChoice {
  readonly store: PlanStore;
  readonly settings: ClusterSettings;
  /** Of the cluster DNS; undefined: none is given. */
  readonly dns: RangesAsk | undefined;
  readonly ingresses: readonly PlannedIngress[];
  readonly gateways: readonly PlannedGateway[];
  readonly programs: ClusterPrograms;
  readonly report: Report;
}

export function isClusterDNS({ ref: { namespace, name }, labels }: Pick<StoredObject, 'ref' | 'labels'>): boolean {
  // By this second Service node-local caches reach the same pods.
  if (namespace !== 'kube-system' || name === 'kube-dns-upstream') return false;
  return labels['k8s-app'] === 'kube-dns' || /^(kube-dns|coredns)$/.test(name);
}

/** Add-ons that the objects rest on and do not hold, and the addresses the cluster DNS answers at. */
function chooseAddOns(choice: AddOnChoice): {
  readonly addOns: readonly StoredObject[];
  readonly dnsIPs: readonly Ip[];
} {
  const { settings, dns, ingresses, gateways, programs, report, store } = choice;
  const addOns: AddOnObject[] = [];
  let dnsIPs: readonly Ip[] = dns?.clusterIPs ?? [];
  if (dns === undefined) {
    const objects = clusterDNSAddOn(settings, settings.clusterDNS);
    addOns.push(...objects);
    dnsIPs = objects.flatMap(({ raw }) =>
      raw.kind === 'Service' ? readService({ value: raw, path: [], issues: [] }).clusterIPs : [],
    );
    assume(report, { code: 'CLUSTER_DNS_ASSUMED', detail: {} });
  }
  // After the DNS, which is nearly always there: an Ingress more must not move it.
  addOns.push(...(programs.ingresses?.addOns({ ingresses, settings, store, report }) ?? []));
  addOns.push(...(programs.gateways?.addOns(gateways, report) ?? []));
  const stored = addOns.flatMap(({ raw, assumed }) => {
    const object = storeObject(raw, 'default', report, assumed);
    // What is given under the same name stands.
    return object === undefined || store.get(object.ref) !== undefined ? [] : [object];
  });
  return { addOns: stored, dnsIPs: [...dnsIPs].sort((a, b) => ipFamily(a) - ipFamily(b)) };
}
