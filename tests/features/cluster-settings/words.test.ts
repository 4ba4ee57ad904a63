import { expect, test } from 'vitest';
import { cniWords } from '../../../src/features/cluster-settings/words.ts';
import { CNI_NAMES } from '../../../src/simulation/views/cluster-settings.ts';

test('every pod network that can be chosen has a name and a line of its own', () => {
  const lines = CNI_NAMES.map((cni) => cniWords(cni).line);
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.filter((line) => line.startsWith('Not known'))).toEqual([]);
});
