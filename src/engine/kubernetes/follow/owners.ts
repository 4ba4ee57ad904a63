import { isSameAsk } from '../tools/ask.ts';
import { type Differences, itemsOf } from './difference.ts';
import { objectKey } from '../model/object.ts';
import type { ObjectStore, StoredObject } from '../cluster/object-store.ts';
import { createOwners, type Owners } from '../pods/given-pods.ts';
import type { PlannedCluster } from '../build/plan.ts';

/**
 * The owners of pods that come with an edit; undefined: the edit may give pods that stay other owners. Those before it can only
 * have changed for pods in the namespaces of the objects that own or are owned otherwise.
 */
export function followOwners(
  differences: Differences,
  { store: before, stages: { given } }: PlannedCluster,
  store: ObjectStore,
): Owners | undefined {
  if (store === before) return given.owners;
  const kinds = new Set([...before.parts.shelves.keys(), ...store.parts.shelves.keys()]);
  const lists = [...kinds].flatMap((kind) =>
    kind === 'Pod' ? [] : [[before.ofKind(kind), store.ofKind(kind)] as const],
  );
  const left: StoredObject[] = [];
  const joined: StoredObject[] = [];
  for (const [was, is] of lists) {
    const hunks = differences.of(was, is);
    if (hunks === undefined) return undefined;
    const items = itemsOf(hunks, was, is);
    left.push(...items.left);
    joined.push(...items.joined);
  }
  const differs = (a: StoredObject, other: StoredObject | undefined): boolean =>
    isOwner(a) && (other === undefined || !isSameAsk(a.controller, other.controller));
  const edited = [
    ...left.filter((old) => differs(old, store.get(old.ref))),
    ...joined.filter((object) => differs(object, before.get(object.ref))),
  ];
  if (edited.length === 0) return given.owners;
  const owners = createOwners(store);
  const spaces = new Set(edited.map(({ ref }) => ref.namespace));
  for (const space of spaces)
    for (const pod of given.byNamespace.of(space ?? 'default')) {
      const { ref, controller } = before.get({ kind: 'Pod', namespace: pod.namespace, name: pod.name }) ?? {};
      if (ref === undefined || objectKey(owners({ ref, controller })) !== objectKey(pod.workload)) return undefined;
    }
  return owners;
}

/** Who is at the top may depend on it: on a ReplicaSet, Deployment or Rollout by being there at all, on others by who owns them. */
const isOwner = ({ ref: { kind }, controller }: StoredObject): boolean =>
  kind !== 'Pod' && (['ReplicaSet', 'Deployment', 'Rollout'].includes(kind) || controller !== undefined);
