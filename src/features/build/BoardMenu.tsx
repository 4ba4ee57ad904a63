import { CirclePlus, ClipboardPaste, Maximize, SquareDashedMousePointer } from 'lucide-react';
import type { BuildTool } from '../../simulation/stores/view-store.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { useSimulation } from '../../simulation/workspace/context.ts';
import { OF_BOARD } from '../../ui/copying/clipboard-type.ts';
import { useWords } from '../../ui/words.ts';
import { Menu } from './Menu.tsx';

/** What can be done to the board, where it was asked for. */
export function BoardMenu({ x, y }: Extract<BuildTool, { readonly is: 'menu' }>) {
  const words = useWords('build');
  const simulation = useSimulation();
  const { setBuild, askForAll, fitView } = simulation.view.getState();
  const items = [
    { label: words.add, keys: 'A', icon: CirclePlus, run: () => setBuild({ is: 'add', at: { x, y } }) },
    { label: words.paste, keys: 'Mod+V', icon: ClipboardPaste, run: () => void paste(simulation) },
    { label: words.selectAll, keys: 'Mod+A', icon: SquareDashedMousePointer, run: askForAll },
    { label: words.fit, keys: 'F', icon: Maximize, run: () => fitView() },
  ];
  return <Menu label={words.boardMenu} items={items} x={x} y={y} />;
}

/** As the keys do it: what is in the clipboard comes to the board. A browser may keep that from the page. */
export async function paste({ view, words }: Simulation): Promise<void> {
  const text = await readClipboard();
  if (text === undefined || text === '') {
    const said = words.of('build');
    view.getState().toast({ tone: 'info', text: text === '' ? said.nothingToPaste : said.pasteByKeys, stays: false });
    return;
  }
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  // It was asked for at the board: it is put beside what there is.
  clipboardData.setData(OF_BOARD, '');
  window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

/** undefined: it is kept from the page. */
async function readClipboard(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return undefined;
  }
}
