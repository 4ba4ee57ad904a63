import type { Cluster, ClusterPod } from '../../../kubernetes/cluster/cluster.ts';
import { LABEL_SELECTOR } from '../../../kubernetes/fields/label-selector.ts';
import { readAt } from '../../../kubernetes/fields/schema.ts';
import { matchesSelector } from '../../../kubernetes/matching/label-selector.ts';
import { createCursor, isRecord } from '../../../kubernetes/model/reader.ts';
import type { Labels } from '../../../kubernetes/model/specs.ts';
import { fieldsAt, textAt } from './concern.ts';

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

/** "default" where none is named. */
export function serviceAccountOf({ object }: ClusterPod): string {
  const spec = object['spec'];
  return textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount') ?? 'default';
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

const CILIUM_SOURCES = /^(k8s|any|cidr|container|reserved|kubernetes)[:.]/;

/**
 * What Cilium's endpoint selectors see of a pod: its labels, and of its namespace the name and labels
 * (cilium pkg/k8s/apis/cilium.io/const.go).
 */
function ciliumLabels(cluster: Cluster, pod: ClusterPod): Labels {
  const ofNamespace = Object.entries(namespaceLabels(cluster, pod.namespace)).map(([key, value]) => [
    `io.cilium.k8s.namespace.labels.${key}`,
    value,
  ]);
  return {
    ...pod.labels,
    ...Object.fromEntries(ofNamespace),
    'io.kubernetes.pod.namespace': pod.namespace,
    'io.cilium.k8s.policy.serviceaccount': serviceAccountOf(pod),
  };
}

/** True when a Cilium EndpointSelector selects the pod. Keys may name their source: "k8s:app", "any:app". */
export function meetsCilium(selector: unknown, cluster: Cluster, pod: ClusterPod): boolean {
  const bare = (key: string): string => key.replace(CILIUM_SOURCES, '');
  const { matchLabels, matchExpressions, ...rest } = fieldsAt(selector);
  if (!isRecord(selector) || Object.keys(rest).length > 0) return false;
  const labels = Object.fromEntries(Object.entries(fieldsAt(matchLabels)).map(([key, value]) => [bare(key), value]));
  const expressions = (Array.isArray(matchExpressions) ? matchExpressions : []).map((each: unknown) => ({
    ...fieldsAt(each),
    key: bare(textAt(each, 'key') ?? ''),
  }));
  return meets({ matchLabels: labels, matchExpressions: expressions }, ciliumLabels(cluster, pod));
}
