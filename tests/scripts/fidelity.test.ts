import { expect, test } from 'vitest';
import { findSimplifications } from '../../scripts/fidelity.mjs';

test('reads simplifications from line and block comments, and nothing else', () => {
  const text = [
    '// Simplification: neighbours are warm.',
    '/** Simplification: one segment. */',
    ' * Simplification: no fragments',
    'const simplification = 1;',
  ].join('\n');
  expect(findSimplifications(text)).toEqual(['neighbours are warm.', 'one segment.', 'no fragments']);
});
