import decodeQR from 'qr/decode.js';
import encodeQR from 'qr';
import { expect, test } from 'vitest';
import { groupOmissions, groupRemaining } from '../../src/features/share/group-report.ts';
import { SHARE } from '../../src/narration/en/page/later/documents/share.ts';
import { asEmbedded, asReadOnly, embedSnippet } from '../../src/features/share/link-forms.ts';
import { outline } from '../../src/features/share/outline.ts';

test('what is left out is told by reason, the most delicate first, place by place', () => {
  const pod = { kind: 'Pod', namespace: 'shop', name: 'web' };
  const groups = groupOmissions(
    {
      omitted: [
        { object: pod, fields: ['spec.volumes'], reason: 'not-read' },
        { object: pod, fields: ['env[A]', 'env[B]'], reason: 'environment' },
        { object: { kind: 'Node', name: 'n1' }, fields: ['spec.taints'], reason: 'not-read' },
        { object: { kind: 'Secret', name: 's' }, fields: [], reason: 'secret' },
        { fields: ['requests[0].http.headers[Cookie]'], reason: 'masked' },
      ],
    },
    SHARE,
  );
  expect(groups.map(({ title, lines }) => [title, lines.map(({ where }) => where)])).toEqual([
    ['What Secrets hold', ['Secret s']],
    ['Environment variables', ['Pod shop/web']],
    ['Values that look like a secret', ['']],
    ['Other fields', ['Pod shop/web', 'Node n1']],
  ]);
  expect(groups.slice(0, 2).map(({ lines }) => lines[0]?.fields)).toEqual(['the whole object', 'env[A], env[B]']);
});

test('what remains is told by what it is', () => {
  const groups = groupRemaining(
    {
      remaining: [
        { fields: ['a'], what: 'request-header' },
        { object: { kind: 'Pod', name: 'x' }, fields: ['b'], what: 'header-match' },
        { fields: ['c'], what: 'request-header' },
      ],
    },
    SHARE,
  );
  expect(groups.map(({ title, lines }) => `${title} ${lines.length}`)).toEqual([
    'Header of a request 2',
    'Value of a header match 1',
  ]);
});

test.each([60, 400, 1200])('a code of %i characters is drawn as a camera reads it', (length) => {
  const text = `https://packetwalk.example.org/#p2:${'aB3-_'.repeat(length)}`.slice(0, length);
  const modules = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
  const scale = 4;
  const size = modules.length * scale;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, x, y, width] of outline(modules).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(width)) * scale; column += 1) {
        data.fill(0, (row * size + column) * 4, (row * size + column) * 4 + 3);
      }
    }
  }
  expect(decodeQR({ width: size, height: size, data })).toBe(text);
});

test.each([
  ['https://e.org/p/#p2:AA', 'https://e.org/p/?view#p2:AA', 'https://e.org/p/?embed#p2:AA'],
  ['https://e.org/?lesson=a&part=2', 'https://e.org/?view&lesson=a&part=2', 'https://e.org/?embed&lesson=a&part=2'],
])('%s to be looked at, and in a frame', (url, view, embed) => {
  expect([asReadOnly(url), asEmbedded(url)]).toEqual([view, embed]);
});

test('a title cannot end the attribute that holds it', () => {
  const html = embedSnippet('https://e.org/?lesson=a&part=2', '"><script>alert(1)</script>&');
  expect(html).toContain('src="https://e.org/?embed&amp;lesson=a&amp;part=2"');
  expect(html).toContain('title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"');
});
