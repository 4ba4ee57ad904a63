import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatScenarioFile } from '../../src/scenario/scenario-file.ts';
import { EMPTY_DOCUMENT, type SharedScenario } from '../../src/scenario/document/document.ts';
import { pictureMetadata, withScenario } from '../../src/scenario/picture-file.ts';
import { encodeShareLink } from '../../src/scenario/share-link.ts';
import { shopObjects } from '../engine/routing/shop.ts';
import { buildCommandLine } from './call-cli.ts';

const cli = buildCommandLine();
const request = { from: { pod: 'shop/client' }, to: 'http://web.shop/' };
const scenario: SharedScenario = {
  document: {
    ...EMPTY_DOCUMENT,
    objects: shopObjects(),
    overrides: { proxyMode: 'nftables' },
    interventions: ['web-589fcb4666-2pv9h'].map((pod) => ({ type: 'kill-sandbox', namespace: 'shop', pod })),
    requests: [request],
  },
  request,
  choices: [],
  lens: 'wires',
};
const hash = encodeShareLink(scenario);

describe('a link is a file', () => {
  test.each([
    ['an address', `https://example.org/packetwalk/#${hash}`],
    ['a hash', `#${hash}`],
    ['a file with an address', cli.file('link.txt', `https://example.org/#${hash}\n`)],
    ['an SVG that holds it', cli.file('shop.svg', `<svg>${pictureMetadata(hash)}</svg>`)],
    ['a scenario file', cli.file('shop.packetwalk.json', formatScenarioFile(scenario))],
  ])('%s: its settings hold, and trace walks the request that is shown', (_what, file) => {
    const { code, out, err } = cli.call(['trace', file, '--json']);
    expect([code, err]).toEqual([0, expect.not.stringContaining('error')]);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'REACHABLE' });
    expect(cli.call(['rules', file, '--node', 'node-1']).out).toContain('table ip kube-proxy');
    expect(cli.call(['trace', file, '--from', 'internet', '--to', 'http://nowhere/', '--json']).out).toContain(
      'NAME_NOT_FOUND',
    );
  });

  test('a PNG is a file too, and one that holds nothing says so', () => {
    const pixel = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
      'base64',
    );
    const [held, empty] = [cli.file('held.png', ''), cli.file('empty.png', '')];
    writeFileSync(held, withScenario(pixel, hash));
    writeFileSync(empty, pixel);
    expect(cli.call(['trace', held, '--json']).out).toContain('"verdict":"REACHABLE"');
    expect(cli.call(['inspect', empty])).toMatchObject({
      code: 1,
      err: expect.stringContaining('empty.png is a picture that holds no scenario') as string,
    });
  });

  test('a link of a link is the same scenario', () => {
    const { out, err } = cli.call(['link', `#${hash}`]);
    expect([out, err]).toEqual([`#${hash}\n`, '']);
  });

  test('resolve asks for the name of the request that is shown, in its pod, where none is given', () => {
    const shown = cli.call(['resolve', `#${hash}`, '--json']);
    expect(shown).toEqual(cli.call(['resolve', `#${hash}`, '--from', 'pod/shop/client', 'web.shop', '--json']));
    expect(JSON.parse(shown.out)).toMatchObject({ rcode: 'NOERROR' });
    const named = JSON.parse(cli.call(['resolve', `#${hash}`, 'nowhere', '--json']).out) as object;
    expect(named).toMatchObject({ rcode: 'NXDOMAIN' });
    expect(cli.call(['resolve', cli.file('none.yaml', 'kind: Pod\n'), 'web'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('resolve needs FILE...') as string,
    });
  });

  test('rules are those of the node where the request that is shown sets off', () => {
    const pods = JSON.parse(cli.call(['rules', `#${hash}`, '--json']).out) as { readonly node: string };
    expect(cli.call(['rules', `#${hash}`, '--node', pods.node]).out).toBe(cli.call(['rules', `#${hash}`]).out);
    const { out } = cli.call(['trace', `#${hash}`, '--json']);
    expect(out).toContain(`"namespace":"node/${pods.node}"`);
  });

  test('an address of a lesson', () => {
    const { code, out } = cli.call(['trace', 'https://example.org/?lesson=pod-to-service&part=2', '--json']);
    expect([code, out]).toEqual([0, expect.stringContaining('"verdict":"REACHABLE"')]);
  });

  test.each([
    ['#p2:AAAA', 'the link cannot be read. '],
    ['https://example.org/?lesson=nothing', 'there is no lesson called "nothing"; there are container-to-container'],
  ])('%s exits 1 and says why', (file, why) => {
    expect(cli.call(['inspect', file])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(why) as string,
    });
  });
});

test('link counts what it leaves out, and lists it with --json', () => {
  const file = cli.file(
    'secret.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {b: c}}\nspec:\n  containers: [{name: a, image: a, env: [{name: T, value: PLANT}]}]\n',
  );
  expect(cli.call(['link', file]).err).toContain('1 environment variables, 1 annotations');
  const { out } = cli.call(['link', file, '--json']);
  expect(JSON.parse(out)).toMatchObject({
    omitted: [{ reason: 'annotation' }, { reason: 'environment' }],
    remaining: [],
  });
});

test('trace --json does not print what a header proves', () => {
  const file = cli.file('shop.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: shopObjects() }));
  const { out } = cli.call([
    'trace',
    file,
    '--from',
    'internet',
    '--to',
    'http://shop.example/',
    '--header',
    'Authorization: Bearer PLANT',
    '--json',
  ]);
  expect(out).not.toContain('PLANT');
});
