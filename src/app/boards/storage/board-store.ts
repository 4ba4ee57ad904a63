import { type IDBPDatabase, type IDBPTransaction, wrap } from 'idb';
import { placesOf, retitled } from './packed.ts';
import { type AsideItem, readAside } from './aside.ts';
import type {
  BoardContent,
  BoardInfo,
  BoardSave,
  EarlierInfo,
  EarlierVersion,
  LeftSave,
  Schema,
  StoredBoard,
} from './records.ts';
import { copyTitle } from './titles.ts';
import { dropNote, notedLeft, noteLeft } from './left-notes.ts';
import { leaveTexts, readTexts, textsOf, writeTexts } from './stored-texts.ts';

/** Boards in the browser's database. Every method is one transaction: it happens as a whole or rejects. */
export interface BoardStore {
  /** Goes on with another connection: the one before was closed. */
  readonly use: (opened: IDBDatabase) => void;
  /** All boards, deleted ones too, the last changed first. */
  readonly list: () => Promise<readonly BoardInfo[]>;
  readonly read: (id: string) => Promise<StoredBoard | undefined>;
  /** The line of a board alone, however much is on it. */
  readonly info: (id: string) => Promise<BoardInfo | undefined>;
  /** Saves a board unless someone else has since the save it was made from: false, and nothing is written. */
  readonly write: (save: BoardSave) => Promise<boolean>;
  readonly writeMoment: (id: string, moment: unknown) => Promise<void>;
  /** For a page that is about to go: hands the save over at once; it is settled by the next page that starts. */
  readonly leave: (tab: string, save: BoardSave) => void;
  /** Takes back what `leave` left: the page is still there. */
  readonly stay: (tab: string) => Promise<void>;
  /** Settles what pages left when they went; two ways for one board to go on become two boards. */
  readonly settle: () => Promise<void>;
  /** Changes the line of a board without touching what is on it. */
  readonly mark: (id: string, change: { readonly deleted: number | undefined }) => Promise<void>;
  /** Removes a board with everything that belongs to it, for good; only if its last save is the one given. */
  readonly discard: (id: string, stamp: string) => Promise<void>;
  /** The newest first. */
  readonly earlier: (id: string) => Promise<readonly EarlierInfo[]>;
  readonly readEarlier: (id: string, version: number) => Promise<EarlierVersion | undefined>;
  readonly aside: () => Promise<readonly AsideItem[]>;
  readonly putAside: (item: AsideItem) => Promise<void>;
  readonly dropAside: (id: string) => Promise<void>;
}

/** The format of the content that this version writes; the version of the database grows with it. */
export const CONTENT_FORMAT = 2;
/** How often a version of a board that is being changed is put away, and how many are kept. */
const EARLIER_PAUSE = 5 * 60_000;
const EARLIER_KEPT = 6;

const ALL = ['boards', 'contents', 'texts', 'moments', 'earlier'] as const;
const LEFT = ['unsettled', 'leftTexts'] as const;
type Whole = IDBPTransaction<Schema, typeof ALL, 'readwrite'>;

export function createBoardStore(opened: IDBDatabase): BoardStore {
  const base = new Base(opened);
  return {
    use: (another) => base.use(another),
    ...reading(base),
    ...saving(base),
    ...leaving(base),
    ...lining(base),
  };
}

/** The database, whichever connection is the open one. */
class Base {
  /** The texts that this page wrote or read last, and with which save: those of another save may be others. */
  readonly written = new Map<
    string,
    Pick<BoardContent, 'order'> & { readonly stamp: string; readonly texts: readonly string[] }
  >();
  #database: IDBPDatabase<Schema>;

  constructor(opened: IDBDatabase) {
    this.#database = wrap(opened) as IDBPDatabase<Schema>;
  }

  get database(): IDBPDatabase<Schema> {
    return this.#database;
  }

  use(another: IDBDatabase): void {
    this.#database = wrap(another) as IDBPDatabase<Schema>;
  }
}

function reading(base: Base): Pick<BoardStore, 'list' | 'read' | 'info' | 'earlier' | 'readEarlier' | 'aside'> {
  return {
    list: async () => (await base.database.getAll('boards')).toSorted((a, b) => b.changed - a.changed),
    read: async (id) => {
      const transaction = base.database.transaction(['boards', 'contents', 'texts', 'moments']);
      const [info, content, moment, texts] = await Promise.all([
        transaction.objectStore('boards').get(id),
        transaction.objectStore('contents').get(id),
        transaction.objectStore('moments').get(id),
        readTexts(transaction.objectStore('texts'), { id, version: 0 }),
      ]);
      if (info === undefined) return undefined;
      if (texts !== undefined) base.written.set(id, { stamp: info.stamp, order: content?.order, texts });
      return { info, content: content && withTexts(content, texts), moment: moment?.moment };
    },
    info: (id) => base.database.get('boards', id),
    earlier: async (id) => {
      const versions = await base.database.getAll('earlier', versionsOf(id));
      return versions.toReversed().map(({ version, title, changed }) => ({ id, version, title, changed }));
    },
    readEarlier: async (id, version) => {
      const transaction = base.database.transaction(['earlier', 'texts']);
      const [found, texts] = await Promise.all([
        transaction.objectStore('earlier').get([id, version]),
        readTexts(transaction.objectStore('texts'), { id, version }),
      ]);
      return found && withTexts(found, texts);
    },
    aside: async () => (await base.database.getAll('aside')).map(readAside).toSorted((a, b) => b.at - a.at),
  };
}

function saving(base: Base): Pick<BoardStore, 'write' | 'writeMoment' | 'putAside' | 'dropAside'> {
  return {
    write: (save) => write(base, save),
    writeMoment: async (id, moment) => {
      await base.database.put('moments', { id, moment });
    },
    putAside: async (item) => {
      await base.database.put('aside', item);
    },
    dropAside: (id) => base.database.delete('aside', id),
  };
}

/** Saves of pages that go, which the next page settles. */
function leaving(base: Base): Pick<BoardStore, 'leave' | 'stay' | 'settle'> {
  return {
    leave: (tab, save) => {
      const { texts = [], ...content } = save.content;
      const known = base.written.get(save.id);
      const same = known?.order === content.order ? known?.texts.findIndex((text, at) => text !== texts[at]) : 0;
      const from = same === -1 ? (known?.texts.length ?? 0) : (same ?? 0);
      const left = { id: tab, save: { ...save, content }, from, texts: texts.slice(from) };
      noteLeft(left);
      // Nothing is waited for: the page may be gone before an answer. What is small has the best chance to come through.
      const own = base.database.transaction('unsettled', 'readwrite');
      own.store.put(left).catch(() => undefined);
      own.done.catch(() => undefined);
      own.commit();
      const rest = base.database.transaction('leftTexts', 'readwrite');
      leaveTexts(rest.store, { id: tab, version: 0 }, texts.slice(0, from));
      rest.done.catch(() => undefined);
      rest.commit();
    },
    stay: (tab) => forget(base, tab),
    settle: async () => {
      const there = await base.database.getAll('unsettled');
      const noted = notedLeft().filter(({ id }) => there.every((left) => left.id !== id));
      // In the order in which the pages went.
      for (const left of [...there, ...noted]) {
        // oxlint-disable-next-line no-await-in-loop
        await settleLeft(base, left);
        // oxlint-disable-next-line no-await-in-loop
        await forget(base, left.id);
      }
    },
  };
}

/** What happens to a board as a whole. */
function lining(base: Base): Pick<BoardStore, 'mark' | 'discard'> {
  return {
    mark: async (id, { deleted }) => {
      const transaction = base.database.transaction('boards', 'readwrite');
      const before = await transaction.store.get(id);
      if (before !== undefined) {
        const { deleted: _, ...rest } = before;
        await transaction.store.put(deleted === undefined ? rest : { ...rest, deleted });
      }
      await transaction.done;
    },
    discard: async (id, stamp) => {
      const transaction = base.database.transaction(ALL, 'readwrite');
      const before = await transaction.objectStore('boards').get(id);
      if (before?.stamp === stamp) {
        await Promise.all([
          transaction.objectStore('boards').delete(id),
          transaction.objectStore('contents').delete(id),
          transaction.objectStore('texts').delete(IDBKeyRange.bound([id, 0, 0], [id, LAST, LAST])),
          transaction.objectStore('moments').delete(id),
          transaction.objectStore('earlier').delete(versionsOf(id)),
        ]);
      }
      await transaction.done;
    },
  };
}

async function write(base: Base, save: BoardSave): Promise<boolean> {
  const { id, stamp } = save;
  const { texts = [], ...content } = save.content;
  const format = content.order !== undefined ? CONTENT_FORMAT : 1;
  const before = await whole(base.database.transaction(ALL, 'readwrite'), async (transaction) => {
    const found = await transaction.objectStore('boards').get(id);
    if (found !== undefined && !save.bases.includes(found.stamp)) return found;
    const earlier = await putAway(transaction, found, save);
    const known = base.written.get(id);
    const there = found !== undefined && known?.stamp === found.stamp ? known.texts : undefined;
    await writeTexts(transaction.objectStore('texts'), { id, version: 0 }, texts, there);
    await transaction.objectStore('contents').put({ ...content, id, format });
    await transaction.objectStore('moments').put({ id, moment: save.moment });
    await transaction.objectStore('boards').put({
      id,
      title: save.title,
      changed: save.at,
      version: (found?.version ?? 0) + 1,
      stamp,
      clean: save.clean,
      ...(earlier === undefined ? {} : { earlier }),
    });
    return undefined;
  });
  // Settled by another page already.
  if (before !== undefined) return before.stamp === stamp;
  base.written.set(id, { stamp, order: content.order, texts });
  return true;
}

/** Removes what a page left when it went. */
async function forget({ database }: Base, tab: string): Promise<void> {
  dropNote(tab);
  const transaction = database.transaction(LEFT, 'readwrite');
  await Promise.all([
    transaction.objectStore('unsettled').delete(tab),
    transaction.objectStore('leftTexts').delete(textsOf({ id: tab, version: 0 })),
    transaction.done,
  ]);
}

async function settleLeft(base: Base, { id, save, from = 0, texts = [] }: LeftSave): Promise<void> {
  const { content } = save;
  const transaction = base.database.transaction(['contents', 'texts', 'leftTexts']);
  const [stored, there, left] = await Promise.all([
    transaction.objectStore('contents').get(save.id),
    readTexts(transaction.objectStore('texts'), { id: save.id, version: 0 }),
    readTexts(transaction.objectStore('leftTexts'), { id, version: 0 }),
  ]);
  const before = left ?? (stored?.order === content.order ? there : undefined) ?? [];
  const all = content.order === undefined ? content : { ...content, texts: [...before.slice(0, from), ...texts] };
  if (before.length < from) {
    const { stamp, title, at, moment } = save;
    const value = { ...all, texts: [...Array.from({ length: from }, () => ''), ...texts], moment };
    await base.database.put('aside', { id: stamp, title, at, reason: { code: 'CUT_OFF', detail: {} }, value });
    return;
  }
  const whole = { ...save, content: all };
  if (!(await write(base, whole))) await write(base, copyOf(whole));
}

function copyOf(save: BoardSave): BoardSave {
  const title = copyTitle(save.title);
  return { ...save, id: save.stamp, title, bases: [], content: retitled(save.content, title) };
}

/** Puts away the version that is there, when it is time to, and answers when the newest was. */
async function putAway(
  transaction: Whole,
  before: BoardInfo | undefined,
  { at }: BoardSave,
): Promise<number | undefined> {
  // The first change of something that was opened from elsewhere, and then one every few minutes.
  if (before === undefined || before.clean || at - (before.earlier ?? 0) < EARLIER_PAUSE) return before?.earlier;
  const { id, version, title, changed } = before;
  const versions = transaction.objectStore('earlier');
  const store = transaction.objectStore('texts');
  const old = await transaction.objectStore('contents').get(id);
  const texts = await readTexts(store, { id, version: 0 });
  if (old !== undefined) {
    await versions.put({ id, version, title, changed, document: old.document });
    // What only its history has is left behind.
    const places = placesOf({ ...old, texts });
    const own = texts?.map((text, place) => (places.has(place) ? text : ''));
    await writeTexts(store, { id, version }, own ?? [], undefined);
  }
  const keys = await versions.getAllKeys(versionsOf(id));
  for (const key of keys.slice(0, Math.max(keys.length - EARLIER_KEPT, 0))) {
    // oxlint-disable-next-line no-await-in-loop
    await Promise.all([versions.delete(key), store.delete(textsOf({ id, version: key[1] }))]);
  }
  return at;
}

/** All of it happens, or none. */
async function whole<Result>(transaction: Whole, work: (transaction: Whole) => Promise<Result>): Promise<Result> {
  const done = transaction.done.catch((error: unknown) => {
    throw transaction.error ?? error;
  });
  try {
    const result = await work(transaction);
    await done;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself, and knows best why.
    }
    await done.catch(() => undefined);
    throw transaction.error ?? error;
  }
}

function withTexts<Found extends object>(found: Found, texts: readonly string[] | undefined) {
  return texts === undefined ? found : { ...found, texts };
}

const LAST = Number.MAX_SAFE_INTEGER;

function versionsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, LAST]);
}
