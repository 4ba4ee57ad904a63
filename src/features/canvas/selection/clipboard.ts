import type { ElementId } from '../../../scenario/document/document.ts';
import { textOnBoard } from '../../../simulation/build/board-text.ts';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import { writeToClipboard } from '../../../ui/copying/clipboard.ts';

/** Puts what these elements show on the clipboard, as YAML, and says so. Resolves to whether the browser let it. */
export async function copyFromBoard(simulation: Simulation, elements: readonly ElementId[]): Promise<boolean> {
  const found = textOnBoard(simulation, elements);
  if (found === undefined) return false;
  const isCopied = await writeToClipboard(found.text);
  const { view, words } = simulation;
  const said = words.of('build');
  view
    .getState()
    .toast(
      isCopied
        ? { tone: 'info', text: said.copied(found.names, found.withoutSecrets) }
        : { tone: 'error', text: said.notCopied },
    );
  return isCopied;
}
