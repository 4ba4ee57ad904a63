import { ipFamily, type Ip } from '../../net/ip.ts';
import { CONFIG_MAPS } from '../other-kinds/config-maps.ts';
import { type AddOnObject, clusterDNSAddOn } from '../services/addons.ts';
import type { RangesAsk } from '../matching/service-asks.ts';
import type { ClusterOverrides, ClusterSettings } from '../cluster/cluster.ts';
import type { ClusterPrograms } from './cluster-programs.ts';
import type { Before } from './follow.ts';
import type { PlannedGateway } from '../gateway/gateway-planner.ts';
import type { PlannedIngress } from '../ingress/ingress-planner.ts';
import { createLabelIndex, groupByNamespace, joined, joinIndexes, type NamedIndex } from '../matching/label-index.ts';
import { createObjectStore, storeObject, type StoredObject } from '../cluster/object-store.ts';
import { kindsOf } from '../kind-table/kinds.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import type { Operated } from '../operators/operator-planner.ts';
import { claimAddresses } from '../pods/pod-claims.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { readService } from '../read/read-service.ts';
import type { AssumptionDetails } from '../model/assumption.ts';
import { recordOf, textOf } from '../model/reader.ts';
import { assume, createReport, type Report } from '../model/report.ts';
import { createServiceSelectors } from '../services/service-selectors.ts';
import { addReport, interned, internedList, keptList, runStage } from '../matching/stage.ts';
import type { PlannedService, PlanStages, PlannedCluster } from './plan.ts';
import {
  groupByNode,
  planGiven,
  planNodes,
  planServices,
  planSettings,
  readServiceObject,
  readServices,
} from './plan-stages.ts';
import { planWorkloads, type WorkloadsInput, type WorkloadStages } from '../pods/workload-pods.ts';

interface PlanInput {
  readonly objects: readonly unknown[];
  readonly overrides: ClusterOverrides;
  readonly programs: ClusterPrograms;
  /** What it follows from; absent: nothing. */
  readonly before?: Before | undefined;
}

/**
 * Reads the objects and runs the workload controllers over them; adds what a cluster has and nobody wrote down. In steps of
 * about the same length. Each stage is a function of its Ask: what it gave before an edit stands while it is asked the same.
 */
export function* planCluster(input: PlanInput): Generator<undefined, PlannedCluster> {
  const { objects, programs, before } = input;
  const was = before?.plan;
  const report = createReport();
  const overrides = interned(was?.overrides, input.overrides);
  const keep = overrides.allocated && programs.keep?.(overrides.allocated);
  const namespace = overrides.defaultNamespace ?? 'default';
  const followed = before?.follow.store(before.plan.store, objects, namespace);
  const objectStore = followed ?? createObjectStore(objects, namespace);
  const store: PlanStore = objectStore;
  yield;
  const given = yield* planGiven(objectStore, before);
  const pods = given.pods.results;
  yield;
  const services = yield* planServices(store, before);
  const { operated, read } = operate({ store, services: services.read.results, report }, input);
  report.findings.push(...services.findings);
  yield;
  const base = { programs, overrides, keep };
  const about = { store, given, ...base };
  const settings = planSettings({ ...about, ranges: services.ranges.results }, was?.stages.settings);
  const nodes = planNodes({ ...about, settings: settings.result }, was?.stages.nodes);
  const making = { store, nodes: nodes.result, projectTemplate: programs.templates };
  const workloads = yield* planWorkloads({
    ...making,
    objects: operated?.workloads ?? givenWorkloads(store),
    existing: given.index,
    count: pods.length,
    follow: was && before?.follow.workloads(was.stages.workloads),
  });
  for (const stage of [settings, nodes, ...workloads.values()]) addReport(report, stage.report);
  const made = podsMade(workloads);
  yield;

  const existing = joinIndexes(given.index, createLabelIndex(groupByNamespace(made)));
  const rest = yield* planAddOns({ ...making, read, operated, existing, count: pods.length + made.length }, input, {
    settings: settings.result,
    report,
  });
  const madeToo = keptList(was?.stages.made, joined(made, podsMade(rest.stages.assumed)));
  const later = createLabelIndex(groupByNamespace(madeToo));
  const laterBound = groupByNode(madeToo);
  const index = joinIndexes(given.index, later);
  const allPods = runStage(was?.stages.pods, [pods, madeToo], () => joined(pods, madeToo));
  const allServices = runStage(was?.stages.allServices, [read, rest.stages.addOns], () =>
    joined(read, rest.stages.addOns),
  );
  return {
    ...base,
    store: objectStore,
    operated,
    nodes: nodes.result,
    pods: allPods.result,
    index,
    bound: {
      on: (name) => joined(given.byNode.of(name), laterBound.of(name)),
      inNamespace: index.inNamespace,
    },
    claims: before?.follow.claims(before.plan.claims, allPods.result) ?? claimAddresses(allPods.result),
    workloads: keptList(
      was?.workloads,
      [...workloads.values(), ...rest.stages.assumed.values()].map(({ result }) => result),
    ),
    services: allServices.result,
    selectors: before?.follow.selectors(before.plan, allServices.result) ?? createServiceSelectors(allServices.result),
    ...rest,
    stages: {
      ...rest.stages,
      given,
      services,
      settings,
      nodes,
      workloads,
      made: madeToo,
      pods: allPods,
      allServices,
    },
    report,
  };
}

interface OperateSources {
  readonly store: PlanStore;
  readonly services: readonly PlannedService[];
  readonly report: Report;
}

/** What operators make, and the Services with the selectors that their controllers give them. */
function operate({ store, services, report }: OperateSources, { programs, before }: PlanInput) {
  const was = before?.plan;
  const operated = programs.operators?.plan({ store, projectTemplate: programs.templates }, was?.operated);
  if (operated === undefined) return { read: services };
  addReport(report, operated.report);
  return { operated, read: internedList(was?.services, operated.select(services)) };
}

interface AddOnSources extends Omit<WorkloadsInput, 'objects' | 'follow'> {
  readonly read: readonly PlannedService[];
  readonly operated: Operated | undefined;
  readonly existing: NamedIndex<PlannedPod>;
}

const givenWorkloads = (store: PlanStore): readonly StoredObject[] =>
  kindsOf('workload').flatMap((kind) => store.ofKind(kind));

/** What serves Ingresses and Gateways, and what has to be added for them and for names. */
function* planAddOns(
  { read, operated, existing, ...making }: AddOnSources,
  { programs, before }: PlanInput,
  { settings, report }: Pick<PlannedCluster, 'settings' | 'report'>,
): Generator<undefined, AddedOn> {
  const { store } = making;
  const was = before?.plan;
  const ingresses = programs.ingresses?.plan({ store, settings, services: read, pods: existing, report }) ?? [];
  const gateways = programs.gateways?.plan({ store, services: read, pods: () => existing }) ?? [];
  const [server] = store.few('Service', isClusterDNS);
  const dns = runStage(was?.stages.dns, [server], () => server && readServiceObject(server, createReport()));
  const chosen = { store, settings, services: read, dns: dns.result, ingresses, gateways, programs, operated, report };
  const { addOns, dnsIPs } = chooseAddOns(chosen, was?.addOns);
  const assumed = yield* planWorkloads({
    ...making,
    existing,
    objects: addOns.filter(({ ref }) => ref.kind === 'Deployment' || ref.kind === 'DaemonSet'),
    follow: was && before?.follow.workloads(was.stages.assumed),
  });
  const services = internedList(was?.stages.addOns, readServices(addOns));
  report.findings.push(...services.flatMap(({ findings }) => findings));
  const clusterDNS = settings.clusterDNS.length > 0 ? settings.clusterDNS : dnsIPs;
  return {
    settings: interned(was?.settings, { ...settings, clusterDNS }),
    ingresses,
    gateways,
    addOns,
    stages: { dns, assumed, addOns: services },
  };
}

interface AddedOn extends Pick<PlannedCluster, 'settings' | 'ingresses' | 'gateways' | 'addOns'> {
  readonly stages: Pick<PlanStages, 'dns' | 'assumed' | 'addOns'>;
}

const podsMade = (workloads: WorkloadStages): readonly PlannedPod[] =>
  [...workloads.values()].flatMap(({ result }) => result.pods);

interface AddOnChoice {
  readonly store: PlanStore;
  readonly settings: ClusterSettings;
  readonly services: readonly PlannedService[];
  /** Of the cluster DNS; undefined: none is given. */
  readonly dns: RangesAsk | undefined;
  readonly ingresses: readonly PlannedIngress[];
  readonly gateways: readonly PlannedGateway[];
  readonly programs: ClusterPrograms;
  readonly operated: Operated | undefined;
  readonly report: Report;
}

function isClusterDNS(object: StoredObject): boolean {
  const { namespace, name } = object.ref;
  // By this second Service node-local caches reach the same pods.
  if (namespace !== 'kube-system' || name === 'kube-dns-upstream') return false;
  return object.labels['k8s-app'] === 'kube-dns' || /^(kube-dns|coredns)$/.test(name);
}

/** The ConfigMap by which a CoreDNS that is assumed answers. */
function corefileGiven({ notRead }: PlanStore): AssumptionDetails['CLUSTER_DNS_ASSUMED'] {
  const found = notRead.find(
    ({ ref, raw }) =>
      ref.kind === 'ConfigMap' &&
      ref.namespace === 'kube-system' &&
      CONFIG_MAPS.corefile.some((name) => name === ref.name) &&
      textOf(recordOf(raw['data'])['Corefile']) !== undefined,
  );
  return found === undefined ? {} : { config: { namespace: 'kube-system', name: found.ref.name } };
}

/** Add-ons that the objects rest on and do not hold, and the addresses the cluster DNS answers at. */
function chooseAddOns(
  choice: AddOnChoice,
  before: readonly StoredObject[] | undefined,
): {
  readonly addOns: readonly StoredObject[];
  readonly dnsIPs: readonly Ip[];
} {
  const { settings, dns, ingresses, gateways, programs, operated, report, store, services } = choice;
  const addOns: AddOnObject[] = [];
  let dnsIPs: readonly Ip[] = dns?.clusterIPs ?? [];
  if (dns === undefined) {
    const objects = clusterDNSAddOn(settings, settings.clusterDNS);
    addOns.push(...objects);
    dnsIPs = objects.flatMap(({ raw }) =>
      raw.kind === 'Service' ? readService({ value: raw, path: [], issues: [] }).clusterIPs : [],
    );
    assume(report, { code: 'CLUSTER_DNS_ASSUMED', detail: corefileGiven(store) });
  }
  // After the DNS, which is nearly always there: an Ingress more must not move it.
  addOns.push(...(programs.ingresses?.addOns({ ingresses, settings, store, report }) ?? []));
  addOns.push(...(programs.gateways?.addOns(gateways, report) ?? []));
  addOns.push(...(programs.openshift?.addOns(store, report) ?? []));
  addOns.push(...(programs.balancers?.addOns(services, store, report) ?? []));
  addOns.push(...(operated?.services ?? []));
  const stored = addOns.flatMap(({ raw, assumed }) => {
    const object = storeObject(raw, 'default', report, assumed);
    // What is given under the same name stands.
    return object === undefined || store.get(object.ref) !== undefined ? [] : [object];
  });
  return { addOns: internedList(before, stored), dnsIPs: [...dnsIPs].sort((a, b) => ipFamily(a) - ipFamily(b)) };
}
