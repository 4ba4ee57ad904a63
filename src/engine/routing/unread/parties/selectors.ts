import type { Cluster, ClusterPod } from '../../../kubernetes/cluster/cluster.ts';
import { LABEL_SELECTOR } from '../../../kubernetes/fields/label-selector.ts';
import { readAt } from '../../../kubernetes/fields/schema.ts';
import { matchesSelector } from '../../../kubernetes/matching/label-selector.ts';
import { createCursor, isRecord } from '../../../kubernetes/model/reader.ts';
import { endpointTerm } from '../../../kubernetes/network-policy/cilium-selector.ts';
import { fitsTerm } from '../../../kubernetes/network-policy/select.ts';
import type { Labels } from '../../../kubernetes/model/specs.ts';

/** True when labels meet a metav1.LabelSelector; `absent` is the answer when there is none. */
export function meets(selector: unknown, labels: Labels, absent = false): boolean {
  if (selector === undefined || selector === null) return absent;
  const read = readAt(LABEL_SELECTOR, createCursor(selector, []));
  return read !== undefined && matchesSelector(read, labels);
}

/** The labels of a namespace, its name among them. */
export function namespaceLabels({ namespaces }: Cluster, namespace: string): Labels {
  return { 'kubernetes.io/metadata.name': namespace, ...namespaces.get(namespace) };
}

/** A selector made of labels alone, as in `selector: {app: web}` and Istio's `workloadSelector: {labels}`. */
export function meetsLabels(labels: unknown, of: Labels): boolean {
  return isRecord(labels) && Object.entries(labels).every(([key, value]) => of[key] === value);
}

/** A selector in either form, by what it looks like. */
export function meetsEither(selector: unknown, labels: Labels, absent = false): boolean {
  if (!isRecord(selector)) return absent;
  if ('matchLabels' in selector || 'matchExpressions' in selector || Object.keys(selector).length === 0)
    return meets(selector, labels, absent);
  if (isRecord(selector['labels'])) return meetsLabels(selector['labels'], labels);
  if (isRecord(selector['labelSelectors'])) return meetsLabels(selector['labelSelectors'], labels);
  return meetsLabels(selector, labels);
}

/** True when a Cilium EndpointSelector selects the pod, of whatever network it is. Keys may name their source: "k8s:app", "any:app". */
export function meetsCilium(selector: unknown, cluster: Cluster, pod: ClusterPod): boolean {
  const read = isRecord(selector) ? readAt(LABEL_SELECTOR, createCursor(selector, [])) : undefined;
  const term = read && endpointTerm(read);
  return term?.kind === 'pods' && fitsTerm(term, pod, cluster);
}
