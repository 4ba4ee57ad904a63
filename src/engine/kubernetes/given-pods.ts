import { createObjectReader } from './memo.ts';
import type { ObjectRef } from './object.ts';
import { objectKey } from './object.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import type { GivenPod } from './planned-pod.ts';
import { readPodSpec, readPodStatus } from './read-pod.ts';
import { field, isAbsent } from './reader.ts';
import type { Report } from './report.ts';

const readPodObject = createObjectReader((object) => ({
  spec: readPodSpec(field(object, 'spec')),
  status: readPodStatus(field(object, 'status')),
  terminating: !isAbsent(field(field(object, 'metadata'), 'deletionTimestamp')),
}));

/**
 * The owner at the top: a Deployment rather than its ReplicaSet. Owners that were not given still count; of a ReplicaSet
 * that was not given, a Deployment whose name it carries is taken as the owner.
 */
export function topOwner(object: StoredObject, store: ObjectStore): ObjectRef {
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

function guessOwner(owner: ObjectRef, store: ObjectStore): ObjectRef | undefined {
  const cut = owner.name.lastIndexOf('-');
  if (owner.kind !== 'ReplicaSet' || cut <= 0) return undefined;
  const deployment: ObjectRef = { ...owner, kind: 'Deployment', name: owner.name.slice(0, cut) };
  return store.get(deployment) === undefined ? undefined : deployment;
}

/** The Pod objects of the input. Ordinals count per workload, in input order. */
export function readGivenPods(store: ObjectStore, report: Report): readonly GivenPod[] {
  const owners = new Map<string, ObjectRef>();
  const ordinals = new Map<ObjectRef, number>();
  const ownerOf = (object: StoredObject): ObjectRef => {
    if (object.controller === undefined) return object.ref;
    const controller = objectKey(object.controller);
    let owner = owners.get(controller);
    if (owner === undefined) {
      const top = topOwner(object, store);
      // ReplicaSets of one Deployment share its pods' ordinals.
      owner = owners.get(objectKey(top)) ?? top;
      owners.set(objectKey(top), owner);
      owners.set(controller, owner);
    }
    return owner;
  };
  return store.ofKind('Pod').map((object): GivenPod => {
    const { spec, status, terminating } = readPodObject(object, report);
    const workload = ownerOf(object);
    const ordinal = ordinals.get(workload) ?? 0;
    ordinals.set(workload, ordinal + 1);
    return {
      namespace: object.ref.namespace ?? 'default',
      name: object.ref.name,
      object: object.raw,
      labels: object.labels,
      workload,
      spec,
      terminating,
      ordinal,
      daemon: workload.kind === 'DaemonSet',
      source: { object: object.ref, path: [] },
      ...(status === undefined ? {} : { status }),
      ...(object.assumed === undefined ? {} : { assumed: object.assumed }),
    };
  });
}
