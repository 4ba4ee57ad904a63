import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { SHOP } from '../e2e/screen.ts';
import { buildCommandLine } from './call-cli.ts';

test('the program runs the same with what was compiled of it, without that, and with that of another program', () => {
  const { folder, program, file } = buildCommandLine();
  const [own, shop] = [join(folder, 'copied'), file('shop.yaml', SHOP)];
  mkdirSync(own);
  for (const name of ['packetwalk.js', 'program.cjs', 'program.compiled'])
    copyFileSync(join(dirname(program), name), join(own, name));
  const compiled = join(own, 'program.compiled');
  expect(readFileSync(compiled).length).toBeGreaterThan(100_000);
  const call = () => {
    const args = ['trace', shop, '--from', 'pod/shop/client', '--to', 'http://web.shop/', '--json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(own, 'packetwalk.js'), ...args], {
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  const first = call();
  expect(first).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(first.stdout)).toMatchObject({ verdict: 'REACHABLE' });
  writeFileSync(compiled, 'of another program');
  expect(call()).toEqual(first);
  rmSync(compiled);
  expect(call()).toEqual(first);
});
