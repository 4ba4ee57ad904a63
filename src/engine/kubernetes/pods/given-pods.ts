import type { Ip } from '../../net/ip.ts';
import { parseLenientIp } from '../tools/lenient-address.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';
import { objectKey } from '../model/object.ts';
import type { StoredObject } from '../model/object-store.ts';
import type { Owned, PlanStore } from '../model/plan-store.ts';
import { hostPortsOf, type PlannedPod } from './planned-pod.ts';
import type { PodFacts } from '../matching/pod-asks.ts';
import { PHASE } from '../fields/pod-status.ts';
import { readPodSpec, readPodStatus } from '../read/read-pod.ts';
import { createCursor, type Cursor, field, type FieldIssue, recordOf, textOf } from '../model/reader.ts';
import { addIssues, type Report } from '../model/report.ts';
import type { Labels, PodSpec, PodStatus } from '../model/specs.ts';

/**
 * The owner at the top: a Deployment rather than its ReplicaSet. Owners that were not given still count; of a ReplicaSet
 * that was not given, a Deployment whose name it carries is taken as the owner.
 */
export function topOwner(object: Owned, store: PlanStore): ObjectRef {
  let owner: ObjectRef = object.ref;
  let next = object.controller;
  const seen = new Set([objectKey(owner)]);
  while (next !== undefined && !seen.has(objectKey(next))) {
    owner = next;
    seen.add(objectKey(owner));
    const known = store.get(owner);
    next = known === undefined ? guessOwner(owner, store) : known.controller;
  }
  return owner;
}

function guessOwner(owner: ObjectRef, store: PlanStore): ObjectRef | undefined {
  const cut = owner.name.lastIndexOf('-');
  if (owner.kind !== 'ReplicaSet' || cut <= 0) return undefined;
  const deployment: ObjectRef = { ...owner, kind: 'Deployment', name: owner.name.slice(0, cut) };
  return store.get(deployment) === undefined ? undefined : deployment;
}

/** The workloads of given pods. Ordinals count per workload, in input order. */
interface Ownership {
  readonly ownerOf: (object: Owned) => ObjectRef;
  readonly ordinalOf: (pod: PlannedPod) => number;
}

function createOwnership(store: PlanStore, pods: () => readonly PlannedPod[]): Ownership {
  const owners = new Map<string, ObjectRef>();
  let ordinals: ReadonlyMap<PlannedPod, number> | undefined;
  return {
    ownerOf: (object) => {
      const { controller } = object;
      if (controller === undefined) return object.ref;
      const key = objectKey(controller);
      let owner = owners.get(key);
      if (owner === undefined) {
        const top = topOwner(object, store);
        // ReplicaSets of one Deployment share its pods' ordinals.
        owner = owners.get(objectKey(top)) ?? top;
        owners.set(objectKey(top), owner);
        owners.set(key, owner);
      }
      return owner;
    },
    ordinalOf: (pod) => {
      ordinals ??= countPerWorkload(pods());
      return ordinals.get(pod) ?? 0;
    },
  };
}

function countPerWorkload(pods: readonly PlannedPod[]): ReadonlyMap<PlannedPod, number> {
  const counts = new Map<ObjectRef, number>();
  return new Map(
    pods.map((pod) => {
      const ordinal = counts.get(pod.workload) ?? 0;
      counts.set(pod.workload, ordinal + 1);
      return [pod, ordinal];
    }),
  );
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
  readonly #ownership: Ownership;
  #spec: PodSpec | undefined;
  #status: { readonly value: PodStatus | undefined } | undefined;

  constructor(stored: StoredObject, ownership: Ownership) {
    this.namespace = stored.ref.namespace ?? 'default';
    this.name = stored.ref.name;
    this.#stored = stored;
    this.#ownership = ownership;
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
    return this.#stored.labels;
  }

  get workload(): ObjectRef {
    return this.#ownership.ownerOf(this.#stored);
  }

  get ordinal(): number {
    return this.#ownership.ordinalOf(this);
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
    if (this.hostNetwork) return true;
    const spec = recordOf(this.object['spec']);
    return namesHostPort(spec['containers']) || namesHostPort(spec['initContainers']);
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
  const found: Ip[] = [];
  for (const item of Array.isArray(podIPs) ? podIPs : []) {
    const ip = readAddress(recordOf(item)['ip']);
    if (ip !== undefined) found.push(ip);
  }
  if (found.length > 1) return [...new Set(found)];
  if (found.length === 1) return found;
  const primary = readAddress(podIP);
  return primary === undefined ? [] : [primary];
}

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

function namesHostPort(containers: unknown): boolean {
  if (!Array.isArray(containers)) return false;
  return containers.some((container) => {
    const { ports } = recordOf(container);
    return Array.isArray(ports) && ports.some((port) => (recordOf(port)['hostPort'] ?? undefined) !== undefined);
  });
}

/** Pods that are read in one step. */
const PODS_PER_STEP = 500;

/** The Pod objects of the input, in their order; read in steps. */
export function* readGivenPods(store: PlanStore): Generator<undefined, readonly PlannedPod[]> {
  const pods: PlannedPod[] = [];
  const ownership = createOwnership(store, () => pods);
  for (const object of store.ofKind('Pod')) {
    pods.push(new GivenPod(object, ownership));
    if (pods.length % PODS_PER_STEP === 0) yield;
  }
  return pods;
}

/** A Pod of the input as an edit leaves it: in its place, with the owner it had. */
export function readEditedPod(object: StoredObject, before: PlannedPod): PlannedPod {
  return new GivenPod(object, { ownerOf: () => before.workload, ordinalOf: () => before.ordinal });
}

/** What cannot be used of the Pod objects of the input. */
export function checkGivenPods(store: PlanStore, report: Report): void {
  for (const { raw, ref } of store.ofKind('Pod')) {
    const issues: FieldIssue[] = [];
    const cursor: Cursor = createCursor(raw, issues);
    readPodSpec(field(cursor, 'spec'));
    readPodStatus(field(cursor, 'status'));
    addIssues(report, ref, issues);
  }
}
