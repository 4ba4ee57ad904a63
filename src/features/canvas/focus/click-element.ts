import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import { type BoardElement, objectOf } from '../board/element.ts';

/** A click on an element: a line that is drawn leads there, a request that is being picked is filled, else it is selected. */
export function clickElement({ view }: Simulation, element: BoardElement): void {
  const { picking, line, select, setDraft, pick } = view.getState();
  if (line !== undefined) {
    line.take(objectOf(element));
    return;
  }
  if (picking === undefined) {
    select(objectOf(element));
    return;
  }
  withPart(
    'requestFiller',
    () => import('../editing/request-text.ts'),
    ({ sourceText, targetText }) => {
      const text = picking === 'from' ? sourceText(element) : targetText(element);
      if (text === undefined) return;
      setDraft({ [picking]: text });
      pick(picking === 'from' ? 'to' : undefined);
    },
  );
}
