import type { Ip } from '../../net/ip.ts';
import { parseLenientIp } from '../tools/lenient-address.ts';
import type { About } from '../model/finding.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';
import { objectKey } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { Owned, PlanStore } from '../cluster/plan-store.ts';
import { hostPortsOf, type PlannedPod } from './planned-pod.ts';
import type { PodFacts } from '../matching/pod-asks.ts';
import { PHASE } from '../fields/pods/pod-status.ts';
import { readPodSpec, readPodStatus } from '../read/read-pod.ts';
import { createCursor, type Cursor, field, type FieldIssue, recordOf, textOf } from '../model/reader.ts';
import { addIssues, type Report } from '../model/report.ts';
import { remembered } from '../tools/ask.ts';
import type { Labels, PodSpec, PodStatus } from '../model/specs.ts';

/**
 * The owner at the top: a Deployment rather than its ReplicaSet. Owners that were not given still count; of a ReplicaSet
 * that was not given, a Deployment or Rollout whose name it carries is taken as the owner.
 */
export function topOwner(object: Owned, store: PlanStore): ObjectRef {
  let owner: ObjectRef = object.ref;
  let next = object.controller;
  const seen = new Set([objectKey(owner)]);
  while (next !== undefined && !seen.has(objectKey(next))) {
    owner = next;
    seen.add(objectKey(owner));
    // No controller of pods is a pod.
    if (owner.kind === 'Pod') break;
    const known = store.get(owner);
    next = known === undefined ? guessOwner(owner, store) : known.controller;
  }
  return owner;
}

function guessOwner(owner: ObjectRef, store: PlanStore): ObjectRef | undefined {
  const cut = owner.name.lastIndexOf('-');
  if (owner.kind !== 'ReplicaSet' || cut <= 0) return undefined;
  const name = owner.name.slice(0, cut);
  return ['Deployment', 'Rollout']
    .map((kind) => ({ ...owner, kind, name }))
    .find((ref) => store.get(ref) !== undefined);
}

/** The workloads that given pods belong to. */
export type Owners = (object: Owned) => ObjectRef;

export function createOwners(store: PlanStore): Owners {
  const owners = new Map<string, ObjectRef>();
  return (object) => {
    const { controller } = object;
    if (controller === undefined) return object.ref;
    const key = objectKey(controller);
    let owner = owners.get(key);
    if (owner === undefined) {
      const top = topOwner(object, store);
      owner = owners.get(objectKey(top)) ?? top;
      owners.set(objectKey(top), owner);
      owners.set(key, owner);
    }
    return owner;
  };
}

/** A Pod of the input, read as far as somebody asks: of 100,000 a walk meets a few. */
class GivenPod implements PlannedPod, PodFacts {
  readonly namespace: string;
  readonly name: string;
  readonly nodeName: string | undefined;
  readonly hostNetwork: boolean;
  readonly phase: PodFacts['phase'];
  readonly podIPs: readonly Ip[];
  readonly #stored: StoredObject;
  readonly #ownerOf: Owners;
  #labels: Labels | undefined;
  #takesPorts: boolean | undefined;
  #spec: PodSpec | undefined;
  #status: { readonly value: PodStatus | undefined } | undefined;

  constructor(stored: StoredObject, ownerOf: Owners) {
    this.namespace = stored.ref.namespace ?? 'default';
    this.name = stored.ref.name;
    this.#stored = stored;
    this.#ownerOf = ownerOf;
    const spec = recordOf(stored.raw['spec']);
    const status = recordOf(stored.raw['status']);
    this.nodeName = textOf(spec['nodeName']);
    this.hostNetwork = spec['hostNetwork'] === true;
    this.phase = readPhase(status['phase']);
    this.podIPs = readPodIPs(status);
  }

  get object(): RawObject {
    return this.#stored.raw;
  }

  get labels(): Labels {
    return (this.#labels ??= this.#stored.labels);
  }

  get workload(): ObjectRef {
    return this.#ownerOf(this.#stored);
  }

  get daemon(): boolean {
    return this.workload.kind === 'DaemonSet';
  }

  get terminating(): boolean {
    const deletionTimestamp = recordOf(this.object.metadata)['deletionTimestamp'];
    return deletionTimestamp !== undefined && deletionTimestamp !== null;
  }

  get source(): PlannedPod['source'] {
    return { object: this.#stored.ref, path: [] };
  }

  get facts(): PodFacts {
    return this;
  }

  get hostIP(): Ip | undefined {
    return readAddress(recordOf(this.object['status'])['hostIP']);
  }

  get ready(): boolean | undefined {
    return readReady(recordOf(this.object['status'])['conditions']);
  }

  get mayTakeNodePorts(): boolean {
    return (this.#takesPorts ??= this.hostNetwork || mayTakePorts(recordOf(this.object['spec'])));
  }

  get hostPorts(): PlannedPod['hostPorts'] {
    return this.mayTakeNodePorts ? hostPortsOf(this.spec.containers) : [];
  }

  get spec(): PodSpec {
    this.#spec ??= readPodSpec(field(createCursor(this.object, []), 'spec'));
    return this.#spec;
  }

  get status(): PodStatus | undefined {
    this.#status ??= { value: readPodStatus(field(createCursor(this.object, []), 'status')) };
    return this.#status.value;
  }
}

// What the readers of a Pod's spec and status find in these fields, without a place for findings.

function readPhase(value: unknown): PodFacts['phase'] {
  for (const phase of PHASE.options) if (phase === value) return phase;
  return undefined;
}

function readPodIPs({ podIPs, podIP }: Readonly<Record<string, unknown>>): readonly Ip[] {
  const listed: readonly unknown[] = Array.isArray(podIPs) ? podIPs : NO_IPS;
  // Lists of 100,000 pods, none longer than it has to be.
  const first = listed.length === 1 ? readAddress(recordOf(listed[0])['ip']) : undefined;
  if (first !== undefined) return [first];
  const found = new Set(listed.flatMap((item) => readAddress(recordOf(item)['ip']) ?? []));
  if (found.size > 0) return [...found];
  const primary = readAddress(podIP);
  return primary === undefined ? NO_IPS : [primary];
}

const NO_IPS: readonly Ip[] = [];

function readAddress(value: unknown): Ip | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : parseLenientIp(text);
}

function readReady(conditions: unknown): boolean | undefined {
  if (!Array.isArray(conditions)) return undefined;
  for (const condition of conditions) {
    const { type, status } = recordOf(condition);
    if (type === 'Ready') return status === 'True';
  }
  return undefined;
}

function mayTakePorts({ containers, initContainers }: Readonly<Record<string, unknown>>): boolean {
  return namesHostPort(containers) || namesHostPort(initContainers);
}

function namesHostPort(containers: unknown): boolean {
  if (!Array.isArray(containers)) return false;
  return containers.some((container) => {
    const { ports } = recordOf(container);
    return Array.isArray(ports) && ports.some((port) => (recordOf(port)['hostPort'] ?? undefined) !== undefined);
  });
}

/** Pods that are read in one step. */
const PODS_PER_STEP = 500;

/** Pod objects of the input, in their order; read in steps. */
export function* readGivenPods(
  objects: readonly StoredObject[],
  owners: Owners,
): Generator<undefined, readonly PlannedPod[]> {
  const pods: PlannedPod[] = [];
  while (pods.length < objects.length) {
    readNext(pods, objects, owners);
    yield;
  }
  return pods;
}

/** Not in the generator, whose loops no engine makes fast. */
function readNext(pods: PlannedPod[], objects: readonly StoredObject[], owners: Owners): void {
  const end = Math.min(pods.length + PODS_PER_STEP, objects.length);
  for (let at = pods.length; at < end; at += 1) pods.push(readGivenPod(objects[at] as StoredObject, owners));
}

export function readGivenPod(object: StoredObject, owners: Owners): PlannedPod {
  return new GivenPod(object, owners);
}

/** What cannot be used of the Pod objects of the input. */
export function checkGivenPods(store: PlanStore, report: Report, about?: About): void {
  for (const { raw, ref } of store.ofKind('Pod')) {
    if (about?.(ref) === false) continue;
    addIssues(report, ref, issuesOf(raw));
  }
}

/** Of a board that is edited, most pods are those of before. */
const issuesOf = remembered((raw: RawObject): readonly FieldIssue[] => {
  const issues: FieldIssue[] = [];
  const cursor: Cursor = createCursor(raw, issues);
  readPodSpec(field(cursor, 'spec'));
  readPodStatus(field(cursor, 'status'));
  return issues.length === 0 ? NO_ISSUES : issues;
});
const NO_ISSUES: readonly FieldIssue[] = [];
