import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/manifests/sources/decode-text.ts';
import { formatManifests } from '../../src/manifests/format.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { saidDiagnostic } from '../support/said.ts';

const read = (text: string) => parseManifests([{ name: 'a.yaml', text }]);
/** Milliseconds of this process alone: the machine may be busy with others. */
const processorTime = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n';
const service = (name: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name } });

describe('depth', () => {
  const nested: Readonly<Record<string, (levels: number) => string>> = {
    block: (levels) => `${Array.from({ length: levels }, (_, n) => `${' '.repeat(n)}a:`).join('\n')} 1\n`,
    lists: (levels) => `a:\n${'- '.repeat(levels - 1)}1\n`,
    flow: (levels) => `a: ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}\n`,
    JSON: (levels) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}\n`,
  };

  test.each(Object.keys(nested))('%s: two documents nested too deep are left out with a word, at once', (form) => {
    for (const levels of [600, 5000]) {
      const text = nested[form]?.(levels) ?? '';
      const before = processorTime();
      const { objects, diagnostics } = read(`${text}---\n${text}---\n${SERVICE}`);
      expect(processorTime() - before).toBeLessThan(5000);
      expect(objects).toHaveLength(1);
      expect(diagnostics.map(({ code }) => code)).toEqual(['TOO_DEEP', 'TOO_DEEP']);
      expect(saidDiagnostic(diagnostics[0])).toContain('200 levels');
    }
  });

  test.each(Object.keys(nested))(
    '%s: what is nested within the limit is read, and can be copied and printed',
    (form) => {
      const { diagnostics } = read(nested[form]?.(190) ?? '');
      expect(diagnostics.map(({ code }) => code)).toEqual(['KIND_MISSING']);
    },
  );

  test('a List in too many others is told', () => {
    let list: unknown = service('a');
    for (let n = 0; n < 6; n += 1) list = { apiVersion: 'v1', kind: 'List', items: [list] };
    const { objects, skipped, diagnostics } = read(JSON.stringify(list));
    expect(objects).toEqual([]);
    expect(skipped).toEqual({});
    expect(diagnostics).toMatchObject([{ code: 'TOO_DEEP', severity: 'error', line: 1 }]);
  });
});

/** How many diagnostics there are of each code. */
const countOf = (diagnostics: readonly { readonly code: string }[]): Readonly<Record<string, number>> =>
  diagnostics.reduce<Record<string, number>>((sum, { code }) => ({ ...sum, [code]: (sum[code] ?? 0) + 1 }), {});

describe('much of the same takes time in proportion', () => {
  const manyLabels = (count: number) => Array.from({ length: count }, (_, n) => `    k${n}: ${n}`).join('\n');
  test.each<readonly [string, string, Readonly<Record<string, number>>]>([
    [
      'places in a JSON list',
      JSON.stringify({
        kind: 'List',
        items: Array.from({ length: 8000 }, (_, n) => ({ ...service(`s${n}`), metadata: { name: n } })),
      }),
      { NOT_A_STRING: 8000, INVALID_NAME: 8000 },
    ],
    [
      'places in a YAML list',
      `kind: List\nitems:\n${Array.from({ length: 8000 }, (_, n) => `- apiVersion: v1\n  kind: Service\n  metadata:\n    name: ${n}\n`).join('')}`,
      { NOT_A_STRING: 8000, INVALID_NAME: 8000 },
    ],
    [
      'keys that appear twice',
      `${SERVICE}x:\n${Array.from({ length: 50_000 }, () => '  k: 1').join('\n')}\n`,
      { DUPLICATE_KEY: 49_999, UNKNOWN_FIELD: 1 },
    ],
    [
      'keys that appear twice in a flow mapping',
      `${SERVICE}x: {${Array.from({ length: 20_000 }, () => 'k: 1').join(', ')}}\n`,
      { DUPLICATE_KEY: 19_999, UNKNOWN_FIELD: 1 },
    ],
    [
      'labels without quotes',
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  labels:\n${manyLabels(20_000)}\n`,
      { NOT_A_STRING: 20_000 },
    ],
    [
      'labels without quotes, in what the parser of all of YAML reads',
      `apiVersion: v1\nkind: Service\nspec: {a: 1}\nmetadata:\n  name: web\n  labels:\n${manyLabels(20_000)}\n`,
      { NOT_A_STRING: 20_000, UNKNOWN_FIELD: 1 },
    ],
    ['blank lines', `${'\n'.repeat(300_000)}${SERVICE}`, {}],
    ['blanks', `${' '.repeat(300_000)}\n${SERVICE}`, {}],
  ])('%s', (_, text, problems) => {
    const before = processorTime();
    const { diagnostics } = read(text);
    expect(processorTime() - before).toBeLessThan(6000);
    expect(countOf(diagnostics)).toEqual(problems);
    for (const code of Object.keys(problems)) {
      const places = diagnostics.filter((each) => each.code === code).map(({ line, column }) => `${line}:${column}`);
      expect(new Set(places).size).toBe(problems[code]);
    }
  });
});

describe('scalars are what kubectl reads', () => {
  // Printed by kubectl 1.32 (annotate --local -o json).
  test.each<readonly [string, unknown]>([
    ['yes', true],
    ['on', true],
    ['Y', true],
    ['N', false],
    ['off', false],
    ['oN', 'oN'],
    ['010', 8],
    ['08', 8],
    ['-010', -8],
    ['1_000', 1000],
    ['1__0', 10],
    ['0_7', 7],
    ['0x1F', 31],
    ['0b11', 3],
    ['-0b1', -1],
    ['0b', '0b'],
    ['0o17', 15],
    ['00', 0],
    ['+1', 1],
    ['1:30', '1:30'],
    ['1.5e3', 1500],
    ['.5', 0.5],
    ['5.', 5],
    ['+.5', 0.5],
    ['1e400', '1e400'],
    ['2024-01-02', '2024-01-02'],
    ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
    ['.inf2', '.inf2'],
    ['10.0.0.1', '10.0.0.1'],
    ['~', null],
    ['Null', null],
    ['!!binary aGVsbG8=', 'hello'],
    ['!!str 010', '010'],
    ['!!int "3"', 3],
    ['!foo bar', 'bar'],
    ['"yes"', 'yes'],
    ["'010'", '010'],
  ])('%s', (written, value) => {
    expect(read(`${SERVICE}x: ${written}\n`).objects[0]).toMatchObject({ x: value });
    // The same in what only the parser of all of YAML reads.
    expect(read(`${SERVICE}y2: {a: 1}\nx: ${written}\n`).objects[0]).toMatchObject({ x: value });
  });

  test('keys too, and where that surprises it is told with its place', () => {
    const { objects, diagnostics } = read(`${SERVICE}x:\n  on: no\n  010: 0777\n  true: 1.5\n`);
    expect(objects[0]).toMatchObject({ x: { true: 1.5, '8': 511 } });
    expect(diagnostics).toMatchObject([
      { code: 'YAML_SCALAR', severity: 'warning', line: 9, column: 3 },
      { code: 'YAML_SCALAR', line: 9, column: 7 },
      { code: 'YAML_SCALAR', line: 10, column: 3 },
      { code: 'YAML_SCALAR', line: 10, column: 8 },
      { code: 'DUPLICATE_KEY', line: 11 },
      { code: 'UNKNOWN_FIELD', line: 8, column: 1 },
    ]);
    expect(saidDiagnostic(diagnostics[1])).toMatch(
      /^no without quotes is the boolean false for kubectl.*"no" in quotes/,
    );
  });
});

describe('bytes', () => {
  const text = `${SERVICE}# Größe 数 😀\n`;
  const utf16 = (isBig: boolean, mark: boolean): Uint8Array => {
    const units = `${mark ? '\uFEFF' : ''}${text}`.split('').map((unit) => unit.charCodeAt(0));
    return Uint8Array.from(units.flatMap((unit) => (isBig ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])));
  };

  test.each([
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with a byte order mark', new TextEncoder().encode(`\uFEFF${text}`)],
    ['UTF-16 as PowerShell writes it', utf16(false, true)],
    ['UTF-16, the other byte order', utf16(true, true)],
    ['UTF-16 without a mark', utf16(false, false)],
    ['UTF-16 without a mark, the other byte order', utf16(true, false)],
  ])('%s', (_, bytes) => {
    const decoded = decodeText(bytes);
    expect(decoded).toEqual({ text });
  });

  test.each<readonly [string, readonly number[], number, number]>([
    ['Windows-1252', [0x61, 0x0d, 0x0a, 0x62, 0xe4, 0x6f], 2, 2],
    ['a character cut off', [0x61, 0xe2, 0x82], 1, 2],
    ['an overlong form', [0xc0, 0x80], 1, 1],
    ['a surrogate', [0x0a, 0xed, 0xa0, 0x80], 2, 1],
  ])('%s is told with its place, and the rest is still read', (_, bytes, line, column) => {
    const { text: found, problem } = decodeText(Uint8Array.from(bytes));
    expect(found).toContain('\uFFFD');
    expect(problem).toMatchObject({ severity: 'error', code: 'NOT_UTF8', line, column });
    const { diagnostics } = parseManifests([{ name: 'a', ...decodeText(Uint8Array.from(bytes)) }]);
    expect(diagnostics[0]).toMatchObject({ code: 'NOT_UTF8', file: 'a', line, column });
  });

  const letters = (head: string): Uint8Array => Uint8Array.from(head, (letter) => letter.charCodeAt(0));

  test.each([
    ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', { is: 'PICTURE', format: 'PNG' }],
    ['\xff\xd8\xff\xe0\0\x10JFIF', { is: 'PICTURE', format: 'JPEG' }],
    ['\x1f\x8b\x08\0', { is: 'PACKED', format: 'gzip' }],
    ['%PDF-1.7\n', { is: 'BINARY', format: 'PDF' }],
    // An icon, a typeface, a class of Java, a text with a NUL.
    ['\0\0\x01\0\x01\0', { is: 'BINARY' }],
    ['\0\x01\0\0\0\x0e', { is: 'BINARY' }],
    ['\xca\xfe\xba\xbe\0\0', { is: 'BINARY' }],
    ['kind: Pod\0', { is: 'BINARY' }],
  ])('%j is no text: told once, and nothing is read', (head, detail) => {
    const decoded = decodeText(letters(head));
    expect(decoded.text).toBe('');
    const { documents, diagnostics } = parseManifests([{ name: 'a', ...decoded }]);
    expect(documents).toBe(0);
    expect(diagnostics).toEqual([{ severity: 'error', code: 'NOT_TEXT', detail, file: 'a', line: 1, column: 1 }]);
  });

  test.each(['', '\xef\xbb\xbf', ' \r\n\t\n'])('%j is empty, and that is told', (head) => {
    const { diagnostics } = parseManifests([{ name: 'a', ...decodeText(letters(head)) }]);
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'FILE_EMPTY', file: 'a' }]);
  });

  test.each(['a\0\0\0b\0\0\0', '\0\0\0a\0\0\0b', '\xff\xfe\0\0a\0\0\0', '\0\0\xfe\xff\0\0\0a'])(
    '%j is UTF-32',
    (head) => {
      expect(decodeText(letters(head)).problem).toMatchObject({ code: 'NOT_UTF8', detail: { is: 'UTF_32' } });
    },
  );

  test('a replacement character that stands in the file is none', () => {
    expect(decodeText(new TextEncoder().encode('a\uFFFDb'))).toEqual({ text: 'a\uFFFDb' });
  });
});

test('a recorded watch: the last state counts, deleted objects are gone, bookmarks are passed over', () => {
  const event = (type: string, object: unknown) => JSON.stringify({ type, object });
  const text = [
    event('ADDED', service('a')),
    event('ADDED', service('b')),
    event('MODIFIED', { ...service('a'), spec: { clusterIP: '10.0.0.1' } }),
    event('BOOKMARK', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { resourceVersion: '9' },
      spec: { containers: null },
    }),
    event('DELETED', service('b')),
  ];
  expect(read(text.join('\n'))).toMatchObject({
    objects: [{ metadata: { name: 'a' }, spec: { clusterIP: '10.0.0.1' } }],
    diagnostics: [],
  });
  const gone = event('ERROR', { kind: 'Status', apiVersion: 'v1', code: 410, message: 'too old' });
  expect(read(gone).diagnostics).toMatchObject([{ code: 'WATCH_ERROR', line: 1 }]);
});

test('an export with a key that is longer than YAML lets stand in front of a colon is read back', () => {
  const object = { ...service('web'), spec: { ['k'.repeat(3000)]: 1, ['l'.repeat(3000)]: { a: ['b'] } } };
  const list = { ...service('list'), spec: [{ ['k'.repeat(3000)]: { a: 1 } }] };
  const { objects, diagnostics } = read(formatManifests([object, list]));
  expect(countOf(diagnostics)).toEqual({ UNKNOWN_FIELD: 2, NOT_A_MAPPING: 1 });
  expect(objects).toEqual([object, list]);
});
