import { expect, test } from 'vitest';
import { followTitles } from '../../../src/app/boards/follow-titles.ts';
import type { BoardInfo } from '../../../src/app/boards/storage/records.ts';
import { renameBoard } from '../../../src/app/page/rename-board.ts';
import { createSimulation } from '../../whole-simulation.ts';

const info = (id: string, title: string, more: Partial<BoardInfo> = {}) =>
  ({ id, title, clean: false, deleted: undefined, ...more }) as BoardInfo;

function page() {
  const simulation = createSimulation();
  const boards = [
    info('own', 'shop'),
    info('other', 'cart'),
    info('another', 'cart 2'),
    info('gone', 'stock', { deleted: 1 }),
  ];
  followTitles(simulation, { list: () => Promise.resolve(boards) }, () => 'own');
  return { simulation, toasts: () => simulation.view.getState().toasts };
}

test('a new title of the board is told, and where another board has it a free one is offered', async () => {
  const { simulation, toasts } = page();
  renameBoard(simulation, 'stock');
  await expect.poll(() => toasts().map(({ text }) => text)).toEqual(['The board is called “stock” now.']);
  renameBoard(simulation, 'cart');
  await expect.poll(() => toasts().at(-1)?.text).toBe('Another of your boards is called “cart” too.');
  const { action } = toasts().at(-1) ?? {};
  expect(action?.label).toBe('Call it “cart 3”');
  action?.run();
  expect(simulation.document.getState().document.title).toBe('cart 3');
});

test('neither an undo nor what comes from another tab is told as a new title', async () => {
  const { simulation, toasts } = page();
  renameBoard(simulation, 'one');
  renameBoard(simulation, 'two');
  await expect.poll(() => toasts().length).toBe(2);
  const { undo, load, document } = simulation.document.getState();
  undo();
  load({ document: { ...document, title: 'three' } });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(toasts()).toHaveLength(2);
});
