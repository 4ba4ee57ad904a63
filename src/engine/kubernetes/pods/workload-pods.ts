import { cidrParts } from '../../net/cidr.ts';
import { IP_BITS } from '../../net/ip.ts';
import { topOwner } from './given-pods.ts';
import { remembered } from '../tools/ask.ts';
import { groupBy } from '../tools/group-by.ts';
import type { NameIndex } from '../matching/label-index.ts';
import { createObjectReader } from '../cluster/memo.ts';
import { matchesLabels, type SchedulableNode } from '../matching/node-match.ts';
import { objectKey, type ObjectRef, type RawObject } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { type Draft, draftPods, type ExistingPod, type MakingObject, nodesWithout, type Plan } from './draft-pods.ts';
import { factsOfSpec, groupByWorkload, type PlannedPod } from './planned-pod.ts';
import { once } from '../tools/once.ts';
import type { ProjectTemplate } from './pod-names.ts';
import { readWorkload } from '../read/read-workload.ts';
import { isRecord } from '../model/reader.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { mostPods, noteMissingPods } from './missing-pods.ts';
import { addFinding, createReport } from '../model/report.ts';
import type { Stage } from '../matching/stage.ts';
import type { Labels } from '../model/specs.ts';

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

/** By their objects; pods that are made as they were before are the objects they were. */
export type WorkloadStages = ReadonlyMap<StoredObject, Stage<PlannedWorkload>>;

export interface WorkloadsInput {
  readonly store: PlanStore;
  /** Workloads in input order. */
  readonly objects: readonly MakingObject[];
  readonly existing: NameIndex<ExistingPod>;
  /** How many there are. */
  readonly count: number;
  readonly nodes: readonly SchedulableNode[];
  readonly projectTemplate: ProjectTemplate | undefined;
  /** How they follow from those of the plan before an edit; absent: all are planned anew. */
  readonly follow?: FollowWorkloads | undefined;
}

/** What workloads keep of those before an edit. */
export interface FollowWorkloads {
  /** What came of it, where it is asked the same. */
  readonly known: (object: StoredObject, ask: readonly unknown[]) => Stage<PlannedWorkload> | undefined;
  /** Its pods; those that are as they were are the objects they were. */
  readonly keep: (object: StoredObject, pods: readonly PlannedPod[]) => readonly PlannedPod[];
}

/**
 * Runs the workload controllers over `objects`, in steps. A ReplicaSet that a given Deployment owns is left to the Deployment.
 */
export function* planWorkloads(input: WorkloadsInput): Generator<undefined, WorkloadStages> {
  const { store, existing, nodes, projectTemplate, follow } = input;
  /** A workload's pods are in its namespace: nobody looks at the others. */
  const owned = (namespace: string) => groupByWorkload(existing.inNamespace(namespace));
  const replicaSets = once(() =>
    groupBy(store.ofKind('ReplicaSet'), ({ controller }) => (controller === undefined ? '' : objectKey(controller))),
  );
  let budget = Math.min(MAX_PODS - input.count, roomOf(nodes) + MAX_PENDING);
  let count = 0;
  const made = new Map<string, Made>();
  const planned = new Map<StoredObject, Stage<PlannedWorkload>>();
  for (const object of input.objects) {
    const { kind, namespace = 'default' } = object.ref;
    if (kind === 'ReplicaSet' && object.controller !== undefined && isOwned(object, store)) continue;
    const report = createReport();
    const spec = readWorkloadObject(object, report);
    const others = made.get(namespace) ?? { names: new Set() };
    made.set(namespace, others);
    const owner = topOwner(object, store);
    const own = owned(owner.namespace ?? 'default').get(objectKey(owner)) ?? [];
    const there = own.filter(counts);
    const most = mostPods(spec, { given: own.length, there: there.length });
    const plan: Plan = {
      object,
      spec: most < spec.replicas ? { ...spec, replicas: most } : spec,
      most,
      owner,
      existing: there,
      taken: (name) => others.names.has(name) || existing.find(namespace, name) !== undefined,
      nodes: kind === 'DaemonSet' ? nodes : [],
      projectTemplate,
      budget: Math.min(budget, spec.replicas),
      replicaSets: kind === 'Deployment' ? (replicaSets().get(objectKey(object.ref)) ?? []) : [],
      report,
    };
    const ask = askOf(plan, existing.inNamespace(namespace), others, nodes);
    let stage = follow?.known(object, ask);
    if (stage === undefined) {
      checkSelector(plan);
      noteMissing(plan, spec.replicas);
      const pods: PlannedPod[] = [];
      for (const draft of isRefused(plan, own) ? [] : draftPods(plan)) {
        pods.push(createPod(plan, draft));
        count += 1;
        if (count % PODS_PER_STEP === 0) yield;
      }
      const replicas = kind === 'DaemonSet' ? pods.length + plan.existing.length : spec.replicas;
      stage = { ask, report, result: { ref: owner, replicas, pods: follow?.keep(object, pods) ?? pods } };
    }
    const { pods } = stage.result;
    for (const { name } of pods) others.names.add(name);
    if (pods.length > 0) others.last = stage;
    budget -= pods.length;
    planned.set(object, stage);
  }
  return planned;
}

/** Tells of pods that are wanted and not there, where the status says so. */
function noteMissing(plan: Plan, replicas: number): void {
  const { object, spec, existing, most, report } = plan;
  const { kind } = object.ref;
  if (most === Number.POSITIVE_INFINITY || kind === 'Job' || spec.pod.containers.length === 0) return;
  const without = kind === 'DaemonSet' ? nodesWithout(plan).map(({ name }) => name) : undefined;
  const waiting = existing.find(({ facts }) => facts.phase === 'Pending');
  const reasons = [object, ...plan.replicaSets].flatMap(
    (each) => readWorkloadObject(each, createReport()).observed?.reason ?? [],
  );
  noteMissingPods(report, object.ref, {
    wanted: without === undefined ? replicas : existing.length + without.length,
    there: Math.max(most, existing.length),
    ...withoutUndefined({
      reason: reasons[0],
      waitsFor: kind === 'StatefulSet' ? waiting?.name : undefined,
      nodes: most > existing.length ? undefined : without,
    }),
  });
}

/** What workloads before it made in a namespace. */
interface Made {
  readonly names: Set<string>;
  /** It was asked about those before it. */
  last?: Stage<PlannedWorkload>;
}

/** All that a workload's pods are made of. */
function askOf(
  plan: Plan,
  space: readonly ExistingPod[],
  { last }: Made,
  nodes: readonly SchedulableNode[],
): readonly unknown[] {
  const { object, owner, existing, most, projectTemplate, budget, replicaSets } = plan;
  const place = object.ref.kind === 'DaemonSet' ? nodes : undefined;
  return [object, objectKey(owner), space, last, place, projectTemplate, budget, most, ...replicaSets, '', ...existing];
}

/** How many pods the nodes have room and addresses for, about. */
const roomOf = remembered((nodes: readonly SchedulableNode[]): number =>
  nodes.reduce((sum, { podCIDRs, maxPods = MAX_PODS_PER_NODE }) => {
    const sizes = podCIDRs.map((cidr) => 2 ** (IP_BITS[cidrParts(cidr).family] - cidrParts(cidr).prefixLength));
    return sum + Math.min(MAX_PODS_PER_NODE, maxPods, ...(sizes.length === 0 ? [USUAL_ROOM] : sizes));
  }, 0),
);

function isOwned(object: StoredObject, store: PlanStore): boolean {
  return object.controller !== undefined && store.get(object.controller) !== undefined;
}

/** Finished and terminating pods are replaced; the others count as replicas. */
function counts(pod: ExistingPod): boolean {
  return !pod.terminating && pod.facts.phase !== 'Succeeded' && pod.facts.phase !== 'Failed';
}

/** Its selector does not match its own template: the API server takes no such object. // pkg/apis/apps/validation/validation.go */
const isAstray = ({ object, spec }: Pick<Plan, 'object' | 'spec'>): boolean =>
  spec.selector !== undefined && object.ref.kind !== 'Job' && !matchesLabels(spec.selector, spec.templateLabels);

/** Nobody makes its pods. One that has some, whose controller has seen it or that a controller made was taken nevertheless. */
function isRefused(plan: Plan, pods: readonly ExistingPod[]): boolean {
  const isMade = plan.object.made !== undefined || plan.object.controller !== undefined;
  return plan.spec.observed === undefined && !isMade && pods.length === 0 && isAstray(plan);
}

function checkSelector({ object, spec, report }: Plan): void {
  if (!isAstray({ object, spec })) return;
  addFinding(report, {
    severity: 'error',
    code: 'SELECTOR_DOES_NOT_MATCH_TEMPLATE',
    detail: {},
    object: object.ref,
    path: ['spec', 'selector'],
  });
}

function createPod({ object, spec, owner }: Plan, draft: Draft): PlannedPod {
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
    workload: owner,
    spec: draft.spec,
    terminating: false,
    ordinal: draft.ordinal,
    daemon: object.ref.kind === 'DaemonSet',
    source: { object: object.ref, path: ['spec', 'template'] },
    ...factsOfSpec(draft.spec),
    ...withoutUndefined({ assumed: object.assumed, follows: object.follows }),
  };
}
