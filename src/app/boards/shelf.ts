import type { BoardRow, Shelf } from '../../features/gallery/shelf.ts';
import type { Edit } from '../../simulation/stores/edit-details.ts';
import { fetchPart } from '../../ui/fetch-part.ts';
import { download, fileName } from '../page/download.ts';
import { renameBoard } from '../page/rename-board.ts';
import { titleWords } from '../page/title-words.ts';
import { openLink } from '../opening/links.ts';
import { askedFor, type Workspace } from '../opening/open.ts';
import { openRestored } from '../opening/open-restored.ts';
import type { BoardStore } from './storage/board-store.ts';
import { otherTitles } from './follow-titles.ts';
import type { Keeper } from './keeper.ts';
import { inTasks } from '../files/in-tasks.ts';
import { newName } from './known-boards.ts';
import { countObjects, createRegister, documentOf, packContent, retitled } from './storage/packed.ts';
import { readBoard, restoreDocument, unpackFound } from './read-board.ts';
import type { BoardInfo } from './storage/records.ts';
import { copyTitle, versionTitle } from './storage/titles.ts';
import { sayAside } from './storage/aside.ts';
import { timeOf } from './words.ts';

/** Of boards with more than this many objects no picture is made. */
const PICTURED = 400;

/** The list of boards, for the page to show and to open from. */
export function createShelf(workspace: Workspace, store: BoardStore, keeper: Keeper): Shelf {
  const { simulation } = workspace;
  const words = simulation.words.of('boards');
  const say = (tone: 'info' | 'error', text: string): void => {
    simulation.view.getState().toast({ tone, text });
  };
  const titled = (title: string): string => titleWords(title, simulation.words);
  const row = ({ id, title, changed, deleted }: BoardInfo): BoardRow => ({
    id,
    title: titled(title),
    when: timeOf(changed, words),
    isOpen: id === keeper.current(),
    isDeleted: deleted !== undefined,
  });
  const openDocument = async (value: unknown, title: string): Promise<void> => {
    const asked = askedFor(workspace, words.theBoard);
    const { document, problems } = await restoreDocument(value);
    if (document.objects.length === 0) say('error', words.nothingToShow);
    else await openRestored(workspace, { scenario: { ...document, title }, edit: openOf(title), problems, asked });
  };
  return {
    list: async () => {
      await keeper.save();
      const [boards, aside] = await Promise.all([store.list(), store.aside()]);
      return {
        boards: boards.filter(({ clean }) => !clean).map(row),
        aside: aside.map(({ id, title, at, reason }) => ({
          id,
          title: titled(title),
          when: timeOf(at, words),
          why: sayAside(reason, words.aside, simulation.words.of('opening').unused),
        })),
      };
    },
    open: async (id) => {
      const asked = askedFor(workspace, words.theBoard);
      await keeper.save();
      const { title: left } = simulation.document.getState().document;
      const { dirty } = simulation.document.getState();
      const reading = await readBoard(store, id);
      if (reading.state !== 'read') {
        say('error', words.couldNotBeRead);
        return;
      }
      const { scenario, problems, info } = reading.board;
      if (!(await openRestored(workspace, { scenario, edit: openOf(info.title), problems, asked, isKept: true })))
        return;
      await simulation.opened();
      keeper.shows(reading.board);
      if (dirty) say('info', words.isKept(titled(left)));
    },
    read: (id) => readDocument(store, id),
    idOf: keeper.idOf,
    rename: async (id, title) => {
      const others = await otherTitles(store, id);
      const told = others.includes(title) ? words.sameTitle(title) : words.renamed(title);
      if (id === keeper.current()) {
        renameBoard(simulation, title);
        return told;
      }
      const stored = await store.read(id);
      if (stored?.content === undefined) return '';
      const { info, moment } = stored;
      const content = retitled(stored.content, title);
      const { stamp, clean, changed: at } = info;
      const save = { id, title, clean, bases: [stamp], stamp: `${stamp}-renamed`, at, content, moment };
      return (await store.write(save)) ? told : words.changedMeanwhile;
    },
    duplicate: async (id) => {
      await keeper.save();
      await duplicate(store, id);
    },
    setDeleted: (id, isDeleted) => store.mark(id, { deleted: isDeleted ? Date.now() : undefined }),
    sketch: async (id) => {
      const document = await readDocument(store, id, PICTURED);
      return document && (await fetchPart('sketch', () => import('../opening/sketch.ts'))).sketchBoard(document);
    },
    ...putAway(workspace, store, openDocument),
  };
}

/** What is on a board; undefined: it is not there, cannot be read, or has more objects than `most`. */
async function readDocument(store: BoardStore, id: string, most = Number.POSITIVE_INFINITY) {
  const stored = await store.read(id);
  if (stored?.content === undefined || countObjects(stored.content) > most) return undefined;
  return (await restoreDocument(documentOf(stored.content))).document;
}

/** Writes what is on a board as one of its own, which begins with it: its history stays with the other. */
async function duplicate(store: BoardStore, id: string): Promise<void> {
  const stored = await store.read(id);
  if (stored?.content === undefined) return;
  const { document } = await restoreDocument(documentOf(stored.content));
  const title = copyTitle(document.title);
  const copy = { document: { ...document, title }, past: [], future: [] };
  const content = await inTasks(packContent(copy, createRegister(newName())));
  const { moment } = stored;
  const at = Date.now();
  await store.write({ id: newName(), title, clean: false, bases: [], stamp: newName(), at, content, moment });
}

const openOf = (title: string): Edit => ({ code: 'OPEN', detail: { title } });

type OpenDocument = (value: unknown, title: string) => Promise<void>;

/** Earlier versions of boards, and what could not be used as it was. */
function putAway(
  workspace: Workspace,
  store: BoardStore,
  openDocument: OpenDocument,
): Pick<Shelf, 'earlier' | 'openEarlier' | 'openAside' | 'downloadAside' | 'dropAside' | 'putLinkAside'> {
  const words = workspace.simulation.words.of('boards');
  return {
    earlier: async (id) =>
      (await store.earlier(id)).map(({ version, changed }) => ({ version, when: timeOf(changed, words) })),
    openEarlier: async (id, version) => {
      const found = await store.readEarlier(id, version);
      if (found === undefined) return;
      const title = versionTitle(found.title, timeOf(found.changed, words));
      await openDocument(documentOf(found), title);
    },
    openAside: async (id) => {
      const item = (await store.aside()).find((candidate) => candidate.id === id);
      if (item === undefined) return;
      const { value, title } = item;
      if (typeof value === 'object' && value !== null && 'link' in value) await openLink(workspace, String(value.link));
      else await openDocument(value, title);
    },
    downloadAside: async (id) => {
      const item = (await store.aside()).find((candidate) => candidate.id === id);
      if (item === undefined) return;
      download({
        name: `${fileName(item.title)}.json`,
        text: `${JSON.stringify(await unpackFound(item.value), null, 2)}\n`,
      });
    },
    dropAside: store.dropAside,
    putLinkAside: ({ title, hash, problems }) => {
      const reason = { code: 'LINK_PARTS_UNUSED', detail: { problems } } as const;
      const item = { id: `link-${hash}`, title, at: Date.now(), reason, value: { link: hash } };
      store.putAside(item).catch(() => undefined);
    },
  };
}
