import { expect, test } from 'vitest';
import { packValue, recallWalk, recordWalk, unpackValue } from '../../../src/app/opening/recalled-walk.ts';
import { createWaitingEngine } from '../../../src/engine/fetched.ts';
import { FIRST_LESSON } from '../../../src/lessons/catalog/first-lesson.ts';
import type { SimulationOptions } from '../../../src/simulation/workspace/simulation-options.ts';
import { createBareSimulation } from '../../whole-simulation.ts';
import { namedEdit } from '../../named-edit.ts';

const lesson = { ...(await FIRST_LESSON.load()), lesson: FIRST_LESSON.id };

function recorded(): string {
  const whole = createBareSimulation();
  whole.open(lesson, { edit: namedEdit(''), clean: true });
  const { request, result } = whole.playback.getState();
  if (request === undefined || result === undefined) throw new Error('nothing was walked');
  return recordWalk(lesson, request, result);
}

/** A page that has yet to fetch what walks. */
function waitingPage(options: Partial<SimulationOptions> = {}) {
  return createBareSimulation({ engine: createWaitingEngine(), ...options });
}

test('a page with a recorded walk plays what the engine would have found, step by step', () => {
  const whole = createBareSimulation();
  const page = waitingPage({ recall: recallWalk(recorded()) });
  for (const each of [whole, page]) each.open(lesson, { edit: namedEdit(''), clean: true });
  const [own, expected] = [page.playback.getState(), whole.playback.getState()];
  expect(page.document.getState().router.isWaiting).toBe(true);
  expect(own.result).toEqual(JSON.parse(JSON.stringify(expected.result)));
  expect(own.outcome).toEqual(expected.outcome);
  expect(own.timeline).toEqual(expected.timeline);
  expect([own.cue, own.until, own.playing]).toEqual([expected.cue, expected.until, expected.playing]);
});

test('what walks can come in the middle of it, and nothing moves', async () => {
  const page = waitingPage({ recall: recallWalk(recorded()) });
  page.open(lesson, { edit: namedEdit(''), clean: true });
  page.playback.getState().tick(1500);
  const before = page.playback.getState();
  const time = before.time();
  await page.fetchWalking();
  expect(page.document.getState().router.isWaiting).toBeUndefined();
  expect(page.playback.getState()).toBe(before);
  expect(before.time()).toBe(time);
  before.send({ from: { node: 'node-1' }, to: 'http://10.96.40.12/' });
  expect(page.playback.getState().result?.verdict).toBe('REACHABLE');
});

test('any other request waits for what walks, and of several the last is walked', async () => {
  const page = waitingPage({ recall: recallWalk(recorded()) });
  page.open(lesson, { edit: namedEdit(''), clean: true });
  const { send } = page.playback.getState();
  send({ from: { node: 'node-1' }, to: 'http://10.96.40.12/' });
  send({ from: { pod: 'shop/frontend' }, to: 'http://10.96.40.12:8080/' }, { play: false });
  expect(page.playback.getState()).toMatchObject({ result: undefined, outcome: undefined, playing: false });
  await page.fetchWalking();
  const { request, result, playing } = page.playback.getState();
  expect(request?.to).toBe('http://10.96.40.12:8080/');
  expect(result?.verdict).toBe('UNREACHABLE');
  expect(playing).toBe(false);
});

test('an edited board is not what was recorded: it is built at once and walked when what walks has come', async () => {
  const page = waitingPage({ recall: recallWalk(recorded()) });
  page.open(lesson, { edit: namedEdit(''), clean: true });
  page.document.getState().edit(namedEdit('Take the Service away'), (document) => ({
    ...document,
    objects: document.objects.filter(({ kind }) => kind !== 'Service'),
  }));
  expect(page.document.getState().router.cluster.service('shop', 'cart')).toBeUndefined();
  expect(page.playback.getState().result).toBeUndefined();
  await page.fetchWalking();
  expect(page.playback.getState().result?.verdict).toBe('UNREACHABLE');
});

test('what nothing is recorded of opens when what walks has come', async () => {
  const page = waitingPage();
  page.open(lesson, { edit: namedEdit(''), clean: true });
  expect(page.document.getState().document.objects).toEqual([]);
  await page.opened();
  expect(page.playback.getState().result?.verdict).toBe('REACHABLE');
});

test('a packed value comes back as it was, and what was identical in it stays identical', () => {
  const shared = { port: 80, list: [1, 'a', null, false] };
  const value = { first: shared, second: [shared, shared, {}], third: '80', fourth: 80 };
  const back = unpackValue(packValue(value)) as typeof value;
  expect(back).toEqual(value);
  expect(back.second[0]).toBe(back.first);
  expect(back.second[1]).toBe(back.first);
});
