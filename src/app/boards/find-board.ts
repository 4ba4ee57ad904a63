import type { BoardStore } from './storage/board-store.ts';
import { bringOver } from './storage/old-database.ts';
import { type BoardReading, readBoard } from './read-board.ts';
import type { BoardInfo } from './storage/records.ts';
import { ownBoard, startedBoard } from './tab-marks.ts';

export interface Found {
  readonly store: BoardStore;
  readonly reading:
    | BoardReading
    /** The page stopped the last time this board was put on the screen. */
    | { readonly state: 'stopped'; readonly info: BoardInfo };
}

/** Deleted boards are there for a day, should someone think better of it. */
const DELETED_KEPT = 24 * 60 * 60_000;

/** What was on the screen last: in this tab, else in any. Before that, what pages left when they went is settled. */
export async function findBoard(store: BoardStore): Promise<Found> {
  const isReadable = await inTurn(async () => {
    await store.settle();
    return bringOver(store);
  });
  if (!isReadable) return { store, reading: { state: 'unreadable' } };
  const boards = await store.list();
  for (const { id, stamp, deleted = Infinity } of boards) {
    if (deleted < Date.now() - DELETED_KEPT) store.discard(id, stamp).catch(() => undefined);
  }
  const shown = boards.filter(({ deleted }) => deleted === undefined);
  const info = shown.find(({ id }) => id === ownBoard.get()) ?? shown[0];
  if (info === undefined) return { store, reading: { state: 'none' } };
  if (startedBoard.get() === info.id) return { store, reading: { state: 'stopped', info } };
  return { store, reading: await readBoard(store, info.id) };
}

/** One page at a time, where the browser can see to that. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  // Absent where the page was not served securely.
  const locks = navigator.locks as LockManager | undefined;
  return locks === undefined ? work() : locks.request('packetwalk-boards', work);
}
