import { expect, test } from 'vitest';
import { printableLines } from '../../src/cli/terminal/terminal.ts';

test('what indents a ruleset stays, what moves the cursor is written out', () => {
  expect(printableLines('table ip t {\n\tchain c\u001b[2J {\n')).toBe('table ip t {\n\tchain c\\u001b[2J {\n');
});
