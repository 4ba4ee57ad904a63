import { beforeAll, expect, test } from 'vitest';
import { buildCommandLine, type CommandLine } from './call-cli.ts';
import { SHOP_YAML } from './shop-yaml.ts';

let cli: CommandLine;
let shop: string;
let broken: string;

beforeAll(() => {
  cli = buildCommandLine();
  shop = cli.file('shop.yaml', SHOP_YAML);
  broken = cli.file('broken.yaml', `${SHOP_YAML}\n---\nkind: Service\n  name: [\n`);
}, 60_000);

const WEB = ['--from', 'pod/shop/client', '--to', 'http://web/'] as const;

// The other tests call it in a thread, where it has run before.
test('in a process of its own the program says and ends the same', () => {
  for (const [code, args] of [
    [0, ['--version']],
    [3, ['trace', shop, ...WEB, '--expect', 'unreachable']],
    [1, ['trace', broken, ...WEB, '--expect', 'reachable']],
    [1, ['trace', `${cli.folder}/absent.yaml`, ...WEB]],
    [2, ['trace', shop, ...WEB, '--sideways']],
    [0, ['trace', 'https://example.org/?lesson=pod-to-service&part=2', '--json']],
  ] as const) {
    const started = cli.start(args);
    expect(started.code, args.join(' ')).toBe(code);
    expect(started.out + started.err).not.toBe('');
    for (const _again of [1, 2]) expect(cli.call(args), args.join(' ')).toEqual(started);
  }
});
