import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import type { BoardElement } from '../board/element.ts';
import { sourceText, targetFrom } from './request-text.ts';

/** Fills the end of the request that is being picked, and goes on to the other; where an element is none, it is told why. */
export function pickElement({ document, view, words }: Simulation, element: BoardElement): void {
  const { picking, draft, setDraft, pick, toast } = view.getState();
  if (picking === undefined) return;
  const { cluster } = document.getState().router;
  const text = picking === 'from' ? sourceText(element) : targetFrom(cluster, element, draft.from);
  if (text === undefined || text === null) {
    const { noSource, noTarget, inside } = words.of('requests').picking;
    toast({ tone: 'info', text: picking === 'from' ? noSource : text === undefined ? noTarget : inside });
    return;
  }
  setDraft({ [picking]: text });
  pick(picking === 'from' ? 'to' : undefined);
}
