import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import { type BoardElement, objectOf } from '../board/element.ts';

/** A click on an element: it fills the request while one is being picked, else it is selected. */
export function clickElement({ view }: Simulation, element: BoardElement): void {
  const { picking, select, setDraft, pick } = view.getState();
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
