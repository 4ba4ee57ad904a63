import { expect, test } from 'vitest';
import { POD_TO_SERVICE } from '../../../src/lessons/pod-to-service.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { MOST_CLAUSES } from '../../../src/scenario/document/limits.ts';
import { decodeShareLink, encodeShareLink } from '../../../src/scenario/share-link.ts';
import * as goal from '../../../src/simulation/author/write-goal.ts';
import * as story from '../../../src/simulation/author/write-story.ts';
import { namedEdit } from '../../named-edit.ts';
import { createSimulation } from '../../whole-simulation.ts';

const board = { ...POD_TO_SERVICE, story: [], lesson: 'pod-to-service' };
const shared = (document: typeof POD_TO_SERVICE) => {
  const read = decodeShareLink(encodeShareLink({ document, choices: [], lens: 'objects' }));
  if (!read.ok) throw new Error(read.why.code);
  return read.scenario.document;
};

test('a part is pinned to the request, the step and the depth that are shown, which are told again from its link', () => {
  const simulation = createSimulation();
  simulation.open(board, { edit: namedEdit(''), clean: true, play: false });
  const { send, seekCue, setDepth } = simulation.playback.getState();
  send({ from: { pod: 'shop/frontend' }, to: 'http://10.96.40.12:8080/' }, { play: false });
  setDepth('rules');
  seekCue(4);
  const shown = simulation.snapshot();
  const written = story.pinPart(story.addPart(board, 'One'), 0, shown);
  expect(written.lesson).toBeUndefined();
  expect(written.requests).toHaveLength(board.requests.length);
  expect(written.story[0]).toEqual({ title: 'One', text: '', request: 3, step: shown.step, depth: 'rules' });
  const asking = story.askOfPart(written, 0, 'ARRIVES');
  expect(shared(asking).story).toEqual(asking.story);
  const again = createSimulation();
  again.open(written, { edit: namedEdit(''), clean: true, play: false });
  expect(again.playback.getState().request?.to).toBe('http://10.96.40.12:8080/');
  expect(again.playback.getState().depth).toBe('rules');
});

test('a request that the board does not have is kept with it; what is pinned to nothing asks nothing', () => {
  const request = { from: { pod: 'shop/frontend' }, to: 'http://elsewhere/' };
  const written = story.pinPart(story.addPart(board, 'One'), 0, { request, depth: 'story' });
  expect(written.requests.at(-1)).toEqual(request);
  expect(written.story[0]).toEqual({ title: 'One', text: '', request: board.requests.length });
  const asked = story.askOfPart(written, 0, 'STATUS');
  expect(story.unpinPart(asked, 0).story[0]).toEqual({ title: 'One', text: '' });
  expect(story.askOfPart(story.unpinPart(asked, 0), 0, 'STATUS').story[0]?.question).toBeUndefined();
  expect(story.pinPart(asked, 0, { request, depth: 'story' }).story[0]?.question).toEqual({ ask: 'STATUS' });
});

test('parts are moved within bounds, written and taken away', () => {
  const three = ['a', 'b', 'c'].reduce<ScenarioDocument>((document, title) => story.addPart(document, title), board);
  const titles = (document: { readonly story: readonly { readonly title: string }[] }) =>
    document.story.map(({ title }) => title).join('');
  expect(titles(story.movePart(three, 0, 2))).toBe('bca');
  expect(story.movePart(three, 0, -1)).toBe(three);
  expect(titles(story.removePart(three, 1))).toBe('ac');
  expect(story.writePart(three, 1, { text: 'T' }).story[1]).toEqual({ title: 'b', text: 'T' });
});

test('a goal is written request by request with hints, what stays and a number of changes, and goes with the link', () => {
  const [first, second] = board.requests;
  if (first === undefined || second === undefined) throw new Error('no requests');
  let written = goal.writeGoal(board, { text: 'Mend it', hints: ['one', 'two'], mostEdits: 3 });
  written = goal.endRequest(goal.endRequest(written, first, { expect: 'fails' }), first, { expect: 'succeeds' });
  written = goal.toggleKept(goal.endRequest(written, second, { expect: 'fails' }), 'Service/shop/cart');
  expect(goal.endOf(written, first)?.expect).toBe('succeeds');
  expect(written.goal).toMatchObject({ text: 'Mend it', mostEdits: 3, keep: [{ object: 'Service/shop/cart' }] });
  expect(written.goal?.requests.map(({ expect: end }) => end)).toEqual(['succeeds', 'fails']);
  expect(shared(written).goal).toEqual(written.goal);
  expect(goal.toggleKept(written, 'Service/shop/cart').goal?.keep).toBeUndefined();
  expect(goal.writeGoal(written, { mostEdits: undefined, hints: [] }).goal).not.toHaveProperty('hints');
  expect(goal.withGoal(written, undefined).goal).toBeUndefined();
});

test('of what is more than a goal can have nothing is written that a reload would lose', () => {
  const many = Array.from({ length: MOST_CLAUSES + 5 }, (_, at) => `${at}`);
  let written = goal.writeGoal(board, { text: 'Mend it', hints: many });
  for (const at of many) {
    written = goal.endRequest(written, { from: { internet: true }, to: `http://a${at}/` }, { expect: 'succeeds' });
    written = goal.toggleKept(written, `Service/shop/a${at}`);
  }
  expect(written.goal?.hints?.join(' ')).toBe(many.join(' '));
  expect(written.goal?.requests).toHaveLength(MOST_CLAUSES);
  expect(shared(written).goal).toEqual(written.goal);
  expect(goal.toggleKept(written, 'Service/shop/a0').goal?.keep).toHaveLength(MOST_CLAUSES - 1);
  const first = { from: { internet: true }, to: 'http://a0/' } as const;
  expect(goal.endOf(goal.endRequest(written, first, { expect: 'fails' }), first)?.expect).toBe('fails');
});

test('a part that is pinned anew keeps nothing of the step it told of before', () => {
  const simulation = createSimulation();
  simulation.open(board, { edit: namedEdit(''), clean: true, play: false });
  simulation.playback
    .getState()
    .send({ from: { pod: 'shop/frontend' }, to: 'http://10.96.40.12:8080/' }, { play: false });
  simulation.playback.getState().seekCue(4);
  const pinned = story.pinPart(story.addPart(board, 'One'), 0, simulation.snapshot());
  expect(pinned.story[0]?.step).toBeDefined();
  const request = { from: { pod: 'shop/frontend' }, to: 'http://elsewhere/' } as const;
  expect(story.pinPart(pinned, 0, { request, depth: 'story' }).story[0]).toEqual({
    title: 'One',
    text: '',
    request: board.requests.length,
  });
});

test('another board that is opened is not being written, nor is one that an undo brings back', () => {
  const simulation = createSimulation();
  simulation.open(board, { edit: namedEdit(''), clean: true, play: false });
  simulation.view.setState({ authoring: true });
  simulation.document.getState().edit(namedEdit('a'), (document) => ({ ...document, title: 'Mine' }));
  expect(simulation.view.getState().authoring).toBe(true);
  simulation.open(board, { edit: namedEdit(''), clean: true, play: false });
  expect(simulation.view.getState().authoring).toBe(false);
  simulation.view.setState({ authoring: true });
  simulation.document.getState().undo();
  expect(simulation.view.getState().authoring).toBe(false);
});
