import type { Cluster, ClusterPod } from '../../../kubernetes/cluster/cluster.ts';
import { matchesLabels } from '../../../kubernetes/matching/node-match.ts';
import { objectKey } from '../../../kubernetes/model/object.ts';
import { isStringMap, recordOf } from '../../../kubernetes/model/reader.ts';
import type { Labels } from '../../../kubernetes/model/specs.ts';
import type { Policy } from '../../../kubernetes/network-policy/policy.ts';
import { isSubject, type PolicyPod } from '../../../kubernetes/network-policy/select.ts';

/** Labels that controllers give each pod or each revision anew. */
const PASSING =
  /^(pod-template-|controller-|job-name$|batch\.kubernetes\.io\/|apps\.kubernetes\.io\/|statefulset\.kubernetes\.io\/)/;

/** Those that the next pod of the workload has as well. */
export function lastingLabels(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !PASSING.test(key)));
}

/** The labels by which the pods that stand for this one are selected: by its workload, its Service, else its own; empty: it has none. */
export function subjectLabels(cluster: Cluster, pod: ClusterPod): Labels {
  const candidates = [ofWorkload(cluster, pod), ofService(cluster, pod), lastingLabels(pod.labels)];
  return candidates.find((each) => isSome(each) && matchesLabels(each, pod.labels)) ?? {};
}

const isSome = (labels: Labels): boolean => Object.keys(labels).length > 0;

function ofWorkload(cluster: Cluster, { workload }: ClusterPod): Labels {
  if (workload.kind === 'Pod') return {};
  const key = objectKey(workload);
  const found = cluster.ofKind(workload.kind).find(({ ref }) => objectKey(ref) === key);
  const selector = recordOf(recordOf(found?.raw['spec'])['selector']);
  const labels = 'matchLabels' in selector ? selector['matchLabels'] : selector;
  if ('matchExpressions' in selector || !isStringMap(labels)) return {};
  return isSome(lastingLabels(labels)) ? labels : {};
}

/** Of the Service that selects the fewest pods with it. */
function ofService(cluster: Cluster, { namespace, labels }: ClusterPod): Labels {
  const count = (selector: Labels): number =>
    cluster.pods.filter((pod) => pod.namespace === namespace && matchesLabels(selector, pod.labels)).length;
  const selectors = cluster.services.flatMap(({ selector, ...service }) =>
    service.namespace === namespace && selector !== undefined && isSome(selector) && matchesLabels(selector, labels)
      ? [selector]
      : [],
  );
  return selectors.toSorted((a, b) => count(a) - count(b))[0] ?? {};
}

/** True when the policy selects pods that these labels do not: all of a namespace, or another workload's. */
export function selectsMore(cluster: Cluster, policy: Policy, labels: Labels): boolean {
  const { subject } = policy;
  if (subject.kind !== 'pods') return false;
  const { pods, calico } = subject;
  const isBare = pods === undefined || (!isSome(pods.labels) && pods.expressions.length === 0);
  const all = isBare && (calico === undefined || calico.asks.is === 'all');
  const isOther = (pod: PolicyPod): boolean => isSubject(policy, pod, cluster) && !matchesLabels(labels, pod.labels);
  return all || cluster.pods.some(isOther);
}
