import type { ElementId } from '../../../scenario/document/document.ts';
import { type BoardElement, elementOfSubject } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';

/**
 * Whether an element is what one sees of an object: its own box; of a workload its frame, or, where workloads have none, its pods;
 * of what is folded the card that it is in.
 */
export function standsFor(element: BoardElement, object: ElementId | undefined): boolean {
  return object !== undefined && standsForAny(element, { has: (id) => id === object });
}

/** As {@link standsFor}, of any of these objects. */
export function standsForAny(
  { id, content, parent, folded }: BoardElement,
  objects: Pick<ReadonlySet<ElementId>, 'has'>,
): boolean {
  if (objects.has(id)) return true;
  if (
    folded &&
    (folded.inside.some((each) => objects.has(each)) || folded.pods.some((pod) => objects.has(workloadOf(pod))))
  )
    return true;
  // A Pod of its own has a box in its frame.
  if (content.kind === 'workload')
    return content.workload.kind !== 'Pod' && objects.has(elementOfSubject(content.workload));
  return content.kind === 'pod' && parent?.startsWith('Workload/') !== true && objects.has(workloadOf(content.pod));
}

function workloadOf({ namespace, workload }: Extract<BoardElement['content'], { kind: 'pod' }>['pod']): ElementId {
  return elementOfSubject({ namespace, ...workload });
}

/** All that one sees of an object: boxes of its own before cards. */
export function standingFor(board: Board, object: ElementId): readonly BoardElement[] {
  const own = board.element(object);
  if (own !== undefined) return [own];
  const found = board.elements.filter((element) => standsFor(element, object));
  const open = found.filter(({ folded, content }) => !folded || content.kind === 'workload');
  return open.length > 0 ? open : found;
}

/** The card that has to be opened so that one sees an object, or the card of a workload; undefined: none has to. */
export function cardToOpen(board: Board, object: ElementId): BoardElement | undefined {
  if (board.element(object) !== undefined) return undefined;
  return (
    board.showing(object) ??
    standingFor(board, object).find(({ folded, content }) => folded && content.kind === 'namespace')
  );
}
