import type { RoomWords } from '../../../narration/page/language.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import type { Folded } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';

/** The element that Tab reaches: the one that had the focus last, or the first. */
export function roverOf(board: Board, last: ElementId | undefined): ElementId | undefined {
  return last !== undefined && board.element(last) !== undefined ? last : board.elements[0]?.id;
}

/** What the board is for those who do not see it: something with keys of its own, and what is on it. */
export function boardRole(
  { elements }: Board,
  { about }: Pick<RoomWords['board'], 'about'>,
): { readonly role: 'application'; readonly 'aria-label': string } {
  const count = (kind: string, within: (folded: Folded) => number = () => 0): number =>
    elements.reduce(
      (sum, { content, folded }) => sum + Number(content.kind === kind) + (folded ? within(folded) : 0),
      0,
    );
  const services = count('service', (folded) => folded.services);
  const pods = count('pod', (folded) => folded.pods.length);
  return { role: 'application', 'aria-label': about(count('node'), services, pods) };
}
