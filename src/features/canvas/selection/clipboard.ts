import type { ElementId } from '../../../scenario/document/document.ts';
import { removeFromBoard } from '../../../simulation/build/board-actions.ts';
import { type CopiedText, textOnBoard } from '../../../simulation/build/board-text.ts';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import { writeToClipboard } from '../../../ui/copying/clipboard.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import { OF_BOARD } from '../../../ui/copying/clipboard-type.ts';

/** Puts what these elements show on the clipboard, as YAML, and says so. Resolves to whether the browser let it. */
export async function copyFromBoard(simulation: Simulation, elements: readonly ElementId[]): Promise<boolean> {
  const found = textOnBoard(simulation, elements);
  if (found === undefined) return false;
  const isCopied = await writeToClipboard(found.text);
  const { view, words } = simulation;
  if (isCopied) tellCopied(simulation, found);
  else view.getState().toast({ tone: 'error', stays: false, text: words.of('build').notCopied });
  return isCopied;
}

/** As {@link copyFromBoard}; what was copied goes from the board. */
export async function cutFromBoard(simulation: Simulation, elements: readonly ElementId[]): Promise<void> {
  if (simulation.view.getState().readOnly) return;
  if (await copyFromBoard(simulation, elements)) removeFromBoard(simulation, elements);
}

/** What a browser's own event of copying or cutting is answered with; false: there is nothing to copy. */
export function answerCopy(simulation: Simulation, elements: readonly ElementId[], event: ClipboardEvent): boolean {
  const found = textOnBoard(simulation, elements);
  if (found === undefined || event.clipboardData === null) return false;
  event.clipboardData.setData('text/plain', found.text);
  event.clipboardData.setData(OF_BOARD, found.namespaces);
  event.preventDefault();
  tellCopied(simulation, found);
  if (event.type === 'cut' && !simulation.view.getState().readOnly) removeFromBoard(simulation, elements);
  return true;
}

function tellCopied(simulation: Simulation, { names, withoutSecrets, text }: CopiedText): void {
  const { view, words } = simulation;
  view.getState().toast({ tone: 'info', text: words.of('build').copied(names, withoutSecrets) });
  withPart(
    'manifestWriter',
    () => import('../../../simulation/texts/tell-refused.ts'),
    ({ tellRefused }) => tellRefused(simulation, text),
  );
}
