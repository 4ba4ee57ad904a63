import { openDB } from 'idb';
import type { AsideReason } from './aside.ts';
import type { BoardStore } from './board-store.ts';
import { hasDatabase, OLD_DATABASE } from './database-names.ts';

const OLD_STORE = 'autosave';
const KEYS = ['document', 'moment', 'unreadable'] as const;
const UNREADABLE: AsideReason = { code: 'OLD_UNREADABLE', detail: {} };

/**
 * Brings over what a version before the list of boards kept: its document becomes a board, what it had put aside stays aside. It
 * is removed there only once it is here. A tab of that version that is still open may write again: one more board at the next
 * start. Returns false when the document was nothing that can be shown; it is aside then.
 */
export async function bringOver(store: BoardStore, now: () => number = Date.now): Promise<boolean> {
  if (!(await hasDatabase(OLD_DATABASE))) return true;
  const old = await openDB(OLD_DATABASE);
  try {
    if (!old.objectStoreNames.contains(OLD_STORE)) return true;
    const [kept, moment, unreadable] = (await Promise.all(KEYS.map((key) => old.get(OLD_STORE, key)))) as unknown[];
    const at = now();
    const id = `old-${at.toString(36)}`;
    if (unreadable !== undefined) {
      await store.putAside({ id: `${id}-before`, title: '', at, reason: UNREADABLE, value: unreadable });
    }
    const document = isFields(kept) ? kept['document'] : undefined;
    const readable = isFields(document) && Array.isArray(document['objects']);
    if (readable) {
      const title = typeof document['title'] === 'string' ? document['title'] : '';
      const content = { document, past: [], future: [] };
      const clean = isFields(kept) && kept['clean'] === true;
      await store.write({ id, title, clean, bases: [], stamp: id, at, content, moment });
    } else if (kept !== undefined) {
      await store.putAside({ id, title: '', at, reason: UNREADABLE, value: kept });
    }
    await Promise.all(KEYS.map((key) => old.delete(OLD_STORE, key)));
    return readable || kept === undefined;
  } finally {
    old.close();
  }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
