import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { ENGLISH_PAGE } from '../../src/narration/en/language.ts';
import { restoreScenario } from '../../src/scenario/restore/restore.ts';
import { cueStep } from '../../src/simulation/playback/timeline.ts';
import { SimulationProvider } from '../../src/simulation/workspace/context.ts';
import { showStoryStep } from '../../src/simulation/workspace/story.ts';
import { POD_TO_SERVICE } from '../../src/lessons/pod-to-service.ts';
import { Dialog } from '../../src/ui/Dialog.tsx';
import { WordsProvider } from '../../src/ui/words.ts';
import { playToStop } from '../play-to-stop.ts';
import { createSimulation } from '../whole-simulation.ts';
import { createEngineThatTells, explainServicePortAtPod, NARRATOR } from './a-cause.ts';
import { PodCount } from './a-feature.tsx';
import { inGerman } from './a-language.ts';
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

test('a cause is found where a walk failed, and said', () => {
  const { objects, interventions, overrides } = POD_TO_SERVICE;
  const engine = createEngineThatTells(explainServicePortAtPod);
  const router = engine.createRouter(engine.buildCluster({ objects, interventions, overrides }));
  const causeOf = (to: string) => {
    const traced = router.trace({ from: { pod: 'shop/frontend' }, to });
    return traced.ok ? traced.value.outcomes[0]?.cause : undefined;
  };
  const [cart] = router.cluster.pods.filter(({ name }) => name.startsWith('cart'));
  const cause = causeOf(`http://${cart?.ips[0]}:80/`);
  expect(cause).toMatchObject({ object: { kind: 'Service', name: 'cart' }, path: ['spec', 'ports', 0, 'port'] });
  expect(cause && NARRATOR.cause(cause)).toBe(
    `80 is the port of Service shop/cart; pod ${cart?.name} behind it listens on 8080.`,
  );
  // A port that nobody has is told as before.
  const other = causeOf(`http://${cart?.ips[0]}:81/`);
  expect(other?.code).toBe('NOTHING_LISTENS');
  expect(other && NARRATOR.cause(other)).toContain('81');
});

test('a language says what it can, and another one the rest', async () => {
  const [, , , wrongPort] = POD_TO_SERVICE.requests;
  const simulation = createSimulation({ initial: POD_TO_SERVICE, language: inGerman(ENGLISH_PAGE) });
  const { narrator } = simulation.document.getState();
  const traced = wrongPort && simulation.document.getState().router.trace(wrongPort);
  const cause = traced?.ok === true ? traced.value.outcomes[0]?.cause : undefined;
  expect(cause && narrator.cause(cause)).toBe('Der Service hat diesen Port nicht.');
  const outcome = traced?.ok === true ? traced.value.outcomes[0] : undefined;
  expect(outcome && narrator.outcome(outcome)).toBe('Der Service hat diesen Port nicht.');
  expect(narrator.place('internet')).toBe(ENGLISH.place('internet'));
  const { words } = simulation;
  expect(() => words.of('findings')).toThrow('to be fetched');
  await words.fetch(['later']);
  expect(words.of('findings')).toMatchObject({ title: 'Befunde', none: 'Nothing on this board looks like a mistake.' });
  const drawn = renderToStaticMarkup(
    <WordsProvider value={words}>
      <Dialog title={words.of('findings').title} onClose={() => undefined}>
        {words.of('findings').none}
      </Dialog>
    </WordsProvider>,
  );
  expect(drawn).toContain('Befunde');
  expect(drawn).toContain('aria-label="Schließen"');
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
