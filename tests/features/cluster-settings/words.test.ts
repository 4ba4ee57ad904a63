import { expect, test } from 'vitest';
import { CNIS } from '../../../src/engine/dataplane/cni/cnis.ts';
import { CNI_NAMES, cniWords } from '../../../src/features/cluster-settings/words.ts';

test('every pod network that can be chosen has a name and a line of its own', () => {
  const lines = CNI_NAMES.map((cni) => cniWords(cni).line);
  expect(CNI_NAMES).toEqual(Object.keys(CNIS));
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.filter((line) => line.startsWith('Not known'))).toEqual([]);
});
