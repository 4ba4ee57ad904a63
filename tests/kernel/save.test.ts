import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { save } from './run.ts';

test('a scenario is kept in a folder that is not there yet', () => {
  const home = mkdtempSync(join(tmpdir(), 'packetwalk-save-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const folder = join(home, 'labs', 'today');
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } };
  for (const name of ['one.json', 'two.json']) save(folder, name, [pod]);
  expect(JSON.parse(readFileSync(join(folder, 'two.json'), 'utf8'))).toMatchObject({ kind: 'List', items: [pod] });
});
