import type { NamedIndex } from '../matching/label-index.ts';
import { matchesLabels } from '../matching/node-match.ts';
import { once } from '../tools/once.ts';
import { withChanges } from '../pods/placed-pod.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { EditedPods, PodLookup } from '../pods/pod-lookup.ts';

/**
 * The same lookup with some pods replaced by others of the same name, on the same node, with the same addresses. What it is
 * asked for is taken from `before` and looked through for these few: the others are compared by identity and not looked at.
 */
export function withEditedPods(before: PodLookup, edited: EditedPods): PodLookup {
  const { index } = before;
  const placed = new Map([...edited.values()].map((pod) => [pod.plan, pod]));
  const now = (pod: PlannedPod): PlannedPod => edited.get(pod)?.plan ?? pod;
  const select: NamedIndex<PlannedPod>['select'] = (namespace, selector) => {
    const found = index.select(namespace, selector);
    const own = [...edited].filter(([was]) => was.namespace === namespace);
    if (own.length === 0) return found;
    const isSelected = (pod: PlannedPod): boolean => matchesLabels(selector, pod.labels);
    const staying = found.filter((pod) => {
      const { plan } = edited.get(pod) ?? {};
      return plan === undefined || isSelected(plan);
    });
    const joining = own.flatMap(([was, { plan }]) => (isSelected(plan) && !found.includes(was) ? [was] : []));
    const order = index.inNamespace(namespace);
    return replaced(
      joining.reduce<readonly PlannedPod[]>((list, pod) => insertInOrder(list, pod, order), staying),
      edited,
    );
  };
  return {
    all: once(() => replaced(before.all(), edited)),
    index: {
      select,
      inNamespace: (namespace) => replaced(index.inNamespace(namespace), edited),
      find: (namespace, name) => {
        const pod = index.find(namespace, name);
        return pod === undefined ? undefined : now(pod);
      },
    },
    onNode: (nodeName) => replaced(before.onNode(nodeName), edited),
    placement: withChanges(before.placement, placed),
    holder: (ip) => {
      const pod = before.holder(ip);
      return pod === undefined ? undefined : now(pod);
    },
    astray: (nodes) => replaced(before.astray(nodes), edited),
  };
}

function replaced(pods: readonly PlannedPod[], edited: EditedPods): readonly PlannedPod[] {
  let list: PlannedPod[] | undefined;
  for (const [was, { plan }] of edited) {
    const at = pods.indexOf(was);
    if (at >= 0) (list ??= [...pods])[at] = plan;
  }
  return list ?? pods;
}

/** Puts a pod among others in the order they all have in `order`. */
function insertInOrder(
  list: readonly PlannedPod[],
  pod: PlannedPod,
  order: readonly PlannedPod[],
): readonly PlannedPod[] {
  const place = order.indexOf(pod);
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = list[middle];
    if (other !== undefined && order.indexOf(other) < place) low = middle + 1;
    else high = middle;
  }
  return list.toSpliced(low, 0, pod);
}
