import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBlockYaml } from '../../src/manifests/sources/block-source.ts';
import { readYaml } from '../../src/manifests/sources/yaml-source.ts';
import { runs } from '../runs.ts';

const chunk = (text: string) => ({ text, startLine: 1 });

/** Text as kubectl, other programs and people write it, in everything block style has. */
const TEXT = `---
apiVersion: v1
kind: List # all of it
items:
- apiVersion: v1
  kind: Pod
  metadata:
    annotations:
      a.b/c: "true"
      wrapped: 'Back-off pulling image ''nginx'' and then

        some more  '
      folded: "one two \\
        three\\ten \\u00e9 \\
        \\  four"
      lit: |
        {"a": 1}
          deeper

        end
      stripped: |-

        x
      kept: |+
        y

    empty:
    none: ~
  spec:
    containers:
    - name: a
      image: nginx:1.27 # tag
      args:
      - --flag=x
      - |
        script
      -
        - nested
        - 1
      - - tight
        - list
    - {}
  status: {}
-   apiVersion: v1
    items: []
    "quoted key": on
    'other ''key''': 0x1F
    plain goes on: here and
      there
    010: 1_000
    # a comment
    text: a#b c:d -e
metadata:
  resourceVersion: ""
`;

test('what is written in block style is read, to the same values and places as by the parser of all of YAML', () => {
  const [fast, full] = [readBlockYaml(chunk(TEXT)), readYaml(chunk(TEXT))];
  expect(fast?.value).toEqual(full.value);
  expect(fast?.problems).toEqual(full.problems);
  const paths = pathsOf(full.value);
  expect(paths.length).toBeGreaterThan(40);
  for (const path of paths) expect([path, fast?.at(path)]).toEqual([path, full.at(path)]);
  for (const path of [['no'], ['items', 0, 'spec', 'no', 3], ['items', 9], ['metadata', 'name']]) {
    expect([path, fast?.at(path)]).toEqual([path, full.at(path)]);
  }
});

test.each([
  'a: &x 1\n',
  'a: [1]\n',
  'a: !!str 1\n',
  'a: >\n  x\n',
  '? a\n: b\n',
  '<<: {}\n',
  'a:\n\tb: 1\n',
  'a: b: c\n',
  'a:\n    b: 1\n  c: 2\n',
  'a: "x" y\n',
  '"a": "x\n',
  'a: @x\n',
  '~: x\n',
  '__proto__: x\n',
])('%j is left to the parser of all of YAML', (text) => {
  expect(readBlockYaml(chunk(text))).toBeUndefined();
});

test('keys longer than parsers take and deep nesting are left to it too', () => {
  expect(readBlockYaml(chunk(`${'k'.repeat(1100)}: 1\n`))).toBeUndefined();
  const nested = (levels: number) => Array.from({ length: levels }, (_, n) => `${' '.repeat(n)}a:`).join('\n');
  expect(readBlockYaml(chunk(nested(199)))).toBeDefined();
  expect(readBlockYaml(chunk(nested(300)))).toBeUndefined();
});

test('mutations: what it reads, the other parser reads alike', () => {
  const marks = [
    ...'{}[]:-#&*!|>\'"%@`,?\t\n a0~\\<=.+_'.split(''),
    '- ',
    ': ',
    '\n  ',
    '\n\n',
    ' #',
    '|-\n',
    'on',
    '08',
    "''",
  ];
  const put = fc.string({ unit: fc.constantFrom(...marks), maxLength: 4 });
  const mutations = fc.array(fc.tuple(fc.nat(TEXT.length), fc.nat(6), put), { minLength: 1, maxLength: 3 });
  let read = 0;
  fc.assert(
    fc.property(mutations, fc.boolean(), (list, isWhole) => {
      let text = TEXT;
      for (const [at, cut, insert] of list) {
        const start = isWhole ? 0 : Math.max(0, at - 60);
        text = (text.slice(0, at) + insert + text.slice(at + cut)).slice(start);
      }
      const fast = readBlockYaml(chunk(text));
      if (fast === undefined) return;
      read += 1;
      const full = readYaml(chunk(text));
      const problems = full.problems.filter(({ severity }) => severity === 'error');
      expect([text, problems, fast.value]).toEqual([text, [], full.value]);
      expect(fast.problems).toEqual(full.problems);
      for (const path of pathsOf(fast.value).slice(0, 5))
        expect([text, path, fast.at(path)]).toEqual([text, path, full.at(path)]);
    }),
    { numRuns: runs(20_000) },
  );
  expect(read).toBeGreaterThan(runs(2000));
}, 240_000);

function pathsOf(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  // Where nothing stands, each parser has a place of its own.
  if (value === null) return [];
  if (typeof value !== 'object') return [path];
  const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...parts.flatMap(([step, part]) => pathsOf(part, [...path, step]))];
}
