import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SharedScenario } from '../../src/scenario/document/document.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';
import { boardShown } from './board-shown.ts';
import { createDice } from './dice.ts';
import { runs } from '../runs.ts';
import { generateBoard } from './generated-board.ts';

/** How many boards; LINK_BOARDS sets another number. */
const BOARDS = Number(process.env['LINK_BOARDS'] ?? runs(1000));

function opened(board: SharedScenario): SharedScenario {
  const decoded = decodeShareLink(encodeShareLink(board));
  if (!decoded.ok) throw new Error(decoded.why.code);
  expect(decoded.problems).toEqual([]);
  return decoded.scenario;
}

/** As data. Events and the like hold objects; what is compared is what is told of them. */
const told = (board: SharedScenario): string =>
  JSON.stringify(boardShown(board), (key, entry: unknown) => (key === 'value' || key === 'body' ? undefined : entry));

test('whoever opens a link sees the board that was shared', () => {
  fc.assert(
    fc.property(fc.gen(), (gen) => {
      const board = generateBoard(createDice(gen));
      const link = opened(board);
      const { document, ...screen } = board;
      const { document: sent, ...there } = link;
      expect(there).toEqual(screen);
      expect({ ...sent, objects: [] }).toEqual({ ...document, objects: [] });
      const [is, expected] = [told(link), told(board)];
      if (is !== expected) expect(JSON.parse(is)).toEqual(JSON.parse(expected));
    }),
    { numRuns: BOARDS, endOnFailure: true },
  );
}, 600_000);
