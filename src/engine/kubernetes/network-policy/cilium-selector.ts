import type { LabelRequirement, Labels, LabelSelector } from '../model/specs.ts';
import { matchesSelector } from '../matching/label-selector.ts';
import type { PodTerm } from './policy.ts';

const NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABEL = 'io.cilium.k8s.namespace.labels.';
const ACCOUNT = 'io.cilium.k8s.policy.serviceaccount';
const CLUSTER = 'io.cilium.k8s.policy.cluster';
/** What of a pod's own labels Cilium puts its own in the place of. // pkg/k8s/utils SanitizePodLabels */
const OWN = 'io.cilium.k8s.';
/** The label that every namespace has. */
const NAME = 'kubernetes.io/metadata.name';
const RESERVED = 'reserved:';
/** Of a source that pods' labels do not come from, or that is no part of who they are: no pod has it. */
const NOWHERE = 'nowhere';

/**
 * Keys of labels that tell no identity unless Cilium is set up otherwise. docs.cilium.io
 * operations/performance/scalability/identity-relevant-labels // Cilium v1.18 pkg/labelsfilter/filter.go: from the start of the key
 */
const NO_IDENTITY = new RegExp(
  `^(${[
    'io\\.kubernetes',
    'kubernetes\\.io',
    '.*beta\\.kubernetes\\.io',
    'k8s\\.io',
    'statefulset\\.kubernetes\\.io/pod-name',
    'apps\\.kubernetes\\.io/pod-index',
    'batch\\.kubernetes\\.io/(job-completion-index|controller-uid)',
    'pod-template-(generation|hash)',
    'controller-(revision-hash|uid)',
    'annotation',
    'etcd_node',
  ].join('|')})`,
);

type Place = 'namespaces' | 'pods' | 'accounts' | 'clusters' | typeof NOWHERE;

interface Placed {
  readonly place: Place;
  readonly key: string;
}

/** Where a label comes from stands before a colon; without one, or with "any", it is looked for everywhere. // pkg/labels */
const bareOf = (key: string): string => key.replace(/^(k8s|any):/, '');

/** Where a key of a selector is looked up: Cilium gives a pod the name and labels of its namespace, its service account and its cluster. */
function placeOf(given: string): Placed {
  const key = bareOf(given);
  if (key === NAMESPACE) return { place: 'namespaces', key: NAME };
  if (key.startsWith(NAMESPACE_LABEL)) return { place: 'namespaces', key: key.slice(NAMESPACE_LABEL.length) };
  if (key === ACCOUNT) return { place: 'accounts', key: 'name' };
  if (key === CLUSTER) return { place: 'clusters', key: 'name' };
  const isKnown = !key.includes(':') && !key.startsWith(OWN) && !NO_IDENTITY.test(key);
  return { place: isKnown ? 'pods' : NOWHERE, key };
}

/** As {@link placeOf}, as if every label were part of who a pod is. */
function literalPlaceOf(given: string): Placed {
  const found = placeOf(given);
  return found.place === NOWHERE ? { ...found, place: 'pods' } : found;
}

const keysOf = ({ labels, expressions }: LabelSelector): readonly string[] => [
  ...Object.keys(labels),
  ...expressions.map(({ key }) => key),
];

/** The keys of a selector that pods may have as labels, and that are no part of who they are. */
export const unknownKeys = (selector: LabelSelector): readonly string[] =>
  keysOf(selector)
    .map(bareOf)
    .filter((key) => !key.includes(':') && placeOf(key).place === NOWHERE);

/** Of a pod's labels those by which Cilium knows it. */
export const identityLabels = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => placeOf(key).place === 'pods'));

export const namesCluster = (selector: LabelSelector): boolean =>
  keysOf(selector).some((key) => placeOf(key).place === 'clusters');

/** True where it names whom Cilium reserves a label for; then every namespace is meant. // getEndpointSelector */
export const namesReserved = (selector: LabelSelector): boolean =>
  keysOf(selector).some((key) => key.startsWith(RESERVED));

/** The key of the label that everybody has. // pkg/policy/api/selector.go Matches */
export const namesAll = ({ labels }: LabelSelector): boolean => Object.hasOwn(labels, `${RESERVED}all`);

type Found = Partial<Record<Place, LabelSelector>>;

function placed({ labels, expressions }: LabelSelector, where: (key: string) => Placed): Found {
  const found: Partial<
    Record<Place, { readonly labels: Record<string, string>; readonly expressions: LabelRequirement[] }>
  > = {};
  const at = (place: Place) => (found[place] ??= { labels: {}, expressions: [] });
  for (const [given, value] of Object.entries(labels)) {
    const { place, key } = where(given);
    at(place).labels[key] = value;
  }
  for (const each of expressions) {
    const { place, key } = where(each.key);
    at(place).expressions.push({ ...each, key });
  }
  return found;
}

/**
 * The pods that an EndpointSelector selects; without a key of a namespace those of the policy's own, or of every one.
 * // Cilium v1.18 pkg/k8s/apis/cilium.io/const.go, utils/utils.go getEndpointSelector
 */
export function endpointTerm(selector: LabelSelector): PodTerm | { readonly kind: 'nobody' } {
  const { [NOWHERE]: nowhere, ...found } = placed(selector, placeOf);
  if (nowhere !== undefined && !matchesSelector(nowhere, {})) return { kind: 'nobody' };
  return { kind: 'pods', ...found, ...(namesReserved(selector) && { namespaces: found.namespaces ?? ANY }) };
}

/** As {@link endpointTerm}, were every label part of who a pod is. */
export const literalTerm = (selector: LabelSelector): PodTerm => ({
  kind: 'pods',
  ...placed(selector, literalPlaceOf),
});

const ANY: LabelSelector = { labels: {}, expressions: [] };

/** A policy of a namespace selects pods of it, whatever namespace its selector names. // ParseToCiliumRule */
export function ofOwnNamespace({ labels, expressions }: LabelSelector): LabelSelector {
  const { [`k8s:${NAMESPACE}`]: _, ...others } = labels;
  return { labels: others, expressions };
}

/** Over labels of nodes, which come from Kubernetes. */
export function nodeSelector({ labels, expressions }: LabelSelector): LabelSelector {
  return {
    labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [bareOf(key), value])),
    expressions: expressions.map((each) => ({ ...each, key: bareOf(each.key) })),
  };
}
