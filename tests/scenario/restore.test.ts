import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROBLEMS } from '../../src/narration/en/scenario/problems.ts';
import { say } from '../../src/narration/sentences.ts';
import { applyMigrations, CURRENT_VERSION, MIGRATIONS } from '../../src/scenario/restore/migrations.ts';
import { restoreScenario } from '../../src/scenario/restore/restore.ts';
import { formatScenarioFile, parseScenarioFile } from '../../src/scenario/scenario-file.ts';
import { createBoard, SHOP } from './reference-board.ts';

const board = createBoard(SHOP);

test('a valid scenario comes back as it is, and restoring is idempotent', () => {
  expect(restoreScenario(board)).toEqual({ scenario: board, problems: [] });
  expect(restoreScenario(JSON.parse(JSON.stringify(board)))).toEqual({ scenario: board, problems: [] });
});

test('a bare document shows its first request', () => {
  const { scenario, problems } = restoreScenario(board.document);
  expect(problems).toEqual([]);
  expect(scenario).toEqual({
    document: board.document,
    request: board.document.requests[0],
    choices: [],
    lens: 'objects',
  });
});

test('each unusable piece is left out and told, and the rest stays', () => {
  const { scenario, problems } = restoreScenario({
    document: {
      version: 1,
      title: 7,
      objects: [
        null,
        { apiVersion: 'v1', kind: 'Service' },
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } },
        { apiVersion: 'v1', kind: 'ConfigMap' },
      ],
      interventions: [{ type: 'reboot' }, { type: 'kill-sandbox', namespace: 'shop', pod: 'web' }],
      overrides: { proxyMode: 'magic', cni: 'bridge', podCIDRs: ['10.0.0.0/99'] },
      layout: { 'Pod/shop/a': { x: 1.4, y: 2 }, 'Pod/shop/b': { x: 'left', y: 0 }, internet: { x: 1e30, y: 0 } },
      requests: [{ to: 'http://a' }, { from: { internet: true }, to: 'http://b' }],
      story: [{ title: 'lost', text: 't', request: 0 }, { title: 'kept', text: 't', request: 1 }, 'no step'],
    },
    request: { from: 'nowhere' },
    choices: [-1],
    beat: 1.5,
    lens: 'x-ray',
  });
  expect(scenario).toEqual({
    document: {
      version: 1,
      title: '',
      objects: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }],
      interventions: [{ type: 'kill-sandbox', namespace: 'shop', pod: 'web' }],
      overrides: { cni: 'bridge' },
      layout: { 'Pod/shop/a': { x: 1, y: 2 } },
      requests: [{ from: { internet: true }, to: 'http://b' }],
      // A step whose request is gone does not point to another one.
      story: [
        { title: 'lost', text: 't' },
        { title: 'kept', text: 't', request: 0 },
      ],
    },
    choices: [],
    lens: 'objects',
  });
  expect(problems.map(({ code }) => code)).toEqual([
    'REQUEST_UNUSABLE',
    'TITLE_NO_TEXT',
    'OBJECT_UNUSABLE',
    'OBJECT_UNUSABLE',
    'OBJECT_NAMELESS',
    'INTERVENTION_UNUSABLE',
    'SETTING_UNUSABLE',
    'SETTING_UNUSABLE',
    'POSITION_UNUSABLE',
    'POSITION_UNUSABLE',
    'STORY_STEP_UNUSABLE',
    'SHOWN_REQUEST_UNUSABLE',
  ]);
  for (const problem of problems) expect(say(PROBLEMS, problem)).toMatch(/^[A-Z].{15,}\.$/);
});

test('objects of kinds that are not read stay in a document', () => {
  const rule = {
    apiVersion: 'k8s.cni.cncf.io/v1beta1',
    kind: 'MultiNetworkPolicy',
    metadata: { name: 'shut' },
    spec: {},
  };
  const { scenario, problems } = restoreScenario({ version: 1, objects: [rule] });
  expect(scenario.document.objects).toEqual([rule]);
  expect(problems).toEqual([]);
});

test('anything at all gives a valid scenario, never an exception', () => {
  const anything = fc.anything({ withNullPrototype: true });
  const keys = fc.constantFrom(
    'version',
    'objects',
    'requests',
    'layout',
    'overrides',
    'story',
    'interventions',
    'title',
  );
  const nearly = fc.record({ document: fc.dictionary(keys, anything) });
  fc.assert(
    fc.property(fc.oneof(anything, nearly), (value) => {
      const { scenario } = restoreScenario(value);
      expect(restoreScenario(scenario)).toEqual({ scenario, problems: [] });
    }),
    { numRuns: 2000 },
  );
});

describe('migrations', () => {
  test('are numbered without a gap up to the current version, and each has a saved document', () => {
    expect(MIGRATIONS.map(({ to }) => to)).toEqual(
      Array.from({ length: CURRENT_VERSION - 1 }, (_, index) => index + 2),
    );
    const saved = import.meta.glob('./saved/version-*.json', { eager: true });
    expect(Object.keys(saved)).toHaveLength(MIGRATIONS.length);
  });

  test('only those newer than the document run, in order', () => {
    const steps = [2, 3, 4].map((to) => ({
      to,
      migrate: (document: object) => ({ ...document, [`step${to}`]: true }),
    }));
    expect(applyMigrations({ version: 2 }, 2, steps)).toEqual({ version: 4, step3: true, step4: true });
  });

  test('a document of a newer version is opened as far as it can be read', () => {
    const { scenario, problems } = restoreScenario({ ...board.document, version: 99 });
    expect(scenario.document).toEqual(board.document);
    expect(problems).toEqual([{ code: 'VERSION_NEWER', detail: { version: 99 } }]);
  });
});

describe('files', () => {
  test('a saved file opens as the same scenario, step and all', () => {
    expect(parseScenarioFile(formatScenarioFile(board))).toEqual({ ok: true, problems: [], scenario: board });
  });

  test('a file of before, a bare document, opens with its first request', () => {
    expect(parseScenarioFile(JSON.stringify(board.document))).toMatchObject({
      ok: true,
      problems: [],
      scenario: { document: board.document, request: board.document.requests[0] },
    });
  });

  test.each([
    ['{', 'NOT_JSON'],
    ['[]', 'NO_SCENARIO_IN_FILE'],
    ['null', 'NO_SCENARIO_IN_FILE'],
  ])('%s is refused with a reason', (text, code) => {
    expect(parseScenarioFile(text)).toMatchObject({ ok: false, why: { code } });
  });
});

describe('what is changed is told', () => {
  test('a title that is too long is cut, not lost', () => {
    const { scenario, problems } = restoreScenario({ objects: [], title: `${'x'.repeat(199)}\u{1F600}y` });
    expect(scenario.document.title).toBe('x'.repeat(199));
    expect(problems).toEqual([{ code: 'TITLE_TOO_LONG', detail: { found: 202, kept: 200 } }]);
  });

  test.each([
    [-1, '-1'],
    [1.5, '1.5'],
    ['two', '"two"'],
    [{}, 'no number'],
    ['x'.repeat(99), `"${'x'.repeat(40)}"`],
    [0, '0'],
  ])('version %j', (version, told) => {
    const { scenario, problems } = restoreScenario({ objects: [], title: 'x', version });
    expect(scenario.document.version).toBe(1);
    expect(problems.map((problem) => say(PROBLEMS, problem))).toEqual([
      `Its version is ${told}, which no packetwalk wrote; it is read as version 1.`,
    ]);
  });
});
