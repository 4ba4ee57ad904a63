import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { classifyObject } from '../../kubernetes/other-kinds/classify.ts';
import type { UnreadEffect } from '../../kubernetes/other-kinds/other-kind.ts';
import { objectKey } from '../../kubernetes/model/object.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import type { Concern, ConcernOf, UnreadObject } from './parties/concern.ts';
import { entryOptionConcern, entryRouteConcern } from './entries.ts';
import { meshConcern } from './meshes.ts';
import { egressConcern, networkConcern, redirectConcern, secondNetworkConcern } from './networks.ts';
import type { Parties } from './parties/parties.ts';
import { policyConcern } from './policies.ts';
import { announcementConcern, poolConcern } from './pools.ts';
import { settingsConcern } from './settings.ts';
import { endpointsConcern, namesConcern, operatorConcern, replicasConcern, workloadConcern } from './workloads.ts';

const nothing: ConcernOf = () => undefined;

/** A kind that nobody knows: what it selects, the hosts it states, the objects it names. It could do anything to them. */
const anyConcern: ConcernOf = (object, parties) => {
  const found =
    policyConcern(object, parties) ?? entryRouteConcern(object, parties) ?? entryOptionConcern(object, parties);
  return found === undefined ? undefined : { ...found, breaks: true, mends: true };
};

const BY_EFFECT: Readonly<Record<UnreadEffect, ConcernOf>> = {
  policy: policyConcern,
  'policy-part': nothing,
  chaos: policyConcern,
  'mesh-mtls': meshConcern,
  'mesh-authorization': meshConcern,
  'mesh-traffic': meshConcern,
  'entry-route': entryRouteConcern,
  'entry-option': entryOptionConcern,
  'address-pool': poolConcern,
  announcement: announcementConcern,
  'pod-network': networkConcern,
  'second-network': secondNetworkConcern,
  egress: egressConcern,
  redirect: redirectConcern,
  endpoints: endpointsConcern,
  names: namesConcern,
  workload: workloadConcern,
  operator: operatorConcern,
  replicas: replicasConcern,
  // What is injected is told by pods and namespaces that ask for it.
  injection: nothing,
  settings: settingsConcern,
  traffic: anyConcern,
};

/** What of these effects only reaches parties of the object's own namespace. */
const LOCAL: ReadonlySet<UnreadEffect> = new Set(['policy', 'replicas']);

/** The unread objects of a cluster: those that reach everywhere, and by namespace those that do not. */
interface UnreadIndex {
  readonly everywhere: readonly UnreadObject[];
  readonly inNamespace: ReadonlyMap<string, readonly UnreadObject[]>;
}

const indexes = new WeakMap<readonly StoredObject[], UnreadIndex>();

function indexOf(cluster: Cluster): UnreadIndex {
  const { notRead } = cluster;
  const known = indexes.get(notRead);
  if (known !== undefined) return known;
  const everywhere: UnreadObject[] = [];
  const inNamespace = new Map<string, UnreadObject[]>();
  for (const { raw, ref, labels, annotations } of notRead) {
    const unread = classifyObject(raw);
    if (unread.group !== 'unread') continue;
    const object: UnreadObject = { raw, ref, labels, annotations, unread };
    const { namespace } = ref;
    if (namespace === undefined || !LOCAL.has(unread.effect)) everywhere.push(object);
    else {
      const own = inNamespace.get(namespace);
      if (own === undefined) inNamespace.set(namespace, [object]);
      else own.push(object);
    }
  }
  const made = { everywhere, inNamespace };
  indexes.set(notRead, made);
  return made;
}

/** The unread objects that concern a party of a request, in the order of their keys. Nothing is computed where there are none. */
export function findConcerns(cluster: Cluster, known: Parties): readonly Concern[] {
  const { everywhere, inNamespace } = indexOf(cluster);
  if (everywhere.length === 0 && inNamespace.size === 0) return [];
  const near = [...known.namespaces].flatMap((namespace) => inNamespace.get(namespace) ?? []);
  return [...everywhere, ...near]
    .flatMap((object) => BY_EFFECT[object.unread.effect](object, known) ?? [])
    .toSorted((a, b) => (objectKey(a.object) < objectKey(b.object) ? -1 : 1));
}

/** Every unread object of a cluster. */
export function unreadObjects(cluster: Cluster): readonly UnreadObject[] {
  const { everywhere, inNamespace } = indexOf(cluster);
  return [...everywhere, ...[...inNamespace.values()].flat()];
}
