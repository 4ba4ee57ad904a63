/** Its own name: the database of earlier versions stays as it is until all of it is here, and a tab of one blocks nothing. */
const DATABASE = 'packetwalk-boards';

/**
 * Grows with a store or with CONTENT_FORMAT: a tab of an older packetwalk lets go of the database, and is refused instead of taking
 * what it cannot read for damaged.
 */
const VERSION = 2;

/** Every store with the key of its records. */
const STORES: Readonly<Record<string, string | string[]>> = {
  boards: 'id',
  contents: 'id',
  texts: ['id', 'version', 'from'],
  moments: 'id',
  earlier: ['id', 'version'],
  aside: 'id',
  unsettled: 'id',
  leftTexts: ['id', 'version', 'from'],
};

export interface OpenDatabase {
  readonly database: IDBDatabase;
  /** Nothing was there before. */
  readonly fresh: boolean;
}

/** Opens the database in which boards are kept. Rejects when the browser refuses; may never answer. */
export function openDatabase(): Promise<OpenDatabase> {
  return new Promise((resolve, reject) => {
    let fresh = false;
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onupgradeneeded = ({ oldVersion }) => {
      fresh = oldVersion === 0;
      const { result } = opening;
      for (const [name, keyPath] of Object.entries(STORES)) {
        if (!result.objectStoreNames.contains(name)) result.createObjectStore(name, { keyPath });
      }
    };
    opening.onerror = () => reject(opening.error ?? new Error('The database cannot be opened'));
    opening.onsuccess = () => {
      const database = opening.result;
      // A newer packetwalk in another tab is not kept waiting.
      database.onversionchange = () => database.close();
      resolve({ database, fresh });
    };
  });
}

/** Where versions before the list of boards kept the one document they had. */
export const OLD_DATABASE = 'packetwalk';

/** True when such a version kept something in this browser, or when that cannot be known. */
export async function hasOldDatabase(): Promise<boolean> {
  if (typeof indexedDB.databases !== 'function') return true;
  return (await indexedDB.databases()).some(({ name }) => name === OLD_DATABASE);
}
