import type { ClusterPod } from '../../../engine/objects.ts';
import type { BoardElement } from '../board/element.ts';
import { endsThatDiffer } from '../board/names.ts';
import type { Board } from '../board/placed-board.ts';

const LEAST = 4;
const known = new WeakMap<Board, (element: BoardElement) => BoardElement>();

/** Gives elements of a board how much of their names tells them from others: Services their ends, pods what their workload is called. */
export function withNameEnds(board: Board): (element: BoardElement) => BoardElement {
  const before = known.get(board);
  if (before !== undefined) return before;
  const found = nameEnds(board);
  known.set(board, found);
  return found;
}

function nameEnds({ elements }: Board): (element: BoardElement) => BoardElement {
  const services = elements.flatMap(({ content }) => (content.kind === 'service' ? content.service.name : []));
  const ends = endsThatDiffer(services, LEAST);
  const siblings = new Map<string, number>();
  const key = ({ namespace, workload }: ClusterPod): string => `${namespace}/${workload.kind}/${workload.name}`;
  for (const { content } of elements) {
    if (content.kind === 'pod') siblings.set(key(content.pod), (siblings.get(key(content.pod)) ?? 0) + 1);
  }
  return (element) => {
    const { content, nameEnd, parent } = element;
    if (content.kind === 'service') return { ...element, nameEnd: nameEnd ?? ends.get(content.service.name) ?? LEAST };
    if (content.kind !== 'pod') return element;
    const [stem, end] = partsOf(content.pod);
    const isSaid = parent?.startsWith('Workload/') === true;
    const isAlone = siblings.get(key(content.pod)) === 1;
    return { ...element, nameEnd: end, stem: isSaid ? '' : stem, ...(isAlone && !isSaid && { alone: true }) };
  };
}

/** How many of the last characters of a pod's name its controller gave it last. */
const GIVEN = 6;

/** What all pods of its workload are called, and how much its ReplicaSet or StatefulSet added last. */
function partsOf({ name, workload }: ClusterPod): readonly [stem: string, end: number] {
  return name.startsWith(`${workload.name}-`)
    ? [workload.name, Math.min(GIVEN, name.length - workload.name.length)]
    : [name.slice(0, -GIVEN), GIVEN];
}
