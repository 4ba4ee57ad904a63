import { expect, test } from 'vitest';
import { POD_TO_SERVICE } from '../../../src/lessons/pod-to-service.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { backToWriting, finishWriting, switchWriting } from '../../../src/simulation/author/finish-writing.ts';
import { writeGoal } from '../../../src/simulation/author/write-goal.ts';
import { addPart, askOfPart, pinPart, writePart } from '../../../src/simulation/author/write-story.ts';
import { countEdits } from '../../../src/simulation/challenge/count-edits.ts';
import { resetBoard } from '../../../src/simulation/challenge/reset-board.ts';
import { holdAnswers } from '../../../src/simulation/predict/answers.ts';
import { decodeShareLink, encodeShareLink } from '../../../src/scenario/share-link.ts';
import { namedEdit } from '../../named-edit.ts';
import { createSimulation } from '../../whole-simulation.ts';

const { lesson: _, ...board } = { ...POD_TO_SERVICE, story: [], lesson: undefined };
const without = (count: number) => (document: ScenarioDocument) => ({
  ...document,
  objects: document.objects.slice(0, -count),
});
const GOAL = { code: 'EDIT_GOAL', detail: {} } as const;
const STORY = { code: 'EDIT_STORY', detail: {} } as const;

function written() {
  const simulation = createSimulation({ answers: holdAnswers() });
  simulation.open(board, { edit: namedEdit(''), clean: true, play: false });
  const { document, view } = simulation;
  const { edit } = document.getState();
  view.setState({ authoring: true });
  edit(namedEdit('mine'), without(1));
  edit(GOAL, (before) => writeGoal(before, { text: 'Mend it', hints: ['a'] }));
  edit(namedEdit('mine'), without(2));
  const count = () => countEdits(document.getState());
  return { simulation, document, view, edit, count };
}

test('what an author changes is no change of a learner’s, before the goal or after it, and is not taken back by beginning again', () => {
  const { simulation, document, edit, count } = written();
  const before = document.getState().document;
  finishWriting(simulation, { trying: false });
  expect(count()).toBe(0);
  resetBoard(document);
  expect(document.getState().document.objects).toBe(before.objects);
  edit(namedEdit('learner'), without(1));
  edit(namedEdit('learner'), without(1));
  expect(count()).toBe(2);
  resetBoard(document);
  expect(count()).toBe(0);
  expect(document.getState().document.objects).toBe(before.objects);
  expect(document.getState().document.goal).toEqual(before.goal);
});

test('who tries what they wrote goes back to it as it was; nothing else is opened for it', () => {
  const { simulation, document, view, edit } = written();
  const { opening } = document.getState();
  finishWriting(simulation, { trying: true });
  const begun = document.getState().document;
  expect(view.getState()).toMatchObject({ authoring: false, trying: true, unfolded: [] });
  expect(document.getState().opening).toBe(opening);
  edit(namedEdit('learner'), without(1));
  backToWriting(simulation);
  expect(document.getState().document).toBe(begun);
  expect(view.getState()).toMatchObject({ authoring: true, trying: false });
  switchWriting(simulation);
  expect(view.getState()).toMatchObject({ authoring: false, trying: false });
  switchWriting(simulation);
  expect(view.getState().authoring).toBe(true);
});

test('a story is told of the board on which it was written, once it is done and in its link, and asks what it asks', () => {
  const { simulation, document, view, edit } = written();
  simulation.playback.getState().send({ from: { pod: 'shop/frontend' }, to: 'http://cart:8080/' }, { play: false });
  edit(STORY, (before) => addPart(before));
  edit(STORY, (before) => writePart(before, 0, { title: 'One' }));
  const shown = simulation.snapshot();
  edit(STORY, (before) => askOfPart(pinPart(before, 0, shown), 0, 'ARRIVES'));
  edit(STORY, (before) => addPart(before));
  edit(namedEdit('mine'), without(1));
  expect(view.getState().aside).toBeUndefined();
  finishWriting(simulation, { trying: false });
  // What says nothing is no part.
  expect(document.getState().document.story.map(({ title }) => title)).toEqual(['One']);
  expect(view.getState()).toMatchObject({ asking: true, part: 0 });
  expect(view.getState().aside).toBeUndefined();
  const read = decodeShareLink(encodeShareLink(simulation.snapshot()));
  if (!read.ok) throw new Error(read.why.code);
  const learner = createSimulation({ answers: holdAnswers() });
  learner.open(read.scenario, { edit: namedEdit(''), clean: true, play: false });
  expect(learner.view.getState().aside).toBeUndefined();
  expect(learner.view.getState().asking).toBe(true);
});
