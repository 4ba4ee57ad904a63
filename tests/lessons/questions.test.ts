import { describe, expect, test } from 'vitest';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import type { ScenarioDocument, StoryQuestion } from '../../src/scenario/document/document.ts';
import { type Answers, questionOf } from '../../src/simulation/predict/answers.ts';
import { predict, type Prediction } from '../../src/simulation/predict/predict.ts';
import { answerOf, answerQuestion, askAgain } from '../../src/simulation/workspace/answer-question.ts';
import { showStoryStep } from '../../src/simulation/workspace/story.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';
import { createSimulation } from '../whole-simulation.ts';

/** What is right, by lesson and part: read off the boards, not off the code. Pods of Deployments by the beginning of their names. */
const RIGHT: Readonly<Record<string, Readonly<Record<number, readonly string[]>>>> = {
  'container-to-container': { 4: ['NONE'] },
  'pod-to-pod': { 4: ['10.244.1.2'] },
  'pod-to-service': { 4: ['10.244.1.2'], 7: ['NONE'] },
  'external-to-service': { 4: ['Pod/shop/web-'], 5: ['10.244.'], 6: ['404'] },
  'what-a-name-costs': { 2: ['10.244.'], 4: ['8'], 5: ['10'] },
  'who-may-talk': { 4: ['Node/node-2'], 6: ['NONE'] },
  // The bridge's address towards a pod of the node that was asked, the node's towards others.
  'service-types': { 2: ['192.0.2.12', '10.244.2.1'], 4: ['10.244.'] },
  'whose-address': { 4: ['192.0.2.11'], 5: ['198.51.100.10'], 6: ['10.244.2.1'] },
  'one-address-many-routes': { 4: ['Pod/shop/cart-next'], 5: ['500'], 6: ['404'] },
  'under-another-cni': { 2: ['192.168.0.12'], 4: ['10.244.1.2'] },
  'broken-shop': { 3: ['Node/node-1'], 4: ['503'] },
  'default-deny': { 2: ['NONE'], 3: ['Node/node-2'], 5: ['NONE'] },
  'way-out': { 2: ['192.0.2.12'], 4: ['NONE'] },
  'four-networks': { 3: ['NONE'], 5: ['NONE'] },
  'external-traffic-policy': { 2: ['198.51.100.10'], 3: ['NONE'] },
  'ingress-to-gateway': { 3: ['Pod/shop/web'], 4: ['404'] },
  'what-a-pod-shares': { 4: ['NONE'], 6: ['NONE'] },
  'kube-proxy': { 3: ['Pod/shop/cart-'], 4: ['Node/node-1'] },
  'dual-stack': { 2: ['fd00:10:244:1::'] },
  'on-eks': { 5: ['ALL'] },
  'on-gke': { 5: ['ALL'] },
  'on-aks': { 4: ['ALL'] },
  'reading-a-node': { 5: ['192.0.2.11'] },
  'six-failures': { 2: ['Node/node-1'], 5: ['Node/node-1'] },
};

/** The question of a part, found by the real engine. */
function asked(document: ScenarioDocument, part: number, question?: StoryQuestion): Prediction | undefined {
  const { objects, interventions, overrides, story, requests } = document;
  const cluster = buildCluster({ objects, interventions, overrides });
  const told = story[part];
  const request = requests[told?.request ?? -1];
  const asks = question ?? told?.question;
  if (asks === undefined || request === undefined) throw new Error('nothing is asked');
  const traced = createRouter(cluster).trace(request);
  const outcomes = traced.ok ? traced.value.outcomes : [];
  return predict({ question: asks, step: told?.step, request, outcomes, cluster });
}

/** Remembers what is answered, as a browser does. */
function remember(): Answers {
  const kept = new Map<string, string>();
  return { read: (question) => kept.get(question), write: (question, answer) => void kept.set(question, answer) };
}

describe.each(SCENARIOS.map((lesson) => [lesson.id, lesson] as const))('%s', (id, lesson) => {
  test('every question has choices, of which the ones are right that the walks show, and no other', async () => {
    const document = await lesson.load();
    const parts = document.story.flatMap(({ question }, part) => (question === undefined ? [] : [part]));
    expect(parts.map((part) => part + 1)).toEqual(Object.keys(RIGHT[id] ?? {}).map(Number));
    for (const part of parts) {
      const { choices = [], right = [] } = asked(document, part) ?? {};
      const begins = RIGHT[id]?.[part + 1] ?? [];
      expect(choices.length, `${id} ${part + 1}`).toBeGreaterThanOrEqual(2);
      expect(new Set(choices).size).toBe(choices.length);
      expect(right.length).toBeLessThan(choices.length);
      // The cluster's own machinery is none of what one would think of.
      expect(choices.filter((choice) => choice.startsWith('Pod/kube-system/') && !right.includes(choice))).toEqual([]);
      for (const choice of right) {
        expect(choices).toContain(choice);
        expect(
          begins.some((each) => choice.startsWith(each)),
          `${id} ${part + 1}: ${choice}`,
        ).toBe(true);
      }
      for (const each of begins) expect(right.join(' '), `${id} ${part + 1}`).toContain(each);
      // The same board asks the same, in the same order.
      expect(asked(document, part)).toEqual(asked(document, part));
    }
  });

  test('a part that asks walks nothing until it is answered, and is not asked again', async () => {
    const document = await lesson.load();
    const simulation = createSimulation({ initial: document, answers: remember() });
    const { playback, view } = simulation;
    for (const [part, { question, request }] of document.story.entries()) {
      showStoryStep(simulation, part);
      expect(view.getState().asking, `${id} ${part + 1}`).toBe(question !== undefined);
      if (question === undefined) continue;
      const { request: sent, outcome, result, timeline } = playback.getState();
      expect([sent, outcome, result, timeline]).toEqual([undefined, undefined, undefined, undefined]);
      expect(view.getState().draft.to).toBe(document.requests[request ?? -1]?.to);
      answerQuestion(simulation, { choice: 'x', right: ['y'] });
      expect(playback.getState().request).toBe(document.requests[request ?? -1]);
      expect(view.getState().asking).toBe(false);
      showStoryStep(simulation, part);
      expect(view.getState().asking).toBe(false);
      expect(answerOf(simulation)).toEqual({ choice: 'x', right: ['y'] });
    }
  });
});

describe('a question', () => {
  const load = async (id: string): Promise<ScenarioDocument> => {
    const document = await SCENARIOS.find((lesson) => lesson.id === id)?.load();
    if (document === undefined) throw new Error(id);
    return document;
  };

  test('is asked again once that is wanted, and of that part alone', async () => {
    const simulation = createSimulation({ initial: await load('whose-address'), answers: remember() });
    for (const part of [3, 4]) {
      showStoryStep(simulation, part);
      answerQuestion(simulation, { choice: 'x', right: ['x'] });
    }
    askAgain(simulation);
    expect(simulation.view.getState().asking).toBe(true);
    showStoryStep(simulation, 3);
    expect(simulation.view.getState().asking).toBe(false);
  });

  test('goes with a link to the beginning of its part, and not with one to a step of its walk', async () => {
    const document = await load('whose-address');
    const simulation = createSimulation({ initial: document, answers: remember() });
    showStoryStep(simulation, 3);
    const atStart = simulation.snapshot();
    const open = (scenario: typeof atStart) => {
      const other = createSimulation({ answers: remember() });
      other.open(scenario, { edit: { code: 'OPEN', detail: { title: '' } } as never, clean: true });
      return {
        asking: other.view.getState().asking,
        part: other.view.getState().part,
        to: other.playback.getState().request?.to,
      };
    };
    expect(open(atStart)).toEqual({ asking: true, part: 3, to: undefined });
    answerQuestion(simulation, { choice: 'x', right: ['x'] });
    simulation.playback.getState().seekCue(4);
    expect(open(simulation.snapshot())).toEqual({ asking: false, part: 3, to: document.requests[2]?.to });
  });

  test('is over when somebody sends a request themselves', async () => {
    const document = await load('whose-address');
    const simulation = createSimulation({ initial: document, answers: remember() });
    showStoryStep(simulation, 3);
    const [first] = document.requests;
    if (first !== undefined) simulation.playback.getState().send(first);
    expect(simulation.view.getState().asking).toBe(false);
    expect(answerOf(simulation)).toBeUndefined();
  });

  test('takes every way for right that chance may choose, and says when none is answered', async () => {
    const document = await load('pod-to-service');
    const pods = asked(document, 2, { ask: 'ANSWERED_BY' });
    expect(pods?.right).toHaveLength(3);
    expect(pods?.choices).toContain('NOBODY');
    expect(asked(document, 6, { ask: 'ANSWERED_BY' })?.right).toEqual(['NOBODY']);
    expect(asked(document, 1, { ask: 'WHERE_LOST' })?.right).toEqual(['NOWHERE']);
    expect(asked(document, 1, { ask: 'STATUS' })?.right).toEqual(['NO_STATUS']);
  });

  test('is not put where what it asks for does not happen', async () => {
    const document = await load('pod-to-service');
    expect(asked(document, 6, { ask: 'SOURCE_SEEN' }), 'nobody receives it').toBeUndefined();
    expect(asked(document, 1, { ask: 'QUESTIONS' }), 'no name is looked up').toBeUndefined();
    expect(questionOf({ ...document, requests: [] }, 3)).toBeUndefined();
  });
});
