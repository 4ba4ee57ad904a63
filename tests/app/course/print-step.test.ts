import { expect, test } from 'vitest';
import { printStep } from '../../../src/app/course/print-step.ts';
import { encodeShareLink } from '../../../src/scenario/share-link.ts';
import { WHOSE_ADDRESS } from '../../../src/lessons/whose-address.ts';
import { createSimulation } from '../../whole-simulation.ts';

const page = createSimulation();

test('of a lesson every part is printed, and what a part asks has the answer that its walk gives', async () => {
  const printed = await printStep(page, { lesson: 'whose-address' });
  expect(printed?.parts.map(({ title }) => title)).toEqual(WHOSE_ADDRESS.story.map(({ title }) => title));
  const [asking] =
    printed?.parts.flatMap(({ question }) => (question?.choices.includes('198.51.100.10') ? question : [])) ?? [];
  expect(asking?.asks).toMatch(/Which source address does the receiver see\?$/);
  expect(asking?.choices).toContain(asking?.answer);
  const one = await printStep(page, { lesson: 'whose-address', part: 4 });
  expect(one?.parts).toEqual([printed?.parts[3]]);
  expect(one?.parts[0]?.question?.answer).toBe('192.0.2.11');
});

test('of a challenge its goal and hints are printed, of an own board what its link holds, of a broken one nothing', async () => {
  const challenge = await printStep(page, { challenge: 'wrong-selector' });
  expect(challenge?.goal?.text).toBeTruthy();
  expect(challenge?.goal?.hints.length).toBeGreaterThan(1);
  // What has to be so, and for the trainer why it is not.
  expect(challenge?.goal?.clauses[0]).toMatch(/ is answered by Deployment shop\/cart$/);
  expect(challenge?.goal?.clauses).toContain('3 changes at most');
  expect(challenge?.goal?.causes.join(' ')).toMatch(/selects|selector/);
  const hash = encodeShareLink({ document: { ...WHOSE_ADDRESS, title: 'Mine' }, choices: [], lens: 'objects' });
  const own = await printStep(page, { board: `https://example.org/#${hash}` });
  expect(own?.parts).toHaveLength(WHOSE_ADDRESS.story.length);
  expect(await printStep(page, { board: 'p2:AAAA' })).toBeUndefined();
  expect(await printStep(page, { lesson: 'no-such-lesson' })).toBeUndefined();
});
