import { describe, expect, test } from 'vitest';
import { keepDraft, meaningOf } from '../../../src/features/inspector/forms/fields/draft.ts';

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });
const one = { value: 'app=web' };
const many = { value: 'app=web', lines: 1 };

describe('keys in a field of the inspector', () => {
  test('Enter keeps what is typed, of several lines too; with Shift it begins the next line', () => {
    for (const field of [one, many]) expect(meaningOf(key('Enter'), { text: 'app=cart' }, field)).toBe('keep');
    expect(meaningOf(key('Enter', true), { text: 'app=cart' }, many)).toBe('type');
    expect(meaningOf(key('Enter', true), { text: 'app=cart' }, one)).toBe('keep');
  });

  test('Escape takes back what was typed in one line', () => {
    expect(meaningOf(key('Escape'), { text: 'app=cart' }, one)).toBe('leave');
    expect(meaningOf(key('Escape'), {}, one)).toBe('type');
  });

  test('of several lines Escape asks when something was changed, and only then', () => {
    expect(meaningOf(key('Escape'), { text: 'app=cart' }, many)).toBe('ask');
    expect(meaningOf(key('Escape'), { text: 'app=web' }, many)).toBe('leave');
    expect(meaningOf(key('Escape'), {}, many)).toBe('type');
    expect(meaningOf(key('a'), { text: 'app=cart' }, many)).toBe('type');
  });
});

describe('keeping a draft', () => {
  const check = (text: string): string | undefined => (text === 'bad' ? 'no' : undefined);

  test('takes over what differs and is right', () => {
    expect(keepDraft({ text: 'app=cart', asking: true }, { ...one, check })).toEqual({ draft: {}, keep: 'app=cart' });
    expect(keepDraft({ text: 'app=web' }, { ...one, check })).toEqual({ draft: {} });
    expect(keepDraft({}, { ...one, check })).toEqual({ draft: {} });
  });

  test('what is wrong stays in the field with the reason', () => {
    expect(keepDraft({ text: 'bad' }, { ...one, check })).toEqual({ draft: { text: 'bad', wrong: 'no' } });
  });
});
