import { type Ip, ipFamily, type IpFamily } from '../../net/ip.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import type { RangesAsk } from '../matching/service-asks.ts';
import { createLabelIndex, createSpaces, groupByNamespace } from '../matching/label-index.ts';
import type { ClusterOverrides, ClusterSettings } from '../cluster/cluster.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { Finding } from '../model/finding.ts';
import type { ObjectStore, StoredObject } from '../cluster/object-store.ts';
import { type PlanStore, SETTINGS_KINDS, type SettingsStore } from '../cluster/plan-store.ts';
import { createReport } from '../model/report.ts';
import type { NodeSpec } from '../model/specs.ts';
import { interned, internedList, isAsked, runStage } from '../matching/stage.ts';
import { assignNodeCIDRs } from '../nodes/node-cidrs.ts';
import { buildNodes, readNodeObject, settingsOfNode, withRanges } from '../nodes/nodes.ts';
import { buildSettings } from '../nodes/settings.ts';
import { createOwners, readGivenPod, readGivenPods } from '../pods/given-pods.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { readService } from '../read/read-service.ts';
import { remembered } from '../tools/ask.ts';
import { createGroups, type Groups } from '../tools/groups.ts';
import type { ClusterPrograms } from './cluster-programs.ts';
import type { Before } from './follow.ts';
import type { Keep } from './keep.ts';
import type { GivenStage, PlannedService, ServicesStage, SettingsStage, NodesStage } from './plan.ts';

export const groupByNode = (pods: readonly PlannedPod[]): Groups<PlannedPod> => createGroups(pods, nodeNameOf);

const nodeNameOf = ({ facts }: PlannedPod): string => facts.nodeName ?? '';

/** Of their addresses, in the order in which they are met. */
export function familiesSeen(pods: readonly PodAsk[]): readonly IpFamily[] {
  const seen: IpFamily[] = [];
  for (const { facts } of pods) {
    const { podIPs } = facts;
    if (facts.hostNetwork) continue;
    for (let at = 0; at < podIPs.length; at += 1) {
      const family = ipFamily(podIPs[at] as Ip);
      if (!seen.includes(family)) seen.push(family);
    }
    if (seen.length === 2) break;
  }
  return seen;
}

export function* planGiven(store: ObjectStore, before: Before | undefined): Generator<undefined, GivenStage> {
  const objects = store.ofKind('Pod');
  const { follow, plan } = before ?? {};
  const was = plan?.stages.given;
  const known = before?.follow.owners(before.plan, store);
  const owners = known ?? createOwners(store);
  const kept = known && was && follow?.list(was.pods, objects, (object: StoredObject) => readGivenPod(object, owners));
  const pods = kept ?? { items: objects, results: yield* readGivenPods(objects, owners) };
  const { results } = pods;
  const byNamespace = (was && follow?.groups(was.byNamespace, results)) ?? groupByNamespace(results);
  const byNode = (was && follow?.groups(was.byNode, results)) ?? groupByNode(results);
  const podFamilies = (was && follow?.families(was, results)) ?? familiesSeen(results);
  const spaces = was?.spaces ?? createSpaces<PlannedPod>();
  return { owners, pods, byNamespace, byNode, podFamilies, spaces, index: createLabelIndex(byNamespace, spaces) };
}

/** Services that are read in one step. */
const SERVICES_PER_STEP = 100;

export const readServiceObject = createObjectReader(readService);

const NO_FINDINGS: readonly Finding[] = [];

function readOne(object: StoredObject): PlannedService {
  const report = createReport();
  const spec = readServiceObject(object, report);
  return { object, spec, findings: report.findings.length === 0 ? NO_FINDINGS : report.findings };
}

/** Those among other objects. */
export const readServices = (objects: readonly StoredObject[]): readonly PlannedService[] =>
  objects.filter(({ ref }) => ref.kind === 'Service').map(readOne);

export function* planServices(store: PlanStore, before: Before | undefined): Generator<undefined, ServicesStage> {
  const objects = store.ofKind('Service');
  const was = before?.plan.stages.services;
  let isTold = was === undefined || was.findings.length > 0;
  const readNew = (object: StoredObject): PlannedService => {
    const found = readOne(object);
    isTold ||= found.findings.length > 0;
    return found;
  };
  let read = was && before?.follow.list(was.read, objects, readNew);
  if (read === undefined) {
    isTold = true;
    const results: PlannedService[] = [];
    while (results.length < objects.length) {
      results.push(...objects.slice(results.length, results.length + SERVICES_PER_STEP).map(readOne));
      yield;
    }
    read = { items: objects, results };
  }
  const items = read.results;
  const ranges = was && before?.follow.asks.ranges(was.ranges, items, rangesOf);
  const findings = isTold ? items.flatMap((service) => service.findings) : NO_FINDINGS;
  return { read, findings, ranges: ranges ?? { items, results: items.map(rangesOf) } };
}

const rangesOf = ({ spec }: PlannedService): RangesAsk => spec;

interface StageSources {
  readonly store: PlanStore;
  readonly programs: ClusterPrograms;
  readonly given: GivenStage;
}

interface SettingsSources extends StageSources {
  readonly overrides: ClusterOverrides;
  readonly ranges: readonly RangesAsk[];
}

export function planSettings(
  { overrides, ranges, programs, given, ...sources }: SettingsSources,
  before: SettingsStage | undefined,
): SettingsStage {
  const objects = sources.store.ofKind('Node');
  const { networks } = programs;
  const told = runStage(before?.told, [objects, networks], () =>
    internedList(before?.told.result, objects.map(networks?.settingsOfNode ?? settingsOfNode)),
  );
  const nodes = told.result;
  const store: SettingsStore = { ofKind: sources.store.ofKind, notRead: sources.store.notRead, nodes };
  const { podFamilies } = given;
  const pods: readonly PodAsk[] = given.pods.results;
  const ask = [overrides, ranges, podFamilies.join(), store.notRead, nodes, ...SETTINGS_KINDS.map(store.ofKind)];
  if (before !== undefined && isAsked(before.ask, ask) && (before.pods ?? pods) === pods) return { ...before, told };
  const report = createReport();
  let counted: SettingsStage['pods'];
  const seen = {
    nodeIPs: nodes.flatMap((node) => node.internalIPs),
    nodePodCIDRs: nodes.flatMap((node) => node.podCIDRs),
    podIPs: () => (counted = pods).flatMap(({ facts }) => (facts.hostNetwork ? [] : facts.podIPs)),
    podFamilies,
    clusterIPs: ranges.flatMap(({ clusterIPs }) => clusterIPs),
    serviceFamilies: ranges.flatMap(familiesAskedBy),
    versions: nodes.flatMap(({ version }) => version ?? []),
  };
  const settings = buildSettings({ store, overrides, seen, report, detector: programs.networks });
  const stage = { ask, told, report, result: interned(before?.result, settings) };
  return counted === undefined ? stage : { ...stage, pods: counted };
}

/** Of one that has to have addresses of both; without any a headless Service says so everywhere. */
function familiesAskedBy({ ipFamilies, ipFamilyPolicy, headless }: RangesAsk): RangesAsk['ipFamilies'] {
  return ipFamilyPolicy === 'RequireDualStack' && !headless ? [4, 6] : ipFamilies;
}

interface NodesSources extends StageSources {
  readonly settings: ClusterSettings;
  readonly overrides: ClusterOverrides;
  readonly keep: Keep | undefined;
}

export function planNodes(
  { store, programs, given, settings, overrides, keep }: NodesSources,
  before: NodesStage | undefined,
): NodesStage {
  const objects = store.ofKind('Node');
  const open = runStage(before?.open, [objects, settings], () => hasOpenNode(objects, settings));
  const asked = runStage(before?.asked, [objects, given.byNode, open.result], () => {
    const names = namesOf(objects);
    return open.result || [...given.byNode.all().keys()].some((name) => name !== '' && !names.has(name));
  });
  const { networks } = programs;
  const by = objects.length === 0 ? settings.machine?.configured : undefined;
  const listed = by && networks?.listedNodes(store, by);
  const asks = [objects, settings, listed, keep && overrides.allocated, asked.result ? given.byNode : undefined];
  const stage = runStage(before, asks, (report) => {
    const dual = new Set(settings.podCIDRs.map((cidr) => (cidr.includes(':') ? 6 : 4))).size > 1;
    const fresh = buildNodes({ store, bound: given.byNode, listed, dual, maxPods: settings.maxPods, report });
    const drafts = keep?.nodes(fresh, settings) ?? fresh;
    // A VPC CNI cuts no ranges: pods have addresses of the nodes' subnets.
    const cut = settings.podsInSubnets === true ? [] : settings.podCIDRs;
    const pods = cut.length === 0 ? [] : given.pods.results;
    const cidrs = assignNodeCIDRs({ nodes: drafts, pods, podCIDRs: cut, report });
    const ranged = drafts.map((draft) => withRanges(draft, cidrs.get(draft.name) ?? []));
    const nodes = networks?.addSubnets(ranged, settings.cni) ?? ranged;
    return internedList(before?.result, nodes);
  });
  return { ...stage, open, asked };
}

const namesOf = remembered(
  (objects: readonly StoredObject[]): ReadonlySet<string> => new Set(objects.map(({ ref }) => ref.name)),
);

/** False: all of them say what they have. */
function hasOpenNode(objects: readonly StoredObject[], settings: ClusterSettings): boolean {
  const isOpen = ({ internalIPs, podCIDRs }: NodeSpec): boolean =>
    internalIPs.length === 0 || (podCIDRs.length === 0 && settings.podsInSubnets !== true);
  return objects.some((object) => isOpen(readNodeObject(object, createReport())));
}
