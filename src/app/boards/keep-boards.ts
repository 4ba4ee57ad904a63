import type { Workspace } from '../opening/open.ts';
import { tellProblems } from '../opening/open-restored.ts';
import { markBoardsKept } from '../page/kept-choice.ts';
import { saveBeforeReload } from '../page/reload-page.ts';
import { titleWords } from '../page/title-words.ts';
import { type BoardStore, createBoardStore } from './storage/board-store.ts';
import { findBoard, type Found } from './find-board.ts';
import { openDatabase } from './storage/database.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { type ReadBoard, readBoard } from './read-board.ts';
import { followTitles } from './follow-titles.ts';
import { keepDrafts } from './kept-drafts.ts';
import { createShelf } from './shelf.ts';
import { ownBoard, startedBoard } from './tab-marks.ts';
import { joinTabs } from './tabs.ts';
import { failureWords, refusalText } from './words.ts';

/** A board that has been on the screen for so long does not stop the page. */
const SETTLED = 1000;

/**
 * Shows the board that was on the screen last and keeps what is on it from then on. A board that comes after `patience`, or is
 * not read because the browser refuses, is not shown, and nothing is written before it has come; then it is offered. Whether it
 * is shown and was the one of this tab.
 */
export async function keepBoards(
  workspace: Workspace,
  patience: Promise<undefined>,
  opening = openDatabase(),
): Promise<boolean> {
  const { toast } = workspace.simulation.view.getState();
  const words = workspace.simulation.words.of('boards');
  const finding = find(opening);
  try {
    const found = await Promise.race([finding, patience]);
    if (found === undefined) {
      workspace.page.setState({ isUnkept: true });
      toast({
        tone: 'error',
        text: words.doesNotAnswer,
      });
      void offerWhenFound(workspace, finding);
    } else if (found.reading.state === 'read') {
      const isOwn = found.reading.board.info.id === ownBoard.get();
      await restore(workspace, found.store, found.reading.board);
      return isOwn;
    } else offer(workspace, found);
  } catch (error) {
    tellRefusal(workspace, error);
  }
  return false;
}

/** Nothing was kept before: what is on the screen is, from the first touch on. */
export async function keepFromNowOn(workspace: Workspace, opening = openDatabase()): Promise<false> {
  try {
    void follow(workspace, await openStore(opening), { holdsClean: false }).save();
  } catch (error) {
    tellRefusal(workspace, error);
  }
  return false;
}

async function find(opening: Promise<IDBDatabase>): Promise<Found> {
  return findBoard(await openStore(opening));
}

async function openStore(opening: Promise<IDBDatabase>): Promise<BoardStore> {
  return createBoardStore(await opening);
}

/** Nothing of it can be read or written: said, with a way to try again. */
function tellRefusal(workspace: Workspace, error: unknown): void {
  workspace.page.setState({ isUnkept: true });
  const words = workspace.simulation.words.of('boards');
  const again = (): void => void offerWhenFound(workspace, find(openDatabase()));
  workspace.simulation.view.getState().toast({
    tone: 'error',
    text: refusalText(error, words),
    action: { label: words.tryAgain, run: again },
  });
}

async function offerWhenFound(workspace: Workspace, finding: Promise<Found>): Promise<void> {
  try {
    offer(workspace, await finding);
  } catch (error) {
    tellRefusal(workspace, error);
  }
}

/** Something else is on the screen: it stays there and is kept as a board of its own once it is changed. */
function offer(workspace: Workspace, { store, reading }: Found): void {
  const keeper = follow(workspace, store, { holdsClean: reading.state !== 'none' });
  const { toast, openDialog } = workspace.simulation.view.getState();
  const words = workspace.simulation.words.of('boards');
  const titled = (title: string): string => titleWords(title, workspace.simulation.words);
  const open = (id: string) => ({ label: words.openIt, run: () => void workspace.page.getState().shelf?.open(id) });
  switch (reading.state) {
    case 'read': {
      const { id, title } = reading.board.info;
      toast({ tone: 'info', text: words.readNow(titled(title)), action: open(id), stays: true });
      break;
    }
    case 'stopped': {
      const { id, title } = reading.info;
      toast({ tone: 'error', text: words.stopped(titled(title)), action: open(id) });
      break;
    }
    case 'unreadable':
      toast({
        tone: 'error',
        text: words.unreadable,
        action: { label: words.showIt, run: () => openDialog('boards') },
      });
      break;
    case 'none':
      break;
  }
  void keeper.save();
}

async function restore(workspace: Workspace, store: BoardStore, board: ReadBoard): Promise<void> {
  const { simulation } = workspace;
  const { info, scenario, problems } = board;
  const words = simulation.words.of('boards');
  startedBoard.set(info.id);
  // Leaving while it is being opened is not what the mark is for.
  window.addEventListener('pagehide', () => startedBoard.set(undefined), { once: true });
  simulation.open(scenario, { edit: { code: 'RESTORE', detail: {} }, clean: info.clean, play: false });
  await simulation.opened();
  setTimeout(() => startedBoard.set(undefined), SETTLED);
  follow(workspace, store, { holdsClean: false, board });
  tellProblems(workspace, problems, words.notAllRestored);
}

interface FollowOptions {
  readonly holdsClean: boolean;
  /** The stored one that is on the screen. */
  readonly board?: ReadBoard;
}

/** Keeps what is on the screen from now on, and gives the page the list of boards. */
function follow(workspace: Workspace, store: BoardStore, { holdsClean, board }: FollowOptions): Keeper {
  const { simulation, page } = workspace;
  const words = simulation.words.of('boards');
  const { toast, openDialog } = simulation.view.getState();
  markBoardsKept();
  const keeper = createKeeper({
    simulation,
    store,
    tabs: joinTabs(),
    holdsClean,
    read: async (id) => {
      const reading = await readBoard(store, id);
      return reading.state === 'read' ? reading.board : undefined;
    },
    events: {
      onFailure: (error, since) => {
        page.setState({ isUnkept: true });
        const { text, full } = failureWords(error, words, since);
        const action = full
          ? { label: words.yourBoards, run: () => openDialog('boards') }
          : { label: words.tryAgain, run: () => void keeper.save() };
        toast({ tone: 'error', text, action });
        // The browser may have closed it: for a newer packetwalk, or because its data was cleared.
        openDatabase().then(store.use, (refusal: unknown) =>
          toast({ tone: 'error', text: refusalText(refusal, words) }),
        );
      },
      onRecovery: () => {
        page.setState({ isUnkept: false });
        toast({ tone: 'success', text: words.keptAgain });
      },
      onCopy: (title) =>
        toast({
          tone: 'error',
          text: words.copied(title),
        }),
      onOtherCopy: (title) => toast({ tone: 'error', text: words.otherCopied(title) }),
      onTakenOver: () => toast({ tone: 'info', text: words.takenOver }),
      onShown: (id) => {
        ownBoard.set(id);
        page.setState({ keptAs: id });
      },
    },
  });
  saveBeforeReload(keeper.save);
  if (board !== undefined) keeper.shows(board);
  const noteDrafts = keepDrafts(simulation, keeper, store);
  followTitles(simulation, store, keeper.current);
  window.addEventListener('pagehide', () => {
    keeper.leave();
    noteDrafts();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) noteDrafts();
    void (document.hidden ? keeper.save() : keeper.refresh());
  });
  page.setState({ shelf: createShelf(workspace, store, keeper), isUnkept: false });
  return keeper;
}
