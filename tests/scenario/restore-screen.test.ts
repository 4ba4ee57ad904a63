import { expect, test } from 'vitest';
import { DEFAULT_DELAYS } from '../../src/engine/kubernetes/changes/change.ts';
import { PROBLEMS } from '../../src/narration/en/scenario/problems.ts';
import { say } from '../../src/narration/sentences.ts';
import { EMPTY_DOCUMENT, type SharedScenario } from '../../src/scenario/document/document.ts';
import { restoreScenario } from '../../src/scenario/restore/restore.ts';
import { STANDARD_DELAYS } from '../../src/scenario/restore/standard-delays.ts';

const document = { ...EMPTY_DOCUMENT, lesson: 'rolling-update' };

/** One of everything that can be on the screen. */
const FULL: SharedScenario = {
  document,
  request: { from: { internet: true }, to: 'http://shop.example.com/' },
  choices: [1, 0],
  step: { leg: 1, direction: 'reply', hop: 3, type: 'TRANSLATE', nth: 1 },
  lens: 'wires',
  depth: 'rules',
  dns: true,
  speed: 2,
  part: 2,
  selected: 'Node/node-1',
  inspector: { tab: 'iptables-save', filter: 'cart', family: 6 },
  reach: { from: 'shop', to: '', onlyChanges: true },
  unfolded: ['assumptions', 'cause/STALE_ENDPOINTS'],
  timeline: {
    changes: [
      { at: 1500, change: { type: 'roll-out', workload: { kind: 'Deployment', namespace: 'shop', name: 'cart' } } },
      { at: 2500, change: { type: 'delete-pod', namespace: 'shop', pod: 'cart-0' } },
      { at: 2600, change: { type: 'scale', workload: { kind: 'Deployment', name: 'cart' }, replicas: 3 } },
      { at: 4000, change: { type: 'drain', node: 'node-1' } },
    ],
    delays: { proxySync: 6000, proxySyncOn: { 'node-1': 900 } },
    time: 3210.5,
    speed: 4,
    request: { from: { pod: 'shop/frontend' }, to: 'http://cart/' },
    rate: 20,
    panel: 'delays',
  },
};

test('everything on the screen comes back as it was', () => {
  expect(restoreScenario(FULL)).toEqual({ scenario: FULL, problems: [] });
  expect(restoreScenario(JSON.parse(JSON.stringify(FULL)))).toEqual({ scenario: FULL, problems: [] });
});

test('what is as usual is not told', () => {
  const { scenario, problems } = restoreScenario({
    document: EMPTY_DOCUMENT,
    choices: [],
    step: { leg: 0, direction: 'request', hop: 0, type: 'ROUTE', nth: 0 },
    beat: 9,
    lens: 'objects',
    depth: 'key',
    speed: 1,
    part: 0,
    inspector: {},
    reach: {},
    timeline: { ...FULL.timeline, delays: { ...STANDARD_DELAYS, boot: 1 }, speed: 1, rate: 5 },
  });
  expect(problems).toEqual([]);
  expect(scenario).toEqual({
    document: EMPTY_DOCUMENT,
    choices: [],
    step: { leg: 0, direction: 'request', hop: 0, type: 'ROUTE' },
    lens: 'objects',
    timeline: {
      changes: FULL.timeline?.changes,
      delays: { boot: 1 },
      time: 3210.5,
      request: FULL.timeline?.request,
      panel: 'delays',
    },
  });
});

test('each unusable piece is left out, and told where somebody would miss it', () => {
  const { scenario, problems } = restoreScenario({
    document: EMPTY_DOCUMENT,
    step: { leg: 0, direction: 'sideways', hop: 0, type: 'ROUTE' },
    depth: 'abyss',
    speed: 1e9,
    part: -1,
    timeline: {
      changes: [
        { at: 5, change: { type: 'explode' } },
        { at: -1, change: { type: 'drain', node: 'node-1' } },
        { at: 7, change: { type: 'drain', node: 'node-1' } },
        { at: 3, change: { type: 'node-down', node: 'node-2' } },
      ],
      delays: { boot: 'soon', tea: 5 },
      time: 'now',
    },
  });
  expect(scenario).toEqual({
    document: EMPTY_DOCUMENT,
    choices: [],
    lens: 'objects',
    timeline: {
      changes: [
        { at: 3, change: { type: 'node-down', node: 'node-2' } },
        { at: 7, change: { type: 'drain', node: 'node-1' } },
      ],
      time: 0,
    },
  });
  expect(problems.map((problem) => say(PROBLEMS, problem))).toEqual([
    'The step that was shown is not known here: the first is shown.',
    'Change 1 of the timeline cannot be used and was left out.',
    'Change 2 of the timeline cannot be used and was left out.',
    'The delay "boot" cannot be used; it is as usual.',
    'The delay "tea" cannot be used; it is as usual.',
    'The part of the story that was shown does not exist: the first is shown.',
  ]);
});

test('a timeline without a change that can be played is none', () => {
  const { scenario, problems } = restoreScenario({ document: EMPTY_DOCUMENT, timeline: 7 });
  expect(scenario.timeline).toBeUndefined();
  expect(problems).toEqual([{ code: 'NO_CHANGES', detail: {} }]);
});

/** When the engine's defaults change, links must go on saying what they said: STANDARD_DELAYS stays, this list grows. */
test('a delay that a link does not name is what it was when links began to hold timelines', () => {
  expect(Object.keys(STANDARD_DELAYS)).toEqual(Object.keys(DEFAULT_DELAYS));
  expect(STANDARD_DELAYS).toMatchObject({ controller: 100, proxySync: 700, nodeMonitorGrace: 50_000 });
});
