import { expect, test } from 'vitest';
import { PROBLEMS } from '../../src/narration/en/scenario/problems.ts';
import { say } from '../../src/narration/sentences.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import type { Goal } from '../../src/scenario/document/goal.ts';
import { TEXT_LIMIT } from '../../src/scenario/document/limits.ts';
import { fromLessonForm, toLessonForm } from '../../src/scenario/lesson-form.ts';
import { describeOmissions } from '../../src/scenario/omissions.ts';
import { restoreScenario } from '../../src/scenario/restore/restore.ts';
import { formatScenarioFile, parseScenarioFile } from '../../src/scenario/scenario-file.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';

const GOAL: Goal = {
  text: 'What is the matter.',
  requests: [
    {
      from: { pod: 'shop/web' },
      to: 'http://db/',
      http: { headers: { authorization: 'Bearer abc', accept: 'text/html' } },
      expect: 'succeeds',
      by: ['Deployment/shop/db'],
      each: true,
      ownAddress: true,
    },
    { from: { internet: true }, to: 'http://shop.example.com/', expect: 404 },
  ],
  access: [
    {
      to: { namespace: 'shop', labels: { app: 'db' } },
      port: 53,
      protocol: 'UDP',
      only: [{ namespace: 'shop' }],
    },
  ],
  keep: [{ object: 'Deployment/shop/db', has: { spec: { paused: false, list: [1, 'a', null] } }, pods: 2 }],
  mostEdits: 3,
  hints: ['one', 'two'],
};
const DOCUMENT: ScenarioDocument = { ...EMPTY_DOCUMENT, title: 'A challenge', goal: GOAL };

const restored = (goal: unknown) => restoreScenario({ ...EMPTY_DOCUMENT, goal });

test('a file carries a goal whole', () => {
  const read = parseScenarioFile(formatScenarioFile({ document: DOCUMENT, choices: [], lens: 'objects' }));
  expect(read).toMatchObject({ ok: true, problems: [] });
  expect(read.ok && read.scenario.document.goal).toEqual(GOAL);
});

test('a link carries it without what looks like a secret, and says so', () => {
  const shared = decodeShareLink(encodeShareLink({ document: DOCUMENT, choices: [], lens: 'objects' }));
  const headers = { authorization: '***', accept: 'text/html' };
  const [first, second] = GOAL.requests;
  expect(shared.ok && shared.scenario.document.goal).toEqual({
    ...GOAL,
    requests: [{ ...first, http: { headers } }, second],
  });
  expect(describeOmissions(DOCUMENT)).toMatchObject({
    omitted: [{ fields: ['goal.requests[0].http.headers[authorization]'], reason: 'masked' }],
    remaining: [{ fields: ['goal.requests[0].http.headers[accept]'] }],
  });
});

test('the link of a changed challenge says only what was changed, and opens with the goal', async () => {
  const { document: original } = { document: { ...DOCUMENT, lesson: 'a' } };
  const changed = { ...original, overrides: { cni: 'calico' } };
  const form = toLessonForm({ document: changed, choices: [], lens: 'objects' }, { id: 'a', document: original });
  expect(JSON.stringify(form.base?.difference)).not.toContain('What is the matter');
  const whole = await fromLessonForm({ scenario: form, problems: [] }, async () => original);
  expect(whole.ok && whole.scenario.document).toMatchObject({ overrides: { cni: 'calico' }, goal: GOAL });
});

test.each<Goal>([
  { text: 'What is the matter, before anybody says how it has to end.', requests: [] },
  { text: 'x'.repeat(TEXT_LIMIT), requests: [], hints: ['one'] },
  { ...GOAL, keep: [{ object: 'ClusterRole/system:node' }] },
])('a goal that is being written is there again after a reload: %#', (goal) => {
  const read = restored(goal);
  expect(read.problems).toEqual([]);
  expect(read.scenario.document.goal).toEqual(goal);
});

const [request] = GOAL.requests;
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

test.each([
  ['', 'meet it'],
  ['text', []],
  ['', null],
  ['text', { requests: [request] }],
  ['requests[1].expect', { ...GOAL, requests: [request, { ...request, expect: 'maybe' }] }],
  ['requests[0].expect', { ...GOAL, requests: [{ ...request, expect: 99 }] }],
  ['requests[0].from', { ...GOAL, requests: [{ ...request, from: {} }] }],
  ['requests[0].by[0]', { ...GOAL, requests: [{ ...request, by: ['db'] }] }],
  ['requests', { ...GOAL, requests: Array.from({ length: 51 }, () => request) }],
  ['access[0].port', { ...GOAL, access: [{ ...GOAL.access?.[0], port: 0 }] }],
  ['access[0].only', { ...GOAL, access: [{ ...GOAL.access?.[0], only: undefined }] }],
  ['keep[0].object', { ...GOAL, keep: [{ object: 'db' }] }],
  ['keep[0].has', { ...GOAL, keep: [{ object: 'Pod/shop/db', has: 'everything' }] }],
  ['keep[0].has', { ...GOAL, keep: [{ object: 'Pod/shop/db', has: deep(10_000) }] }],
  ['keep[0].pods', { ...GOAL, keep: [{ object: 'Pod/shop/db', pods: -1 }] }],
  ['mostEdits', { ...GOAL, mostEdits: 'few' }],
  ['hints[0]', { ...GOAL, hints: [7] }],
])('a goal with a %s that none can have is left out whole, and told', (field, goal) => {
  const { scenario, problems } = restored(goal);
  expect(scenario.document).not.toHaveProperty('goal');
  expect(problems).toEqual([{ code: 'GOAL_UNUSABLE', detail: { field } }]);
  for (const problem of problems) {
    expect(say(PROBLEMS, problem)).toMatch(/^The goal cannot be used and was left out: .+\.$/);
    expect(say(PROBLEMS, problem)).toContain(field);
  }
});
