import { useEffect, useState } from 'react';
import { useSimulation, useView } from '../../../simulation/workspace/context.ts';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import { withWords } from '../../../ui/words.ts';
import type * as Clipboard from './clipboard.ts';

const FIELDS = 'input, textarea, select, [contenteditable="true"]';

/** Answers the browser's events of copying and cutting with what is selected on the board, where no text is marked. */
export function useClipboard(): void {
  const simulation = useSimulation();
  const isSelected = useView(({ selected, group }) => selected !== undefined || group.length > 0);
  const [clipboard, setClipboard] = useState<typeof Clipboard>();
  // Such an event has to be answered at once.
  useEffect(() => {
    if (isSelected) fetchClipboard(simulation, setClipboard);
  }, [isSelected, simulation]);
  useEffect(() => {
    if (!isSelected) return undefined;
    const answer = (event: ClipboardEvent): void => {
      if (isElsewhere(event)) return;
      const { selected, group } = simulation.view.getState();
      const ids = selected === undefined ? group : [selected];
      if (clipboard !== undefined) {
        clipboard.answerCopy(simulation, ids, event);
        return;
      }
      event.preventDefault();
      fetchClipboard(simulation, ({ copyFromBoard, cutFromBoard }) =>
        event.type === 'cut' ? void cutFromBoard(simulation, ids) : void copyFromBoard(simulation, ids),
      );
    };
    window.addEventListener('copy', answer);
    window.addEventListener('cut', answer);
    return () => {
      window.removeEventListener('copy', answer);
      window.removeEventListener('cut', answer);
    };
  }, [isSelected, clipboard, simulation]);
}

function fetchClipboard({ words }: Simulation, then: (clipboard: typeof Clipboard) => void): void {
  withPart(
    'selection',
    withWords(words, () => import('./clipboard.ts')),
    then,
  );
}

/** In a field, in a dialog, and where text is marked, it is that which is copied. */
function isElsewhere({ target, defaultPrevented }: ClipboardEvent): boolean {
  const isInField = target instanceof Element && target.closest(FIELDS) !== null;
  const isMarked = document.getSelection()?.isCollapsed === false;
  return defaultPrevented || isInField || isMarked || document.querySelector('dialog[open]') !== null;
}
