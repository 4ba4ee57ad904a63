import { type DBSchema, type IDBPDatabase, wrap } from 'idb';

/** One line of the list of boards. */
export interface BoardInfo {
  readonly id: string;
  readonly title: string;
  /** When it was last changed, in milliseconds since 1970. */
  readonly changed: number;
  /** Counts its saves. */
  readonly version: number;
  /** Names the last save: two tabs may both think theirs is version 7. */
  readonly stamp: string;
  /** Nothing of a person's own is in it: it can be had again from where it came. */
  readonly clean: boolean;
  /** When the newest of its earlier versions was put away. */
  readonly earlier?: number;
  /** When it was deleted; it goes at a later start. */
  readonly deleted?: number;
}

/** The document with its history, as it was stored: nothing about it is believed. */
export interface BoardContent {
  readonly id: string;
  /** Of the record; a larger number was written by a newer packetwalk. */
  readonly format: number;
  readonly document: unknown;
  readonly past: unknown;
  readonly future: unknown;
}

export interface StoredBoard {
  readonly info: BoardInfo;
  readonly content: BoardContent | undefined;
  /** What was on the screen besides the document. */
  readonly moment: unknown;
}

export interface EarlierVersion {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly changed: number;
  readonly document: unknown;
}

/** What could not be used as it was, in its original form. */
export interface AsideItem {
  readonly id: string;
  readonly title: string;
  readonly at: number;
  readonly why: string;
  readonly value: unknown;
}

/** A board on its way into the store. */
export interface BoardSave {
  readonly id: string;
  readonly title: string;
  readonly clean: boolean;
  /** The saves that this one may replace: the one it was made from; none: it is new. */
  readonly bases: readonly string[];
  readonly stamp: string;
  readonly at: number;
  readonly content: Omit<BoardContent, 'id' | 'format'>;
  readonly moment: unknown;
}

interface Schema extends DBSchema {
  boards: { key: string; value: BoardInfo };
  contents: { key: string; value: BoardContent };
  moments: { key: string; value: { readonly id: string; readonly moment: unknown } };
  earlier: { key: [string, number]; value: EarlierVersion };
  aside: { key: string; value: AsideItem };
  unsettled: { key: string; value: { readonly id: string; readonly save: BoardSave } };
}

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
  readonly earlier: (id: string) => Promise<readonly EarlierVersion[]>;
  readonly aside: () => Promise<readonly AsideItem[]>;
  readonly putAside: (item: AsideItem) => Promise<void>;
  readonly dropAside: (id: string) => Promise<void>;
}

/** The format of the content that this version writes. */
export const CONTENT_FORMAT = 1;
/** How often a version of a board that is being changed is put away, and how many are kept. */
const EARLIER_PAUSE = 5 * 60_000;
const EARLIER_KEPT = 6;

const ALL = ['boards', 'contents', 'moments', 'earlier'] as const;

export function createBoardStore(opened: IDBDatabase): BoardStore {
  let database = wrap(opened) as IDBPDatabase<Schema>;

  const write = async (save: BoardSave): Promise<boolean> => {
    const transaction = database.transaction(ALL, 'readwrite');
    const before = await transaction.objectStore('boards').get(save.id);
    if (before !== undefined && !save.bases.includes(before.stamp)) {
      await transaction.done;
      // Settled by another page already.
      return before.stamp === save.stamp;
    }
    const contents = transaction.objectStore('contents');
    let earlier = before?.earlier;
    // The first change of something that was opened from elsewhere, and then one every few minutes.
    if (before !== undefined && !before.clean && save.at - (before.earlier ?? 0) >= EARLIER_PAUSE) {
      earlier = save.at;
      const old = await contents.get(save.id);
      const versions = transaction.objectStore('earlier');
      const { id, version, title, changed } = before;
      if (old !== undefined) await versions.put({ id, version, title, changed, document: old.document });
      const keys = await versions.getAllKeys(versionsOf(id));
      await Promise.all(keys.slice(0, Math.max(keys.length - EARLIER_KEPT, 0)).map((key) => versions.delete(key)));
    }
    await Promise.all([
      transaction.objectStore('boards').put({
        id: save.id,
        title: save.title,
        changed: save.at,
        version: (before?.version ?? 0) + 1,
        stamp: save.stamp,
        clean: save.clean,
        ...(earlier === undefined ? {} : { earlier }),
      }),
      contents.put({ ...save.content, id: save.id, format: CONTENT_FORMAT }),
      transaction.objectStore('moments').put({ id: save.id, moment: save.moment }),
      transaction.done,
    ]);
    return true;
  };

  return {
    use: (another) => {
      database = wrap(another) as IDBPDatabase<Schema>;
    },
    write,
    list: async () => (await database.getAll('boards')).toSorted((a, b) => b.changed - a.changed),
    read: async (id) => {
      const transaction = database.transaction(['boards', 'contents', 'moments']);
      const [info, content, moment] = await Promise.all([
        transaction.objectStore('boards').get(id),
        transaction.objectStore('contents').get(id),
        transaction.objectStore('moments').get(id),
      ]);
      return info === undefined ? undefined : { info, content, moment: moment?.moment };
    },
    info: (id) => database.get('boards', id),
    writeMoment: async (id, moment) => {
      await database.put('moments', { id, moment });
    },
    leave: (tab, save) => {
      const transaction = database.transaction('unsettled', 'readwrite');
      transaction.store.put({ id: tab, save }).catch(() => undefined);
      transaction.done.catch(() => undefined);
      // Nothing is waited for: the page may be gone before an answer.
      transaction.commit();
    },
    stay: (tab) => database.delete('unsettled', tab),
    settle: async () => {
      for (const { id, save } of await database.getAll('unsettled')) {
        // In the order in which the pages went.
        // oxlint-disable-next-line no-await-in-loop
        if (!(await write(save))) await write(copyOf(save));
        // oxlint-disable-next-line no-await-in-loop
        await database.delete('unsettled', id);
      }
    },
    mark: async (id, { deleted }) => {
      const transaction = database.transaction('boards', 'readwrite');
      const before = await transaction.store.get(id);
      if (before !== undefined) {
        const { deleted: _, ...rest } = before;
        await transaction.store.put(deleted === undefined ? rest : { ...rest, deleted });
      }
      await transaction.done;
    },
    discard: async (id, stamp) => {
      const transaction = database.transaction(ALL, 'readwrite');
      const before = await transaction.objectStore('boards').get(id);
      if (before?.stamp === stamp) {
        await Promise.all([
          transaction.objectStore('boards').delete(id),
          transaction.objectStore('contents').delete(id),
          transaction.objectStore('moments').delete(id),
          transaction.objectStore('earlier').delete(versionsOf(id)),
        ]);
      }
      await transaction.done;
    },
    earlier: async (id) => (await database.getAll('earlier', versionsOf(id))).toReversed(),
    aside: async () => (await database.getAll('aside')).toSorted((a, b) => b.at - a.at),
    putAside: async (item) => {
      await database.put('aside', item);
    },
    dropAside: (id) => database.delete('aside', id),
  };
}

/** The board of a tab that found its own changed by another one: a board of its own. */
export function copyTitle(title: string): string {
  return title.endsWith(COPY) ? title : `${title}${COPY}`;
}

const COPY = ' (from another tab)';

function copyOf(save: BoardSave): BoardSave {
  const { document } = save.content;
  const title = copyTitle(save.title);
  return {
    ...save,
    id: save.stamp,
    title,
    bases: [],
    content: { ...save.content, document: { ...(document as object), title } },
  };
}

function versionsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}
