import { expect, test } from 'vitest';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { ENGLISH_PAGE } from '../../src/narration/en/language.ts';
import { createWords } from '../../src/narration/page/words.ts';

test('words that are fetched at the same time are all there, those of the first rooms at once', async () => {
  const words = createWords(ENGLISH_PAGE);
  expect(words.of('parts').close).toBe('Close');
  expect(() => words.of('findings')).toThrow('to be fetched');
  await Promise.all([words.fetch(['later', 'narrator']), words.fetch(['narrator']), words.fetch(['later'])]);
  expect(words.of('findings').title).toBe('Findings');
  expect(words.of('narrator')).toBe(ENGLISH);
});

test('words that could not be fetched are fetched when they are asked for again', async () => {
  let tries = 0;
  const words = createWords({
    ...ENGLISH_PAGE,
    fetch: {
      ...ENGLISH_PAGE.fetch,
      later: () => {
        tries += 1;
        return tries === 1 ? Promise.reject(new Error('no network')) : ENGLISH_PAGE.fetch.later();
      },
    },
  });
  await expect(words.fetch(['later'])).rejects.toThrow('no network');
  await words.fetch(['later']);
  expect(words.of('findings').title).toBe('Findings');
});
