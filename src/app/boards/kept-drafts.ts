import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { BOARD, draftsOf, restoreDrafts } from '../../simulation/workspace/text-drafts.ts';
import { isRecord } from '../../engine/text.ts';
import { mark } from './tab-marks.ts';

/** What was written of a board and not applied when the page went: `{ board, texts }` as JSON. */
const kept = mark(() => localStorage, 'packetwalk-drafts');

/** Keeps what is written of the board on the screen and not applied: of nothing, nothing. */
export function keepDrafts({ document }: Simulation, board: string): void {
  const texts = draftsOf(document.getState().document);
  kept.set(Object.keys(texts).length === 0 ? undefined : JSON.stringify({ board, texts }));
}

/** Finds again what was written of the board, which is on the screen as it was left, and says so. */
export function findDrafts({ document, view, words }: Simulation, board: string): void {
  const found = read(kept.get());
  if (found?.['board'] !== board || !isRecord(found['texts'])) return;
  const texts = Object.entries(found['texts']).filter((each): each is [string, string] => typeof each[1] === 'string');
  const [first] = restoreDrafts(document.getState().document, Object.fromEntries(texts));
  if (first === undefined) return;
  const { toast, openDialog, arriveAt, look } = view.getState();
  const run = (): void => {
    if (first === BOARD) return openDialog('board-text');
    arriveAt(first);
    look({ inspector: { tab: 'yaml' } });
  };
  const { draftsFound, showIt } = words.of('boards');
  toast({ tone: 'info', text: draftsFound, action: { label: showIt, run }, stays: true });
}

function read(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
