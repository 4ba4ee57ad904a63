import { expect, test } from 'vitest';
import { CNIS } from '../../../src/engine/dataplane/cni/cnis.ts';
import { CLUSTER_SETTINGS } from '../../../src/narration/en/page/later/cluster-settings.ts';
import { cniWords } from '../../../src/features/cluster-settings/words.ts';

test('every pod network that can be chosen has a name and a line of its own', () => {
  const words = CLUSTER_SETTINGS.podNetwork;
  const names = Object.keys(words.cnis);
  const lines = names.map((cni) => cniWords(cni, words).line);
  expect(names).toEqual(Object.keys(CNIS));
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.filter((line) => line.startsWith('Not known'))).toEqual([]);
});
