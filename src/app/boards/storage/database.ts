import { DATABASE } from './database-names.ts';

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

/** Opens the database in which boards are kept. Rejects when the browser refuses; may never answer. */
export function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onupgradeneeded = () => {
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
      resolve(database);
    };
  });
}
