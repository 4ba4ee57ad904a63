import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { HistoryEntry } from '../../simulation/stores/document-store.ts';
import { COMPARED_MODES, type ComparedSettings } from '../../simulation/views/compare-walks.ts';
import type { ProxyMode } from '../../engine/objects.ts';

/** A board on which a request is walked: the one that is open, as it was before an edit of it, or another one. */
export type ComparedBoard =
  | { readonly is: 'now' }
  | { readonly is: 'before'; readonly entry: HistoryEntry }
  | { readonly is: 'kept'; readonly id: string };

/** One of the two walks that are compared. */
export interface Side {
  readonly board: ComparedBoard;
  /** Which of the board's own requests; undefined: the one that is walked on the open board. */
  readonly request: number | undefined;
  /** Put over what the board says. */
  readonly settings: ComparedSettings;
}

/** Another board of this browser. */
export interface KeptBoard {
  readonly id: string;
  readonly title: string;
  /** When it was last changed, in words. */
  readonly when: string;
}

/** Where other boards come from. */
export interface KeptBoards {
  readonly list: () => Promise<readonly KeptBoard[]>;
  /** undefined: it is gone, or cannot be read. */
  readonly read: (id: string) => Promise<ScenarioDocument | undefined>;
}

/** The board as it is, and under the mode of kube-proxy that comes after its own. */
export function firstSides(mode: ProxyMode): readonly [Side, Side] {
  const [first, second] = COMPARED_MODES;
  const other = mode === first ? second : first;
  const now = { board: { is: 'now' }, request: undefined } as const;
  return [
    { ...now, settings: {} },
    { ...now, settings: other === undefined ? {} : { proxyMode: other } },
  ];
}

/** By which a choice among boards names one. */
export function boardKey(board: ComparedBoard, past: readonly HistoryEntry[]): string {
  switch (board.is) {
    case 'now':
      return 'now';
    case 'before':
      return `before ${past.indexOf(board.entry)}`;
    case 'kept':
      return `kept ${board.id}`;
  }
}

/** The board that a choice names. */
export function boardOf(key: string, past: readonly HistoryEntry[]): ComparedBoard {
  const at = key.indexOf(' ');
  const [is, rest] = [key.slice(0, at), key.slice(at + 1)];
  const entry = is === 'before' ? past[Number(rest)] : undefined;
  if (entry !== undefined) return { is: 'before', entry };
  return is === 'kept' ? { is: 'kept', id: rest } : { is: 'now' };
}

/** With those of one title told apart by when they were changed. */
export function tellApart(
  boards: readonly KeptBoard[],
  say: (title: string, when: string) => string,
): readonly KeptBoard[] {
  const titles = boards.map(({ title }) => title);
  return boards.map((board) => {
    const { title, when } = board;
    return titles.indexOf(title) === titles.lastIndexOf(title) ? board : { ...board, title: say(title, when) };
  });
}
