import { parseTarget } from '../../engine/names.ts';
import { type Cluster, type ObjectRef, objectKey } from '../../engine/objects.ts';
import type { SavedRequest, ScenarioDocument } from '../../scenario/document/document.ts';
import { removeObjects } from '../edits.ts';
import { urlWithHost } from '../urls/url-with-host.ts';
import { type BoardObject, objectsOf } from './board-objects.ts';
import { fieldsAt, listAt } from './fields.ts';

/**
 * What goes when these objects do, themselves first: with a Namespace all that is in it, with an owner what it owns, as the garbage
 * collector has it, and with a Node the Pods that are bound to it. What names them stays, and is told of by findings.
 * // Kubernetes v1.35 pkg/controller/garbagecollector, pkg/controller/namespace, pkg/controller/podgc gcOrphaned
 */
export function goesWith(document: ScenarioDocument, refs: readonly ObjectRef[]): readonly ObjectRef[] {
  const all = objectsOf(document);
  const following = followers(all);
  const gone = new Map<string, ObjectRef>();
  const wanted = new Set(refs.map(objectKey));
  const open = all.filter(({ ref }) => wanted.has(objectKey(ref))).reverse();
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const key = objectKey(each.ref);
    if (gone.has(key)) continue;
    gone.set(key, each.ref);
    const { uid } = each.object.metadata;
    const next = following.get(key) ?? [];
    open.push(
      ...next
        .filter((other) => isFor(other.uid, uid))
        .map(({ follower }) => follower)
        .reverse(),
    );
  }
  return [...gone.values()];
}

/**
 * A document without these objects. In requests from pods a name that ends with a namespace that is gone says whose it is, as it could be
 * that of a host outside from now on: "web.shop" becomes "web.shop.svc.cluster.local", which nobody has. `clusterOf`: what a document comes to.
 */
export function removeWith(
  document: ScenarioDocument,
  refs: readonly ObjectRef[],
  clusterOf: (document: ScenarioDocument) => Pick<Cluster, 'namespaces' | 'settings'>,
): ScenarioDocument {
  const left = removeObjects(document, refs);
  if (left === document || left.requests.length === 0) return left;
  const [before, after] = [clusterOf(document), clusterOf(left)];
  const isGone = (namespace: string): boolean => before.namespaces.has(namespace) && !after.namespaces.has(namespace);
  const requests = left.requests.map((request): SavedRequest => {
    const target = 'pod' in request.from ? parseTarget(request.to) : undefined;
    if (target?.ok !== true || target.value.ip !== undefined) return request;
    const { host } = target.value;
    const labels = host.split('.');
    if (labels.length < 2 || !isGone(labels.at(-1) ?? '')) return request;
    return { ...request, to: urlWithHost(request.to, host, `${host}.svc.${after.settings.clusterDomain}`) };
  });
  return { ...left, requests };
}

interface Follower {
  readonly follower: BoardObject;
  /** That of the owner it names. */
  readonly uid?: unknown;
}

const isFor = (named: unknown, uid: string | undefined): boolean =>
  named === undefined || uid === undefined || named === uid;

/** What goes with each, by its key: an owner is in the namespace of what it owns, or in none. */
function followers(all: readonly BoardObject[]): ReadonlyMap<string, readonly Follower[]> {
  const found = new Map<string, Follower[]>();
  const add = (ref: ObjectRef, follower: Follower): void => {
    const key = objectKey(ref);
    const known = found.get(key);
    if (known === undefined) found.set(key, [follower]);
    else known.push(follower);
  };
  for (const follower of all) {
    const { namespace } = follower.ref;
    if (namespace !== undefined) add({ kind: 'Namespace', name: namespace }, { follower });
    const node = follower.ref.kind === 'Pod' ? fieldsAt(follower.object, 'spec')['nodeName'] : undefined;
    if (typeof node === 'string') add({ kind: 'Node', name: node }, { follower });
    for (const { kind, name, uid } of listAt(follower.object.metadata.ownerReferences)) {
      if (typeof kind !== 'string' || typeof name !== 'string') continue;
      add({ kind, name }, { follower, uid });
      if (namespace !== undefined) add({ kind, namespace, name }, { follower, uid });
    }
  }
  return found;
}
