import type { Cluster, ClusterPod } from '../../../engine/objects.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import { frameId } from '../../../simulation/frame-ids.ts';
import { entryId, nodeId, podId, serviceId } from '../board/element.ts';
import { FILTER_PREFIX } from './filter-names.ts';
import { endpointsOf, linesOf } from '../board/lines.ts';

/** What the board is narrowed down to; a field that is absent narrows nothing. */
export interface BoardFilter {
  readonly namespace?: string;
  /** Of workloads: pods of others go. */
  readonly kind?: string;
  readonly node?: string;
  /** "app=web", or "app" for any value. */
  readonly label?: string;
}

export const FILTER_FIELDS = ['namespace', 'kind', 'node', 'label'] as const;

export function readFilter(unfolded: readonly string[]): BoardFilter {
  const fields = unfolded.flatMap((name) => {
    const field = FILTER_FIELDS.find((each) => name.startsWith(`${FILTER_PREFIX}${each}=`));
    const value = field === undefined ? '' : name.slice(FILTER_PREFIX.length + field.length + 1);
    return field === undefined || value === '' ? [] : [[field, value] as const];
  });
  return Object.fromEntries(fields);
}

export function filterName(field: keyof BoardFilter, value: string): string {
  return `${FILTER_PREFIX}${field}=${value}`;
}

/** What does not match, but for what the walk touches; Services and entry points go with the last of what they lead to. */
export function filteredElements(
  cluster: Cluster,
  { namespace, kind, node, label }: BoardFilter,
  touched: ReadonlySet<ElementId>,
): ReadonlySet<ElementId> {
  const hidden = new Set<ElementId>();
  const hide = (id: ElementId): void => {
    if (!touched.has(id)) hidden.add(id);
  };
  const [key = '', value] = label?.split('=') ?? [];
  const matches = (pod: ClusterPod): boolean =>
    (namespace === undefined || pod.namespace === namespace) &&
    (kind === undefined || pod.workload.kind === kind) &&
    (node === undefined || pod.nodeName === node) &&
    (label === undefined || (key in pod.labels && (value === undefined || pod.labels[key] === value)));
  for (const pod of cluster.pods) if (!matches(pod)) hide(podId(pod));
  for (const workload of cluster.workloads) {
    // Of those without pods there are cards.
    const isElsewhere = namespace !== undefined && workload.namespace !== namespace;
    const isOther = (kind !== undefined && workload.kind !== kind) || node !== undefined || label !== undefined;
    if (workload.pods.length === 0 && (isElsewhere || isOther)) hide(frameId(workload.namespace, workload));
  }
  if (node !== undefined) for (const { name } of cluster.nodes) if (name !== node) hide(nodeId(name));
  const narrow = kind !== undefined || node !== undefined || label !== undefined;
  const isGone = (ids: readonly ElementId[]): boolean => narrow && ids.every((id) => hidden.has(id));
  for (const service of cluster.services) {
    const pods = endpointsOf(service).flatMap(({ pod }) => (pod === undefined ? [] : podId(pod)));
    if ((namespace !== undefined && service.namespace !== namespace) || isGone(pods)) hide(serviceId(service));
  }
  for (const entry of cluster.entries) {
    const id = entryId(entry);
    const services = linesOf(id, { kind: 'entry', entry }, cluster).flatMap(({ from, to }) => (from === id ? to : []));
    if ((namespace !== undefined && entry.namespace !== namespace) || isGone(services)) hide(id);
  }
  return hidden;
}
