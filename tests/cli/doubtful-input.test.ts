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

test('where nothing could be read inspect says so and exits 1, with --json too', () => {
  const broken = cli.file('broken.json', '{"kind": "Service",\n"metadata": {\n');
  expect(cli.call(['trace', broken, '--from', 'internet', '--to', 'http://web/']).code).toBe(1);
  const { code, out } = cli.call(['inspect', broken]);
  expect(code).toBe(1);
  expect(out).toMatch(/broken\.json:\d+:\d+: error: .* \[YAML_SYNTAX\]/);
  const asked = cli.call(['inspect', broken, '--json']);
  expect(asked.code).toBe(1);
  const { diagnostics } = JSON.parse(asked.out) as { readonly diagnostics: readonly unknown[] };
  expect(diagnostics[0]).toMatchObject({ code: 'YAML_SYNTAX' });
  // A part that can be read is something.
  expect(cli.call(['inspect', broken, shop]).code).toBe(0);
});

test('a list and a stream of JSON objects are read as they are written by jq', () => {
  const named = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const { code, out } = cli.start(['inspect', '-', '--json'], JSON.stringify([named('a'), named('b')], null, 2));
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ documents: 2, objects: { Namespace: 2 }, diagnostics: [] });
  const stream = `${JSON.stringify(named('a'), null, 2)}\n${JSON.stringify(named('b'), null, 2)}\n`;
  expect(JSON.parse(cli.start(['inspect', '-', '--json'], stream).out)).toMatchObject({ objects: { Namespace: 2 } });
});
