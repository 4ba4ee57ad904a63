import type { TextsRecord } from './records.ts';

/** Characters of a record, unless a single text has more: the browser takes as many within a few milliseconds. */
const RECORD = 60_000;

/** A store of texts, as far as it is used here. */
interface Readable {
  readonly getAllKeys: (range: IDBKeyRange) => Promise<[string, number, number][]>;
  readonly get: (key: [string, number, number]) => Promise<TextsRecord | undefined>;
}
interface Writable {
  readonly put: (record: TextsRecord) => Promise<unknown>;
  readonly delete: (key: [string, number, number] | IDBKeyRange) => Promise<void>;
}

/** Whose texts: a board's content has version 0. */
interface Owner {
  readonly id: string;
  readonly version: number;
}

/** The texts of a board or an earlier version, each at its place; undefined: it has none. Every record comes in a task of its own. */
export async function readTexts(store: Readable, owner: Owner): Promise<readonly string[] | undefined> {
  const keys = await store.getAllKeys(textsOf(owner));
  if (keys.length === 0) return undefined;
  const records = await Promise.all(keys.map((key) => store.get(key)));
  const texts: string[] = [];
  for (const record of records) {
    for (const [at, text] of (record?.texts ?? []).entries()) texts[(record?.from ?? 0) + at] = text;
  }
  return texts;
}

/**
 * Puts the texts in place of those that are there, one record after the other. `there`: which those are, where that is known; then
 * only what differs is written.
 */
export async function writeTexts(
  store: Writable,
  owner: Owner,
  texts: readonly string[],
  there: readonly string[] | undefined,
): Promise<void> {
  const { id, version } = owner;
  if (there === undefined) await store.delete(textsOf(owner));
  const old = new Map(recordsOf(there ?? []).map((record) => [record.from, record.texts]));
  for (const { from, texts: wanted } of recordsOf(texts)) {
    const before = old.get(from);
    old.delete(from);
    if (before?.length === wanted.length && wanted.every((text, at) => text === before[at])) continue;
    // Each in a task of its own: all of them at once stop the page.
    // oxlint-disable-next-line no-await-in-loop
    await store.put({ id, version, from, texts: wanted });
  }
  await Promise.all([...old.keys()].map((from) => store.delete([id, version, from])));
}

/** Puts all of them at once, and waits for nothing. */
export function leaveTexts(store: Pick<Writable, 'put'>, { id, version }: Owner, texts: readonly string[]): void {
  for (const record of recordsOf(texts)) store.put({ id, version, ...record }).catch(() => undefined);
}

export function textsOf({ id, version }: Owner): IDBKeyRange {
  return IDBKeyRange.bound([id, version, 0], [id, version, Number.MAX_SAFE_INTEGER]);
}

/** Cut where it always is cut: texts that were added change no record before theirs. */
function recordsOf(texts: readonly string[]): readonly Pick<TextsRecord, 'from' | 'texts'>[] {
  const records: Pick<TextsRecord, 'from' | 'texts'>[] = [];
  let from = 0;
  let characters = 0;
  for (const [at, { length }] of texts.entries()) {
    if (characters > 0 && characters + length > RECORD) {
      records.push({ from, texts: texts.slice(from, at) });
      from = at;
      characters = 0;
    }
    characters += length;
  }
  if (from < texts.length) records.push({ from, texts: texts.slice(from) });
  return records;
}
