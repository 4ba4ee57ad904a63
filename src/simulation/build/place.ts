import { type Cluster, type ObjectRef, objectKey, parseObjectKey } from '../../engine/objects.ts';
import { suggestRequests, targetSuggestions } from '../views/request-suggestions.ts';
import type { SavedRequest } from '../../scenario/document/document.ts';
import type { Place } from './add.ts';

/** The object that an element of the board shows, as somebody wrote it: of a pod that a controller made, its workload. undefined: none. */
export function objectOfElement(cluster: Cluster, id: string): ObjectRef | undefined {
  const ref = parseObjectKey(id);
  if (ref === undefined || cluster.objects.has(objectKey(ref))) return ref;
  const { kind, namespace, name } = ref;
  const workload = kind === 'Pod' && namespace !== undefined ? cluster.pod(namespace, name)?.workload : undefined;
  return workload !== undefined && cluster.objects.has(objectKey(workload)) ? workload : undefined;
}

/** The pod of an element that a controller made, so that no object is written of it; undefined: it is something else. */
export function madePod(
  cluster: Cluster,
  id: string,
): { readonly namespace: string; readonly pod: string } | undefined {
  const { kind, namespace, name: pod } = parseObjectKey(id) ?? {};
  if (kind !== 'Pod' || namespace === undefined || pod === undefined || cluster.objects.has(id)) return undefined;
  return { namespace, pod };
}

/** Where something belongs that is dropped on these elements, the uppermost first; on none: to what is selected. */
export function placeOn(cluster: Cluster, below: readonly string[], selected: string | undefined): Place {
  const refs = below.flatMap((id) => objectOfElement(cluster, id) ?? []);
  const on = refs.find(({ kind }) => kind === 'Node');
  const to = refs.find(({ kind }) => kind !== 'Node');
  if (on !== undefined || to !== undefined) return { on, to };
  return selected === undefined ? {} : { to: objectOfElement(cluster, selected) };
}

/** What a client outside asks: of the entry at hand, else of the one that is likeliest; undefined: nothing is open to it. */
export function clientRequest(cluster: Cluster, to: ObjectRef | undefined): SavedRequest | undefined {
  const found = suggestRequests(cluster).filter(({ from }) => 'internet' in from);
  const offered = targetSuggestions(cluster, 'internet');
  const asked = to === undefined ? undefined : offered.find(({ element }) => element === objectKey(to))?.value;
  if (asked === undefined) return found[0];
  return found.find((request) => request.to === asked) ?? { from: { internet: true }, to: asked };
}
