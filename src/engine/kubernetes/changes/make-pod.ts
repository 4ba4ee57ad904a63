import { createIp } from '../../net/ip.ts';
import { objectKey, type ObjectRef, type RawObject } from '../model/object.ts';
import { factsOfSpec, type PlannedPod } from '../pods/planned-pod.ts';
import { matchesLabels } from '../matching/node-match.ts';
import { RESTARTED_AT } from '../fields/pods/pod-template.ts';
import { projectTemplate } from '../projection/project-template.ts';
import { generateName } from '../pods/pod-names.ts';
import { createKnownPods, createPods, type TargetedPort } from '../pods/pods.ts';
import { readPodSpec } from '../read/read-pod.ts';
import { createCursor, field, isRecord } from '../model/reader.ts';
import type { Labels } from '../model/specs.ts';
import { hashValue } from '../tools/text-hash.ts';
import { lifecycleOf } from './lifecycle.ts';
import { change, type Sim, type SimPod, type SimWorkload } from './sim.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a controller makes pods from. */
interface Template {
  readonly labels: Labels;
  readonly annotations?: Labels;
  readonly spec: Fields;
  /** The object that controls the pods: of a Deployment, its ReplicaSet. */
  readonly owner: { readonly kind: string; readonly name: string };
}

export const HASH_LABEL = 'pod-template-hash';
/** Of a StatefulSet's pods. */
const NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const INDEX_LABEL = 'apps.kubernetes.io/pod-index';

/** Simplification: a timeline makes no more pods than this. */
const MOST_MADE = 2000;

export interface NewPod {
  readonly workload: SimWorkload;
  readonly revision: string;
  /** A StatefulSet's pods are known by it. */
  readonly ordinal?: number;
  /** A DaemonSet's pods belong to a node. */
  readonly nodeName?: string;
}

/** Makes a pod as its controller does; it is Pending, and nobody has scheduled it yet. */
export function makePod(sim: Sim, { workload, revision, ordinal, nodeName }: NewPod): SimPod | undefined {
  if (sim.pods.size - sim.given >= MOST_MADE) return undefined;
  const template = templateOf(sim, workload, revision);
  if (template === undefined) return undefined;
  const { namespace } = workload.ref;
  workload.made += 1;
  const taken = (candidate: string): boolean =>
    sim.pods.has(`${namespace}/${candidate}`) || sim.base.pod(namespace, candidate) !== undefined;
  const name =
    ordinal === undefined
      ? generateName(`${template.owner.name}-`, `${namespace}/${template.owner.name}/change/${workload.made}`, taken)
      : `${workload.ref.name}-${ordinal}`;
  const own = ordinal === undefined ? {} : { [NAME_LABEL]: name, [INDEX_LABEL]: String(ordinal) };
  const object: RawObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      labels: { ...template.labels, ...own },
      ...(template.annotations === undefined ? {} : { annotations: template.annotations }),
      ownerReferences: [{ ...template.owner, controller: true }],
    },
    spec: { ...template.spec, ...(ordinal === undefined ? {} : { hostname: name }) },
  };
  const pod = createSimPod(sim, { workload, revision, object });
  sim.pods.set(pod.key, pod);
  change(sim, pod, 'CREATED', nodeName === undefined ? {} : { to: { nodeName } });
  return pod;
}

interface Made {
  readonly workload: SimWorkload;
  readonly revision: string;
  readonly object: RawObject;
}

function createSimPod(sim: Sim, { workload, revision, object }: Made): SimPod {
  const { namespace } = workload.ref;
  const { name, labels = {} } = object.metadata;
  const ref: ObjectRef = { kind: 'Pod', namespace, name };
  const assumed = sim.base.workloads.find((each) => objectKey(each) === workload.key)?.assumed;
  const spec = readPodSpec(field(createCursor(object, []), 'spec'));
  const plan: PlannedPod = {
    namespace,
    name,
    object,
    labels,
    workload: workload.ref,
    spec,
    ...factsOfSpec(spec),
    terminating: false,
    ordinal: workload.made,
    daemon: workload.ref.kind === 'DaemonSet',
    source: { object: workload.ref, path: ['spec', 'template'] },
    ...(assumed === undefined ? {} : { assumed }),
  };
  // On some node, at some address: then it listens on what it will listen on.
  const placed = {
    plan,
    nodeName: '-',
    ips: [createIp('0.0.0.0')],
    sandbox: 1,
    stopped: new Set<string>(),
    restarted: false,
  };
  const targets = targetsOf(sim, namespace, labels);
  const parts = { pods: () => [plan], onNode: () => [plan], placeOf: () => placed, targetedPorts: () => targets };
  const healthy = createPods({ ...parts, known: createKnownPods() }).of(plan);
  return {
    key: `${namespace}/${name}`,
    ref,
    workload: workload.key,
    revision,
    healthy,
    lifecycle: lifecycleOf(object),
    serial: sim.pods.size + workload.made * 1e6,
    state: {
      nodeName: undefined,
      ips: [],
      phase: 'Pending',
      pendingReason: undefined,
      ready: false,
      terminating: false,
      removed: false,
      stopped: new Set(),
      deaf: new Set(),
    },
    readySince: undefined,
    restarts: 0,
    incarnation: 0,
    hung: false,
  };
}

function targetsOf(sim: Sim, namespace: string, labels: Labels): readonly TargetedPort[] {
  return sim.base.services
    .filter(
      (service) =>
        service.namespace === namespace && service.selector !== undefined && matchesLabels(service.selector, labels),
    )
    .flatMap(({ ports }) =>
      ports.flatMap(({ protocol, targetPort }) =>
        typeof targetPort === 'number' ? [{ protocol, port: targetPort }] : [],
      ),
    );
}

/** From the workload's template; where the workload is not given, as its other pods are. */
function templateOf(sim: Sim, workload: SimWorkload, revision: string): Template | undefined {
  const { object, ref } = workload;
  const sibling = [...sim.pods.values()].find((pod) => pod.workload === workload.key && pod.revision === revision);
  if (sibling !== undefined) return fromPod(sibling.healthy.object, ref);
  const stated = isRecord(object?.['spec']) ? object['spec']['template'] : undefined;
  if (!isRecord(stated) || !isRecord(stated['spec'])) {
    const other = [...sim.base.pods].find((pod) => objectKey(pod.workload) === workload.key);
    return other === undefined ? undefined : withRevision(fromPod(other.object, ref), ref, revision);
  }
  const metadata = isRecord(stated['metadata']) ? stated['metadata'] : {};
  const template: Template = {
    labels: isRecord(metadata['labels']) ? (metadata['labels'] as Labels) : {},
    ...(isRecord(metadata['annotations']) ? { annotations: metadata['annotations'] as Labels } : {}),
    spec: stated['spec'],
    owner: { kind: ref.kind, name: ref.name },
  };
  return withRevision(template, ref, revision);
}

function fromPod({ metadata, spec }: RawObject, ref: ObjectRef): Template {
  const { nodeName: _node, hostname: _host, ...rest } = isRecord(spec) ? spec : {};
  const [owner] = metadata.ownerReferences ?? [];
  return {
    labels: metadata.labels ?? {},
    ...(metadata.annotations === undefined ? {} : { annotations: metadata.annotations }),
    spec: ref.kind === 'StatefulSet' && isRecord(spec) ? { ...rest, subdomain: spec['subdomain'] } : rest,
    owner: owner === undefined ? { kind: ref.kind, name: ref.name } : { kind: owner.kind, name: owner.name },
  };
}

/** A Deployment's pods belong to the ReplicaSet of their template's hash. */
function withRevision(template: Template, ref: ObjectRef, revision: string): Template {
  if (ref.kind !== 'Deployment') return template;
  const owner = { kind: 'ReplicaSet', name: `${ref.name}-${revision}` };
  return { ...template, labels: { ...template.labels, [HASH_LABEL]: revision }, owner };
}

/** The workload with the template `kubectl rollout restart` gives it, and the hash of that. */
export function restarted(workload: SimWorkload): {
  readonly object: RawObject | undefined;
  readonly revision: string;
} {
  const { object } = workload;
  if (object === undefined || !isRecord(object['spec']) || !isRecord(object['spec']['template']))
    return { object, revision: hashValue({ after: workload.revision }) };
  const { template } = object['spec'];
  const metadata = isRecord(template) && isRecord(template['metadata']) ? template['metadata'] : {};
  const annotations = isRecord(metadata['annotations']) ? metadata['annotations'] : {};
  const before = Number(annotations[RESTARTED_AT] ?? 0);
  // Simplification: restartedAt counts, where kubectl writes the time.
  const mark = { [RESTARTED_AT]: String(Number.isInteger(before) ? before + 1 : 1) };
  const next = {
    ...(isRecord(template) ? template : {}),
    metadata: { ...metadata, annotations: { ...annotations, ...mark } },
  };
  return {
    object: { ...object, spec: { ...object['spec'], template: next } },
    revision: hashValue(projectTemplate(next)),
  };
}
