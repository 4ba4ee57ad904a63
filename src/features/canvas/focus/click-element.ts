import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import { withWords } from '../../../ui/words.ts';
import { type BoardElement, objectOf } from '../board/element.ts';

/** A click on an element: a line that is drawn leads there, a request that is being picked is filled, else it is selected. */
export function clickElement({ document, view, words }: Simulation, element: BoardElement): void {
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
    withWords(words, () => import('../editing/request-text.ts')),
    ({ sourceText, targetFrom }) => {
      const { cluster } = document.getState().router;
      const text = picking === 'from' ? sourceText(element) : targetFrom(cluster, element, view.getState().draft.from);
      if (text === undefined || text === null) {
        const { noSource, noTarget, inside } = words.of('requests').picking;
        const why = picking === 'from' ? noSource : text === undefined ? noTarget : inside;
        view.getState().toast({ tone: 'info', text: why });
        return;
      }
      setDraft({ [picking]: text });
      pick(picking === 'from' ? 'to' : undefined);
    },
  );
}
