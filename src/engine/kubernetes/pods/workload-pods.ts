import { cidrParts } from '../../net/cidr.ts';
import { IP_BITS } from '../../net/ip.ts';
import type { ReplicaAsk } from '../matching/pod-asks.ts';
import { topOwner } from './given-pods.ts';
import { groupBy } from '../tools/group-by.ts';
import { createNameIndex } from '../matching/label-index.ts';
import { createObjectReader } from '../model/memo.ts';
import { matchesLabels, refusalOf, type SchedulableNode } from '../matching/node-match.ts';
import { objectKey, type ObjectRef, type RawObject } from '../model/object.ts';
import type { StoredObject } from '../model/object-store.ts';
import type { PlanStore } from '../model/plan-store.ts';
import { factsOfSpec, type OwnedPod, type PlannedPod } from './planned-pod.ts';
import { onceEach } from '../tools/once.ts';
import { generateName, type ProjectTemplate, templateHash } from './pod-names.ts';
import { readWorkload } from '../read/read-workload.ts';
import { isRecord } from '../model/reader.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { mostPods, noteMissingPods } from './missing-pods.ts';
import { addFinding, createReport, type Report } from '../model/report.ts';
import type { Labels, PodSpec, WorkloadSpec } from '../model/specs.ts';

/** Simplification: more replicas than this in the whole cluster are not made (a finding says so). */
const MAX_PODS = 150_000;
/** Simplification: of replicas that no node has room for, no more than this are made to be Pending (a finding says so). */
const MAX_PENDING = 1000;
/** Pods of one node at most: kubelets are set to 110, 250 or 500. */
const MAX_PODS_PER_NODE = 1000;
/** Pods a node has addresses for where it has a range of none. */
const USUAL_ROOM = 256;
/** Pods that are made in one step. */
const PODS_PER_STEP = 100;

const readWorkloadObject = createObjectReader(readWorkload);

/** A workload and the pods its controller has to make, beside those that are there. */
export interface PlannedWorkload {
  readonly ref: ObjectRef;
  readonly replicas: number;
  readonly pods: readonly PlannedPod[];
}

/** A pod as its workload sees it. */
type ExistingPod = OwnedPod & ReplicaAsk;

export interface WorkloadsInput {
  readonly store: PlanStore;
  /** Workloads in input order. */
  readonly objects: readonly StoredObject[];
  readonly existing: readonly ExistingPod[];
  readonly nodes: readonly SchedulableNode[];
  readonly projectTemplate: ProjectTemplate | undefined;
  readonly report: Report;
}

interface Draft {
  readonly name: string;
  readonly owner: ObjectRef;
  readonly labels: Labels;
  readonly spec: PodSpec;
  /** Fields the controller adds to the template's spec. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly ordinal: number;
}

interface Plan {
  readonly object: StoredObject;
  readonly spec: WorkloadSpec;
  /** Pods of this workload that are there already and count as replicas. */
  readonly existing: readonly ExistingPod[];
  readonly taken: (name: string) => boolean;
  readonly input: WorkloadsInput;
  /** The given ReplicaSets that belong to it. */
  readonly replicaSets: () => readonly StoredObject[];
  /** How many pods may still be made. */
  readonly budget: number;
  /** How many it has, as its status tells. */
  readonly most: number;
}

/**
 * Runs the workload controllers over `objects`, in steps. A ReplicaSet that a given Deployment owns is left to the Deployment.
 */
export function* planWorkloads(input: WorkloadsInput): Generator<undefined, readonly PlannedWorkload[]> {
  const existing = createNameIndex(input.existing);
  /** A workload's pods are in its namespace: nobody looks at the others. */
  const owned = onceEach((namespace: string) =>
    groupBy(existing.inNamespace(namespace), (pod) => objectKey(pod.workload)),
  );
  const podsOf = (workload: ObjectRef): readonly ExistingPod[] =>
    owned(workload.namespace ?? 'default').get(objectKey(workload)) ?? [];
  const made = new Set<string>();
  let replicaSets: ReadonlyMap<string, readonly StoredObject[]> | undefined;
  const replicaSetsOf = (deployment: ObjectRef): readonly StoredObject[] => {
    replicaSets ??= groupBy(input.store.ofKind('ReplicaSet'), ({ controller }) =>
      controller === undefined ? '' : objectKey(controller),
    );
    return replicaSets.get(objectKey(deployment)) ?? [];
  };
  let budget = Math.min(MAX_PODS - input.existing.length, roomOf(input.nodes) + MAX_PENDING);
  let count = 0;
  const planned: PlannedWorkload[] = [];
  for (const object of input.objects) {
    if (object.ref.kind === 'ReplicaSet' && object.controller !== undefined && isOwned(object, input.store)) continue;
    const spec = readWorkloadObject(object, input.report);
    const { namespace = 'default' } = object.ref;
    const taken = (name: string): boolean =>
      made.has(`${namespace}/${name}`) || existing.find(namespace, name) !== undefined;
    const own = podsOf(topOwner(object, input.store));
    const there = own.filter(counts);
    const most = mostPods(spec, { given: own.length, there: there.length });
    const plan: Plan = {
      object,
      spec: most < spec.replicas ? { ...spec, replicas: most } : spec,
      most,
      existing: there,
      taken,
      input,
      budget,
      replicaSets: () => replicaSetsOf(object.ref),
    };
    checkSelector(plan);
    const pods: PlannedPod[] = [];
    noteMissing(plan, spec.replicas);
    for (const draft of draftPods(plan)) {
      pods.push(createPod(plan, draft));
      count += 1;
      if (count % PODS_PER_STEP === 0) yield;
    }
    for (const pod of pods) made.add(`${pod.namespace}/${pod.name}`);
    budget -= pods.length;
    const replicas = object.ref.kind === 'DaemonSet' ? pods.length + plan.existing.length : spec.replicas;
    planned.push({ ref: topOwner(object, input.store), replicas, pods });
  }
  return planned;
}

/** Tells of pods that are wanted and not there, where the status says so. */
function noteMissing(plan: Plan, replicas: number): void {
  const { object, spec, existing, most, input } = plan;
  const { kind } = object.ref;
  if (most === Number.POSITIVE_INFINITY || kind === 'Job' || spec.pod.containers.length === 0) return;
  const without = kind === 'DaemonSet' ? nodesWithout(plan).map(({ name }) => name) : undefined;
  const waiting = existing.find(({ facts }) => facts.phase === 'Pending');
  const reasons = [object, ...plan.replicaSets()].flatMap(
    (each) => readWorkloadObject(each, createReport()).observed?.reason ?? [],
  );
  noteMissingPods(input.report, object.ref, {
    wanted: without === undefined ? replicas : existing.length + without.length,
    there: Math.max(most, existing.length),
    ...withoutUndefined({
      reason: reasons[0],
      waitsFor: kind === 'StatefulSet' ? waiting?.name : undefined,
      nodes: most > existing.length ? undefined : without,
    }),
  });
}

/** How many pods the nodes have addresses for, about. */
function roomOf(nodes: WorkloadsInput['nodes']): number {
  return nodes.reduce((sum, { podCIDRs }) => {
    const sizes = podCIDRs.map((cidr) => 2 ** (IP_BITS[cidrParts(cidr).family] - cidrParts(cidr).prefixLength));
    return sum + Math.min(MAX_PODS_PER_NODE, ...(sizes.length === 0 ? [USUAL_ROOM] : sizes));
  }, 0);
}

function isOwned(object: StoredObject, store: PlanStore): boolean {
  return object.controller !== undefined && store.get(object.controller) !== undefined;
}

/** Finished and terminating pods are replaced; the others count as replicas. */
function counts(pod: ExistingPod): boolean {
  return !pod.terminating && pod.facts.phase !== 'Succeeded' && pod.facts.phase !== 'Failed';
}

function checkSelector({ object, spec, input }: Plan): void {
  if (spec.selector === undefined || object.ref.kind === 'Job' || matchesLabels(spec.selector, spec.templateLabels))
    return;
  addFinding(input.report, {
    severity: 'error',
    code: 'SELECTOR_DOES_NOT_MATCH_TEMPLATE',
    detail: {},
    object: object.ref,
    path: ['spec', 'selector'],
  });
}

function draftPods(plan: Plan): Iterable<Draft> {
  if (plan.spec.pod.containers.length === 0) return [];
  switch (plan.object.ref.kind) {
    case 'StatefulSet':
      return draftStatefulSet(plan);
    case 'DaemonSet':
      return draftDaemonSet(plan);
    case 'Job':
      return plan.spec.complete ? [] : draftReplicas(plan, plan.object.ref, jobLabels(plan));
    case 'Deployment':
      return draftDeployment(plan);
    default:
      return draftReplicas(plan, plan.object.ref, plan.spec.templateLabels);
  }
}

function missingReplicas({ spec, existing, budget, input, object }: Plan): number {
  const missing = Math.max(0, spec.replicas - existing.length);
  if (missing <= budget) return missing;
  addFinding(input.report, {
    severity: 'warning',
    code: 'TOO_MANY_PODS',
    detail: { replicas: spec.replicas, made: Math.max(0, budget) },
    object: object.ref,
    path: ['spec', 'replicas'],
  });
  return Math.max(0, budget);
}

function* draftReplicas(plan: Plan, owner: ObjectRef, labels: Labels): Generator<Draft> {
  const made = new Set<string>();
  const seed = `${owner.namespace}/${owner.name}/`;
  const missing = missingReplicas(plan);
  for (let index = 0; index < missing; index++) {
    const ordinal = plan.existing.length + index;
    const name = generateName(`${owner.name}-`, seed + ordinal, (n) => made.has(n) || plan.taken(n));
    made.add(name);
    yield { name, owner, labels, spec: plan.spec.pod, ordinal };
  }
}

/** Through the ReplicaSet of the template: a given one that has replicas, else one named by the template's hash. */
function draftDeployment(plan: Plan): Iterable<Draft> {
  const { object, spec } = plan;
  const current = plan.replicaSets().findLast(({ raw }) => wantsPods(raw));
  const hash = current?.labels['pod-template-hash'] ?? templateHash(spec.rawTemplate, plan.input.projectTemplate);
  const owner = current?.ref ?? { ...object.ref, kind: 'ReplicaSet', name: `${object.ref.name}-${hash}` };
  return draftReplicas(plan, owner, { ...spec.templateLabels, 'pod-template-hash': hash });
}

function wantsPods(replicaSet: RawObject): boolean {
  const { spec } = replicaSet;
  return isRecord(spec) && spec['replicas'] !== 0;
}

function jobLabels({ object, spec }: Plan): Labels {
  const { name } = object.ref;
  return { ...spec.templateLabels, 'batch.kubernetes.io/job-name': name, 'job-name': name };
}

/** NAME-0, NAME-1 …, each with its own hostname under the governing Service. */
function draftStatefulSet(plan: Plan): readonly Draft[] {
  const { object, spec, existing } = plan;
  const there = new Set(existing.map((pod) => pod.name));
  const drafts: Draft[] = [];
  const count = Math.min(spec.replicas, missingReplicas(plan) + existing.length);
  for (let index = 0; index < count; index++) {
    const name = `${object.ref.name}-${spec.ordinalStart + index}`;
    if (there.has(name) || plan.taken(name)) continue;
    const subdomain = spec.serviceName === undefined ? {} : { subdomain: spec.serviceName };
    const ordinal = String(spec.ordinalStart + index);
    drafts.push({
      name,
      owner: object.ref,
      labels: {
        ...spec.templateLabels,
        'statefulset.kubernetes.io/pod-name': name,
        'apps.kubernetes.io/pod-index': ordinal,
      },
      spec: { ...spec.pod, hostname: name, ...subdomain },
      extra: { hostname: name, ...subdomain },
      ordinal: index,
    });
  }
  return drafts;
}

function draftDaemonSet(plan: Plan): readonly Draft[] {
  const { object, spec, existing, most } = plan;
  const made = new Set<string>();
  return nodesWithout(plan)
    .slice(0, Math.max(0, most - existing.length))
    .map((node): Draft => {
      const seed = `${object.ref.namespace}/${object.ref.name}/${node.name}`;
      const name = generateName(`${object.ref.name}-`, seed, (n) => made.has(n) || plan.taken(n));
      made.add(name);
      const pod = { ...spec.pod, nodeName: node.name };
      return {
        name,
        owner: object.ref,
        labels: spec.templateLabels,
        spec: pod,
        extra: { nodeName: node.name },
        ordinal: 0,
      };
    });
}

/** Nodes on which a DaemonSet is to run and does not. */
function nodesWithout({ spec, existing, input }: Plan): readonly SchedulableNode[] {
  const served = new Set(existing.map((pod) => pod.facts.nodeName));
  return input.nodes.filter(
    (node) => !served.has(node.name) && refusalOf(spec.pod, { ...node, podCIDRs: [] }, true) === undefined,
  );
}

function createPod({ object, spec, input }: Plan, draft: Draft): PlannedPod {
  const namespace = object.ref.namespace ?? 'default';
  const { spec: templateSpec, metadata } = spec.rawTemplate;
  const annotations = isRecord(metadata) && isRecord(metadata['annotations']) ? metadata['annotations'] : undefined;
  const pod: RawObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: draft.name,
      namespace,
      labels: draft.labels,
      ...(annotations === undefined ? {} : { annotations: annotations as Labels }),
      ownerReferences: [{ kind: draft.owner.kind, name: draft.owner.name, controller: true }],
    },
    spec:
      draft.extra === undefined ? templateSpec : { ...(isRecord(templateSpec) ? templateSpec : {}), ...draft.extra },
  };
  return {
    namespace,
    name: draft.name,
    object: pod,
    labels: draft.labels,
    workload: topOwner(object, input.store),
    spec: draft.spec,
    terminating: false,
    ordinal: draft.ordinal,
    daemon: object.ref.kind === 'DaemonSet',
    source: { object: object.ref, path: ['spec', 'template'] },
    ...factsOfSpec(draft.spec),
    ...(object.assumed === undefined ? {} : { assumed: object.assumed }),
  };
}
