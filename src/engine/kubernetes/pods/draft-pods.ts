import type { ReplicaAsk } from '../matching/pod-asks.ts';
import { refusalOf, type SchedulableNode } from '../matching/node-match.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import { isRecord } from '../model/reader.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { Labels, PodSpec, WorkloadSpec } from '../model/specs.ts';
import type { OwnedPod } from './planned-pod.ts';
import { generateName, type ProjectTemplate, templateHash } from './pod-names.ts';

/** A pod as its workload sees it. */
export type ExistingPod = OwnedPod & ReplicaAsk;

/** A pod that a workload is to make. */
export interface Draft {
  readonly name: string;
  readonly owner: ObjectRef;
  readonly labels: Labels;
  readonly spec: PodSpec;
  /** Fields the controller adds to the template's spec. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly ordinal: number;
}

/** What makes pods: an object that is given, or what an operator's controller makes of one. */
export interface MakingObject extends StoredObject {
  /** Whose pods they are, when another object that is not given makes them, and how their names begin. */
  readonly made?: { readonly owner: ObjectRef; readonly prefix?: string };
  /** What the pods are made of by what is known of its operator, or by its template alone: an assumption. */
  readonly follows?: ObjectRef;
}

/** A workload, and all that decides which pods it makes. */
export interface Plan {
  readonly object: MakingObject;
  readonly spec: WorkloadSpec;
  /** Pods of this workload that are there already and count as replicas. */
  readonly existing: readonly ExistingPod[];
  readonly taken: (name: string) => boolean;
  readonly owner: ObjectRef;
  readonly nodes: readonly SchedulableNode[];
  readonly projectTemplate: ProjectTemplate | undefined;
  /** The given ReplicaSets that belong to it. */
  readonly replicaSets: readonly StoredObject[];
  /** How many pods may still be made. */
  readonly budget: number;
  /** How many it has, as its status tells. */
  readonly most: number;
  readonly report: Report;
}

export function draftPods(plan: Plan): Iterable<Draft> {
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
      return draftReplicas(plan, plan.object.made?.owner ?? plan.object.ref, plan.spec.templateLabels);
  }
}

function missingReplicas({ spec, existing, budget, report, object }: Plan): number {
  const missing = Math.max(0, spec.replicas - existing.length);
  if (missing <= budget) return missing;
  addFinding(report, {
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
    const name = generateName(
      plan.object.made?.prefix ?? `${owner.name}-`,
      seed + ordinal,
      (n) => made.has(n) || plan.taken(n),
    );
    made.add(name);
    yield { name, owner, labels, spec: plan.spec.pod, ordinal };
  }
}

/** Through the ReplicaSet of the template: a given one that has replicas, else one named by the template's hash. */
function draftDeployment(plan: Plan): Iterable<Draft> {
  const { object, spec } = plan;
  const current = plan.replicaSets.findLast(({ raw }) => wantsPods(raw));
  const hash = current?.labels['pod-template-hash'] ?? templateHash(spec.rawTemplate, plan.projectTemplate);
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
export function nodesWithout({ spec, existing, nodes }: Plan): readonly SchedulableNode[] {
  const served = new Set(existing.map((pod) => pod.facts.nodeName));
  return nodes.filter(
    (node) => !served.has(node.name) && refusalOf(spec.pod, { ...node, podCIDRs: [] }, true) === undefined,
  );
}
