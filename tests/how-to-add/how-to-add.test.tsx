import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { createEnglish } from '../../src/narration/en/english.ts';
import type { EnglishWords } from '../../src/narration/en/english-words.ts';
import type { Narrator } from '../../src/narration/narrator.ts';
import { restoreScenario } from '../../src/scenario/restore/restore.ts';
import { cueStep } from '../../src/simulation/playback/timeline.ts';
import { SimulationProvider } from '../../src/simulation/workspace/context.ts';
import { showStoryStep } from '../../src/simulation/workspace/story.ts';
import { POD_TO_SERVICE } from '../../src/lessons/pod-to-service.ts';
import { playToStop } from '../play-to-stop.ts';
import { createSimulation } from '../whole-simulation.ts';
import { PodCount } from './a-feature.tsx';
import { createGerman } from './a-language.ts';
import { TWO_NODES } from './a-lesson.ts';

// What docs/how-to-add.md tells, done.

test('a lesson is a whole document, and its story stops at the step that its text is about', () => {
  expect(restoreScenario(TWO_NODES).problems).toEqual([]);
  const simulation = createSimulation({ initial: TWO_NODES });
  showStoryStep(simulation, 1);
  playToStop(simulation.playback);
  const { result, timeline, cue } = simulation.playback.getState();
  expect(result?.verdict).toBe('REACHABLE');
  const shown = timeline?.cues[cue];
  const step = timeline && shown && cueStep(timeline, shown);
  expect(`${shown?.namespace} ${step?.type} ${step?.action}`).toBe('node/node-1 ROUTE FORWARDED');
});

test('a language says what it can, and another one the rest', () => {
  const [, , , wrongPort] = POD_TO_SERVICE.requests;
  const narrate = (words: EnglishWords): Narrator => createGerman(createEnglish(words));
  const simulation = createSimulation({ initial: POD_TO_SERVICE, narrate });
  const { narrator } = simulation.document.getState();
  const traced = wrongPort && simulation.document.getState().router.trace(wrongPort);
  const cause = traced?.ok === true ? traced.value.outcomes[0]?.cause : undefined;
  expect(cause && narrator.cause(cause)).toBe('Der Service hat diesen Port nicht.');
  const outcome = traced?.ok === true ? traced.value.outcomes[0] : undefined;
  expect(outcome && narrator.outcome(outcome)).toBe('Der Service hat diesen Port nicht.');
  expect(narrator.place('internet')).toBe(ENGLISH.place('internet'));
});

test('a feature draws what the stores hold', () => {
  const simulation = createSimulation({ initial: TWO_NODES });
  const drawn = renderToStaticMarkup(
    <SimulationProvider value={simulation}>
      <PodCount namespace="shop" />
    </SimulationProvider>,
  );
  expect(drawn).toBe('<output aria-label="Pods">2</output>');
});
