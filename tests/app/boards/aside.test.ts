import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { type AsideReason, sayAside } from '../../../src/app/boards/storage/aside.ts';
import { copyTitle, versionTitle } from '../../../src/app/boards/storage/titles.ts';
import { BOARDS } from '../../../src/narration/en/page/later/documents/boards.ts';
import { PROBLEMS } from '../../../src/narration/en/scenario/problems.ts';
import { newBrowser, newStore } from './fixture.ts';

beforeEach(newBrowser);

const said = (reason: AsideReason): string => sayAside(reason, BOARDS.aside, PROBLEMS);

/** As versions wrote it that kept sentences. */
async function keptInWords(records: readonly { readonly title?: string; readonly why: string }[]) {
  const store = await newStore();
  const database = await openDB('packetwalk-boards');
  for (const [at, record] of records.entries())
    await database.put('aside', { id: `${at}`, title: 'mine', at: -at, value: { document: at }, ...record });
  database.close();
  return (await store.aside()).map(({ title, reason, value }) => ({
    title,
    code: reason.code,
    text: said(reason),
    value,
  }));
}

test('what was put aside with a sentence is told by its code, and what has none as it was said', async () => {
  const parts = 'Parts of it could not be used: Object 3 was left out: this Service has no name.';
  const kept = await keptInWords([
    { why: 'It could not be read.' },
    { why: 'An earlier version of it.' },
    { why: 'It was saved by a newer packetwalk.' },
    { why: 'The page went before all of it was kept, and another tab had changed the board.' },
    { why: parts },
    { title: 'A board of before', why: 'It could not be read.' },
  ]);
  expect(kept.map(({ code }) => code)).toEqual([
    'UNREADABLE',
    'EARLIER_VERSION',
    'NEWER',
    'CUT_OFF',
    'SAID',
    'OLD_UNREADABLE',
  ]);
  expect(kept[4]).toEqual({ title: 'mine', code: 'SAID', text: parts, value: { document: 4 } });
  expect(kept[5]?.title).toBe('');
  for (const { text } of kept) expect(text).toMatch(/^[A-Z].+\.$/);
});

test('what could not be used is told sentence by sentence; of a newer packetwalk, what is known here', () => {
  const problems = [
    { code: 'REQUEST_UNUSABLE', detail: { number: 2 } },
    { code: 'WEATHER', detail: {} },
    { code: 'SETTING_UNUSABLE', detail: { name: 'cni' } },
  ] as unknown as Extract<AsideReason, { readonly code: 'PARTS_UNUSED' }>['detail']['problems'];
  expect(said({ code: 'PARTS_UNUSED', detail: { problems } })).toBe(
    'Parts of it could not be used: Request 2 cannot be used and was left out: it needs "from" and "to". The setting "cni" cannot be used and was left out.',
  );
  expect(said({ code: 'WEATHER' } as unknown as AsideReason)).toBe('');
});

test('a copy of a board is numbered, in no language', () => {
  expect(['', 'shop', 'shop (2)', 'shop (from another tab)', '(9)', 'v (1.2)'].map(copyTitle)).toEqual([
    '(2)',
    'shop (2)',
    'shop (3)',
    'shop (from another tab) (2)',
    '(10)',
    'v (1.2) (2)',
  ]);
  expect(['', 'shop'].map((title) => versionTitle(title, '16:02'))).toEqual(['16:02', 'shop (16:02)']);
});
