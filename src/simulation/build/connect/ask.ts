import { type Cluster, type ObjectRef, objectKey } from '../../../engine/objects.ts';
import { formatSource, formatVia, type RequestSource } from '../../../engine/requests.ts';
import type { SavedRequest } from '../../../scenario/document/document.ts';
import { targetSuggestions } from '../../views/request-suggestions.ts';
import { formatAddressUrl } from '../../views/service-url.ts';
import { hasPods } from '../board-objects.ts';
import { OUTSIDE } from './connection.ts';

/** Where a request from it starts: from a workload, in the first of its pods that has an address. undefined: nothing asks there. */
export function sourceOf(cluster: Cluster, ref: ObjectRef): RequestSource | undefined {
  if (ref.kind === OUTSIDE.ref.kind) return { internet: true };
  if (ref.kind === 'Node') return cluster.node(ref.name) === undefined ? undefined : { node: ref.name };
  const [pod] = podsOf(cluster, ref);
  return pod === undefined ? undefined : { pod: `${pod.namespace}/${pod.name}` };
}

function podsOf(cluster: Cluster, ref: ObjectRef): Cluster['pods'] {
  if (!hasPods(ref)) return [];
  const key = objectKey(ref);
  return cluster.pods.filter(
    ({ namespace, name, ips, workload }) =>
      ips.length > 0 && (objectKey(workload) === key || objectKey({ kind: 'Pod', namespace, name }) === key),
  );
}

/** The likeliest request to something; undefined: nothing on that can be asked. */
export type Ask = (to: ObjectRef) => SavedRequest | undefined;

export function createAsk(cluster: Cluster, from: RequestSource): Ask {
  const targets = new Map<string, string>();
  for (const { element, value } of targetSuggestions(cluster, formatSource(from)))
    if (!targets.has(element)) targets.set(element, value);
  return (to) => {
    const key = objectKey(to);
    const entry = cluster.entries.find((each) => objectKey(each) === key);
    const [url] = entry?.urls ?? [];
    if (entry !== undefined) return url === undefined ? undefined : { from, to: url, via: formatVia(entry) };
    const [address] = to.kind === 'Node' ? (cluster.node(to.name)?.ips ?? []) : [];
    if (address !== undefined) return { from, to: formatAddressUrl('TCP', address, 80) };
    const pods = targets.has(key) ? [] : podsOf(cluster, to).map(objectKeyOfPod);
    const found = [key, ...pods].find((each) => targets.has(each));
    const asked = found === undefined ? undefined : targets.get(found);
    return asked === undefined ? undefined : { from, to: asked };
  };
}

function objectKeyOfPod({ namespace, name }: Cluster['pods'][number]): string {
  return objectKey({ kind: 'Pod', namespace, name });
}
