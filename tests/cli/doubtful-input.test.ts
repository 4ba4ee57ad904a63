import { dirname } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildCommandLine, type CommandLine } from './call-cli.ts';
import { SHOP_YAML } from './shop-yaml.ts';

let cli: CommandLine;
let shop: string;
beforeAll(() => {
  cli = buildCommandLine();
  shop = cli.file('shop.yaml', SHOP_YAML);
}, 60_000);

test('where there is nothing to read no expectation is met', () => {
  const empty = cli.file('nothing/here.txt', '');
  const ask = ['--from', 'internet', '--to', 'http://shop.example/', '--expect', 'unreachable'];
  for (const path of [dirname(empty), cli.file('blank.yaml', ' \n')]) {
    expect(cli.call(['trace', path, ...ask])).toMatchObject({ code: 1, out: '' });
    expect(cli.call(['inspect', path]).err).toContain('there is nothing to read');
  }
  // What kubectl prints where nothing was found is an answer.
  const list = cli.file('list.yaml', 'apiVersion: v1\nkind: List\nitems: []\n');
  expect(cli.call(['inspect', list]).code).toBe(0);
});

test('a CNI without a program is told before the answer, with the one that was probably meant', () => {
  const { code, err } = cli.call(['inspect', shop, '--cni', 'calcio']);
  expect(code).toBe(0);
  expect(err).toContain(
    '--cni calcio: There is no program for the CNI calcio; a bridge with host routes stands in for it. Did you mean calico?',
  );
  expect(cli.call(['inspect', shop, '--cni', 'Calico']).err).not.toContain('--cni');
});
