import { ipFamily, type Ip, type IpFamily } from '../net/ip.ts';
import { type AddOnObject, clusterDNSAddOn } from './addons.ts';
import type { ClusterOverrides, ClusterSettings } from './cluster.ts';
import { CLUSTER_DNS_ASSUMED } from './codes.ts';
import { readGivenPods } from './given-pods.ts';
import { gatewayPlanner, type PlannedGateway } from './gateway-planner.ts';
import { ingressPlanner, type PlannedIngress } from './ingress-planner.ts';
import { createLabelIndex } from './label-index.ts';
import { createObjectReader } from './memo.ts';
import { assignNodeCIDRs } from './node-cidrs.ts';
import type { SchedulableNode } from './node-match.ts';
import { networkDetector } from './network-detector.ts';
import { buildNodes, readNodeObject } from './nodes.ts';
import { createObjectStore, type ObjectStore, storeObject, type StoredObject } from './object-store.ts';
import type { PlannedPod } from './planned-pod.ts';
import { readService } from './read-service.ts';
import { assume, createReport, type Report } from './report.ts';
import { createServiceSelectors, type ServiceSelectors } from './service-selectors.ts';
import { buildSettings } from './settings.ts';
import type { ServiceSpec } from './specs.ts';
import { planWorkloads, type PlannedWorkload, WORKLOAD_KINDS } from './workload-pods.ts';

export interface PlannedService {
  readonly object: StoredObject;
  readonly spec: ServiceSpec;
}

/** Everything there will be, before it has places and addresses. */
export interface ClusterPlan {
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

/**
 * Reads the objects and runs the workload controllers over them; adds what a cluster has and nobody wrote down. In steps of
 * about the same length.
 */
export function* planCluster(
  objects: readonly unknown[],
  overrides: ClusterOverrides,
  report: Report,
): Generator<undefined, PlannedCluster> {
  const store = createObjectStore(objects, overrides.defaultNamespace ?? 'default');
  yield;
  const given = yield* readGivenPods(store);
  yield;
  const services: PlannedService[] = [];
  for (const object of store.ofKind('Service')) {
    services.push({ object, spec: readServiceObject(object, report) });
    if (services.length % SERVICES_PER_STEP === 0) yield;
  }
  yield;
  const settings = readSettings(store, { overrides, given, services, report });
  const dual = new Set(settings.podCIDRs.map((cidr) => (cidr.includes(':') ? 6 : 4))).size > 1;
  const drafts = buildNodes({ store, pods: given, dual, report });
  // A VPC CNI cuts no ranges: pods have addresses of the nodes' subnets.
  const detector = networkDetector();
  const cut = detector?.isFromSubnet(settings.cni) === true ? [] : settings.podCIDRs;
  const cidrs = assignNodeCIDRs({ nodes: drafts, pods: cut.length === 0 ? [] : given, podCIDRs: cut, report });
  const ranged = drafts.map(({ statedCIDRs: _stated, ...node }) => ({ ...node, podCIDRs: cidrs.get(node.name) ?? [] }));
  const nodes = detector?.addSubnets(ranged, settings.cni) ?? ranged;
  const objectsOfWorkloads = WORKLOAD_KINDS.flatMap((kind) => store.ofKind(kind));
  const workloads = yield* planWorkloads({ store, objects: objectsOfWorkloads, existing: given, nodes, report });
  const pods = [...given, ...workloads.flatMap((workload) => workload.pods)];
  yield;

  const ingresses = ingressPlanner()?.plan({ store, services, pods, report }) ?? [];
  const gateways = gatewayPlanner()?.plan({ store, services, pods: () => createLabelIndex(pods) }) ?? [];
  const { addOns, dnsIPs } = chooseAddOns({ store, settings, services, ingresses, gateways, report });
  const assumed = yield* planWorkloads({
    store,
    objects: addOns.filter((object) => object.ref.kind === 'Deployment'),
    existing: pods,
    nodes,
    report: createReport(), // add-ons have no mistakes to report
  });
  const addOnServices = addOns
    .filter((object) => object.ref.kind === 'Service')
    .map((object) => ({ object, spec: readServiceObject(object, report) }));
  const allServices = [...services, ...addOnServices];
  return {
    store,
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
  readonly given: readonly PlannedPod[];
  readonly services: readonly PlannedService[];
  readonly report: Report;
}

function readSettings(store: ObjectStore, { overrides, given, services, report }: SettingsSources): ClusterSettings {
  const nodes = store.ofKind('Node').map((object) => readNodeObject(object, createReport()));
  const seen = {
    nodeIPs: nodes.flatMap((node) => node.internalIPs),
    nodePodCIDRs: nodes.flatMap((node) => node.podCIDRs),
    podIPs: () => given.flatMap(({ facts }) => (facts.hostNetwork ? [] : facts.podIPs)),
    podFamilies: familiesSeen(given),
    clusterIPs: services.flatMap(({ spec }) => spec.clusterIPs),
    serviceFamilies: services.flatMap(({ spec }) => spec.ipFamilies),
  };
  return buildSettings({ store, overrides, seen, report });
}

function familiesSeen(pods: readonly PlannedPod[]): readonly IpFamily[] {
  const seen = new Set<IpFamily>();
  for (const { facts } of pods) {
    if (!facts.hostNetwork) for (const ip of facts.podIPs) seen.add(ipFamily(ip));
    if (seen.size === 2) break;
  }
  return [...seen];
}

interface AddOnChoice {
  readonly store: ObjectStore;
  readonly settings: ClusterSettings;
  readonly services: readonly PlannedService[];
  readonly ingresses: readonly PlannedIngress[];
  readonly gateways: readonly PlannedGateway[];
  readonly report: Report;
}

export function isClusterDNS({ object }: PlannedService): boolean {
  const { namespace, name } = object.ref;
  // By this second Service node-local caches reach the same pods.
  if (namespace !== 'kube-system' || name === 'kube-dns-upstream') return false;
  return object.labels['k8s-app'] === 'kube-dns' || /^(kube-dns|coredns)$/.test(name);
}

/** Add-ons that the objects rest on and do not hold, and the addresses the cluster DNS answers at. */
function chooseAddOns(choice: AddOnChoice): {
  readonly addOns: readonly StoredObject[];
  readonly dnsIPs: readonly Ip[];
} {
  const { settings, services, ingresses, gateways, report, store } = choice;
  const addOns: AddOnObject[] = [];
  const dns = services.find(isClusterDNS);
  let dnsIPs: readonly Ip[] = dns?.spec.clusterIPs ?? [];
  if (dns === undefined) {
    const objects = clusterDNSAddOn(settings, settings.clusterDNS);
    addOns.push(...objects);
    dnsIPs = objects.flatMap(({ raw }) =>
      raw.kind === 'Service' ? readService({ value: raw, path: [], issues: [] }).clusterIPs : [],
    );
    assume(report, CLUSTER_DNS_ASSUMED, 'No cluster DNS is given; CoreDNS is taken to answer as kubeadm sets it up.');
  }
  // After the DNS, which is nearly always there: an Ingress more must not move it.
  addOns.push(...(ingressPlanner()?.addOns({ ingresses, settings, store, report }) ?? []));
  addOns.push(...(gatewayPlanner()?.addOns(gateways, report) ?? []));
  const stored = addOns.flatMap(({ raw, assumed }) => {
    const object = storeObject(raw, 'default', report, assumed);
    // What is given under the same name stands.
    return object === undefined || store.get(object.ref) !== undefined ? [] : [object];
  });
  return { addOns: stored, dnsIPs: [...dnsIPs].sort((a, b) => ipFamily(a) - ipFamily(b)) };
}
