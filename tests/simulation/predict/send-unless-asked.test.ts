import { expect, test } from 'vitest';
import { sendUnlessAsked } from '../../../src/simulation/workspace/send-unless-asked.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { makeThing } from '../../../src/simulation/build/add.ts';
import { createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { putObjects } from '../../../src/simulation/edits.ts';
import { createSimulation } from '../../whole-simulation.ts';

const ASKED = { from: { pod: 'shop/shell' }, to: 'http://web/' };
const OTHER = { from: { pod: 'shop/shell' }, to: 'http://nobody/' };
const BOARD: ScenarioDocument = {
  ...(['node', 'namespace', 'deployment', 'service', 'pod'] as const).reduce(
    (board, thing) => putObjects(board, makeThing(board, thing)),
    createBoardFrom('empty'),
  ),
  requests: [ASKED, OTHER],
  story: [{ title: 'Asks', text: '', request: 0, question: { ask: 'ARRIVES' } }],
};

test('the request of an open question is not sent without a word; another one is, and so is this one when it is wanted', async () => {
  const simulation = createSimulation({ initial: BOARD, answers: { read: () => undefined, write: () => undefined } });
  const { playback, view } = simulation;
  view.setState({ asking: true });
  sendUnlessAsked(simulation, { ...ASKED });
  await expect.poll(() => view.getState().toasts.length).toBe(1);
  expect(playback.getState().request).toBeUndefined();
  expect(view.getState().asking).toBe(true);
  view.getState().toasts[0]?.action?.run();
  expect(playback.getState().request).toMatchObject(ASKED);

  playback.getState().clear();
  view.setState({ asking: true });
  sendUnlessAsked(simulation, { ...OTHER });
  expect(playback.getState().request).toMatchObject(OTHER);
});
