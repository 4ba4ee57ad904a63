import type { LabelRequirement, LabelSelector } from '../model/specs.ts';
import type { PodTerm } from './policy.ts';

/** Where a label comes from; without one Cilium takes any source. // Cilium v1.18 pkg/labels */
const SOURCES = /^(k8s|any|container|kubernetes)[:.]/;
const NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABEL = 'io.cilium.k8s.namespace.labels.';
const ACCOUNT = 'io.cilium.k8s.policy.serviceaccount';
/** The label that every namespace has. */
const NAME = 'kubernetes.io/metadata.name';

type Place = 'namespaces' | 'pods' | 'accounts';

/** Where a key of a selector is looked up: Cilium gives a pod the name and labels of its namespace and its service account. */
function placeOf(key: string): { readonly place: Place; readonly key: string } {
  const bare = key.replace(SOURCES, '');
  if (bare === NAMESPACE) return { place: 'namespaces', key: NAME };
  if (bare.startsWith(NAMESPACE_LABEL)) return { place: 'namespaces', key: bare.slice(NAMESPACE_LABEL.length) };
  if (bare === ACCOUNT) return { place: 'accounts', key: 'name' };
  return { place: 'pods', key: bare };
}

/**
 * The pods that an EndpointSelector selects; without a key of a namespace those of the policy's own, or of every one.
 * // Cilium v1.18 pkg/k8s/apis/cilium.io/const.go, utils/utils.go getEndpointSelector
 */
export function endpointTerm({ labels, expressions }: LabelSelector): PodTerm {
  const found: Partial<
    Record<Place, { readonly labels: Record<string, string>; readonly expressions: LabelRequirement[] }>
  > = {};
  const at = (place: Place) => (found[place] ??= { labels: {}, expressions: [] });
  for (const [given, value] of Object.entries(labels)) {
    const { place, key } = placeOf(given);
    at(place).labels[key] = value;
  }
  for (const each of expressions) {
    const { place, key } = placeOf(each.key);
    at(place).expressions.push({ ...each, key });
  }
  return { kind: 'pods', ...found };
}
