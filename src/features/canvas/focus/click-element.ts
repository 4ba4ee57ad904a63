import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import { withWords } from '../../../ui/words.ts';
import { type BoardElement, objectOf } from '../board/element.ts';

/** A click on an element: a line that is drawn leads there, a request that is being picked is filled, else it is selected. */
export function clickElement(simulation: Simulation, element: BoardElement): void {
  const { picking, line, select } = simulation.view.getState();
  if (line !== undefined) line.take(objectOf(element));
  else if (picking === undefined) select(objectOf(element));
  else
    withPart(
      'requestFiller',
      withWords(simulation.words, () => import('../editing/pick-element.ts')),
      ({ pickElement }) => pickElement(simulation, element),
    );
}
