import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findDeepImports, findForeignImports } from '../../scripts/check-boundaries.mjs';
import { findCrowdedRooms } from '../../scripts/check-rooms.mjs';
import { findUnguardedParts } from '../../scripts/check-parts.mjs';
import { findModuleState } from '../../scripts/check-state.mjs';
import { findSentences } from '../../scripts/check-words.mjs';
import { root } from '../../scripts/install.mjs';
import { tool } from '../../scripts/steps.mjs';

const folder = mkdtempSync(join(tmpdir(), 'packetwalk-gates-'));
/** Milliseconds in which a machine with much else to do removes a few thousand files. */
const PATIENCE = 60_000;
afterAll(() => rmSync(folder, { recursive: true, force: true }), PATIENCE);

const partConfiguration = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('tsconfig.json') || path.endsWith('globals.d.ts'))
  .map((path) => join('src', path));
const rootConfiguration = readdirSync(root).filter((name) =>
  /^(tsconfig\.[a-z]+|biome|knip|package|\.oxlintrc)\.json$/.test(name),
);

/** The project's own configuration with nothing in it but one fixture. */
function createProject(fixture: string): string {
  const project = join(folder, fixture);
  for (const path of [...rootConfiguration, ...partConfiguration]) {
    mkdirSync(join(project, dirname(path)), { recursive: true });
    cpSync(join(root, path), join(project, path));
  }
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  cpSync(join(root, 'tests/gates/fixtures', fixture), project, { recursive: true });
  return project;
}

function run(
  project: string,
  name: string,
  ...args: readonly string[]
): { readonly code: number; readonly output: string } {
  const [program, ...rest] = tool(name, ...args);
  const done = spawnSync(program, rest, { cwd: project, encoding: 'utf8' });
  return { code: done.status ?? -1, output: done.stdout + done.stderr };
}

const knip = ['knip', '--no-progress', '--include', 'exports,types'] as const;

// That the project itself does is what `npm run check` is for.
describe('a clean project passes every gate', () => {
  const project = createProject('clean');

  test.each([['tsc', '-b', 'src/app'], ['oxlint', '--deny-warnings'], ['biome', 'format', 'src'], [...knip]])(
    '%s',
    (name, ...args) => {
      expect(run(project, name, ...args)).toMatchObject({ code: 0 });
    },
  );

  test('boundaries of values', () => {
    expect(findForeignImports(join(project, 'src'))).toEqual([]);
  });

  test('faces', () => {
    expect(findDeepImports(join(project, 'src'))).toEqual([]);
  });

  test('rooms and their arrows', () => {
    expect(findCrowdedRooms(join(project, 'src'))).toEqual([]);
  });

  test('parts that are fetched later', () => {
    expect(findUnguardedParts(join(project, 'src'))).toEqual([]);
  });

  test('state of modules', () => {
    expect(findModuleState(join(project, 'src'))).toEqual([]);
  });

  test('words', () => {
    expect(findSentences(join(project, 'src'))).toEqual([]);
  });
});

describe('each gate rejects what it is there for', () => {
  test.each([
    ['engine-touches-page', 'src/engine/net', "Cannot find name 'document'"],
    ['linux-imports-kubernetes', 'src/engine/linux', 'TS6307'],
    ['feature-imports-feature', 'src/features/walk', 'TS6307'],
    ['page-imports-node', 'src/ui', "'node:fs'"],
  ])('tsc -b: %s', (fixture, part, message) => {
    const { code, output } = run(createProject(fixture), 'tsc', '-b', part);
    expect(output).toContain(message);
    expect(code).not.toBe(0);
  });

  test.each([
    ['floating-promise', ['no-floating-promises']],
    ['explicit-any', ['no-explicit-any']],
    ['impure-engine', ['no-restricted-properties', 'no-restricted-globals']],
    ['default-export', ['no-default-export']],
    ['too-many-parameters', ['max-params']],
  ])('oxlint: %s (%j)', (fixture, rules) => {
    const { code, output } = run(createProject(fixture), 'oxlint', '--deny-warnings');
    for (const rule of rules) expect(output).toContain(rule);
    expect(code).not.toBe(0);
  });

  test('boundaries of values: a value that comes through someone else’s reference', () => {
    const project = createProject('value-through-reference');
    expect(run(project, 'tsc', '-b', 'src/manifests').code).toBe(0);
    expect(findForeignImports(join(project, 'src'))).toEqual([
      join('manifests', 'parse.ts imports values from engine', 'net', 'port.ts'),
    ]);
  });

  test('values: a feature that the list of features lacks', () => {
    const project = createProject('unlisted-feature');
    expect(findForeignImports(join(project, 'src'))).toEqual([
      join('app', 'place.ts imports values from features', 'unlisted', 'unlisted.ts'),
    ]);
  });

  test('faces: an import, be it of a type, that reaches behind that of the engine', () => {
    expect(findDeepImports(join(root, 'tests/gates/fixtures/behind-the-face/src'))).toEqual([
      'narration/say.ts reaches behind the face for engine/net/ip.ts',
    ]);
  });

  test('rooms: folders and files that import each other, be it types, and a folder that holds too much', () => {
    const project = createProject('circle-of-folders');
    for (let n = 0; n <= 20; n += 1) {
      writeFileSync(join(project, 'src/manifests', `part-${n}.ts`), `export const part = ${n};\n`);
    }
    expect(findCrowdedRooms(join(project, 'src'))).toEqual([
      'manifests holds 21 files; expected at most 20',
      'circle: manifests/checks → manifests/sources → manifests/checks',
      'circle of files: manifests/checks/check.ts → manifests/sources/source.ts → manifests/checks/check.ts',
      'circle of files: manifests/checks/line.ts → manifests/checks/rule.ts → manifests/checks/line.ts',
    ]);
  });

  test('parts that are fetched later: an import past the mechanism that tells of missing ones', () => {
    expect(findUnguardedParts(join(root, 'tests/gates/fixtures/unguarded-part/src'))).toEqual([
      'app/open.ts:4 imports past lazyPart, fetchPart and withPart',
      'app/open.ts:10 imports past lazyPart, fetchPart and withPart',
      'features/walk/Walk.tsx:1 uses lazy: use lazyPart',
      'features/walk/Walk.tsx:4 imports past lazyPart, fetchPart and withPart',
    ]);
  });

  test('state of modules: a registry, in all its forms', () => {
    expect(findModuleState(join(root, 'tests/gates/fixtures/module-state/src'))).toEqual([
      'engine/registry.ts:1 installed can be given another value',
      'engine/registry.ts:10 programs is changed',
      'engine/registry.ts:11 order is changed',
      'engine/registry.ts:12 counts is changed',
      'narration/words.ts:3 programs is changed',
      'narration/words.ts:4 programs is changed',
    ]);
  });

  test('words: a sentence in the engine or of the reader, whole or in part', () => {
    expect(findSentences(join(root, 'tests/gates/fixtures/engine-speaks/src'))).toEqual([
      'engine/kubernetes/findings.ts:3 says "There is no Service of this name."',
      'engine/kubernetes/findings.ts:4 says "expected a list, found %"',
      'manifests/read.ts:1 says "a % needs a name"',
    ]);
  });

  test('words: what the page says itself, between tags, in what is read of an element, or in a sentence', () => {
    expect(findSentences(join(root, 'tests/gates/fixtures/page-speaks/src'))).toEqual([
      'features/share/Share.tsx:6 says "Move pod % to the next node"',
      'features/share/Share.tsx:8 says "Share"',
      'features/share/Share.tsx:8 says "failed"',
      'features/share/Share.tsx:8 says "% ways"',
      'features/share/Share.tsx:8 says "Share"',
      'features/share/Share.tsx:10 says "one way"',
    ]);
  });

  test('words: what the page says as a fact of a code, or in place of one', () => {
    expect(findSentences(join(root, 'tests/gates/fixtures/page-keeps-words/src'))).toEqual([
      'features/canvas/drop.ts:3 keeps words',
      'features/canvas/drop.ts:4 keeps words',
      'features/canvas/drop.ts:5 keeps narrator',
      'features/canvas/drop.ts:6 keeps sayTitle',
    ]);
  });

  test('words: what the command line says itself, but how it is called', () => {
    expect(findSentences(join(root, 'tests/gates/fixtures/command-speaks/src'))).toEqual([
      'cli/link.ts:2 says "there is no object in these files"',
      'cli/link.ts:4 says "cannot read %: it is a folder"',
    ]);
  });

  test('words: a part of the page that is found by what it is called', () => {
    expect(findSentences(join(root, 'tests/gates/fixtures/page-finds-by-name/src'))).toEqual([
      'features/share/focus.ts:2 says "section[aria-label="Share"]"',
      'features/share/share.css finds by a name',
    ]);
  });

  test('biome: unformatted', () => {
    expect(run(createProject('unformatted'), 'biome', 'format', 'src').code).not.toBe(0);
  });

  test('knip: unused-export', () => {
    const { code, output } = run(createProject('unused-export'), ...knip);
    expect(output).toContain('nobodyWantsThis');
    expect(output).not.toContain(' used ');
    expect(code).not.toBe(0);
  });
});
