import { expect, test } from 'vitest';
import { placeInSentence, placeName } from '../../src/narration/en/phrases/places.ts';
import { CANVAS } from '../../src/narration/en/page/later/canvas.ts';
import { INSPECTOR } from '../../src/narration/en/page/later/inspector.ts';

const on = (reach: 'LINK' | 'VM') => ({ environment: 'kind', reach, mapped: [] }) as const;

test('what joins the nodes and the world outside is called alike on the board, in the walk and in the inspector', () => {
  expect([CANVAS.entries.router, INSPECTOR.outside.router]).toEqual([placeName('router'), placeName('router')]);
  for (const [reach, name] of [
    ['LINK', 'bridge'],
    ['VM', 'virtualMachine'],
  ] as const) {
    const told = placeName('router', on(reach));
    expect([CANVAS.entries[name], INSPECTOR.outside[name]]).toEqual([told, told]);
  }
});

test('inside a sentence an abbreviation stays as it is', () => {
  expect(placeInSentence('router', on('VM'))).toBe('the VM');
  expect(placeInSentence('router', on('LINK'))).toBe('the bridge');
  expect(placeInSentence('internet', on('VM'))).toBe('your machine');
});
