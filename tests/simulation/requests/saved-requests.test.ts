import { describe, expect, test } from 'vitest';
import { EMPTY_DOCUMENT, type SavedRequest, type ScenarioDocument } from '../../../src/scenario/document/document.ts';
import {
  keepRequest,
  moveRequest,
  nameRequest,
  removeRequest,
} from '../../../src/simulation/requests/saved-requests.ts';
import { withSent } from '../../../src/simulation/requests/sent-requests.ts';

const ask = (to: string): SavedRequest => ({ from: { internet: true }, to });
const BOARD: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  requests: ['http://a/', 'http://b/', 'http://c/'].map(ask),
  story: [0, 1, 2].map((request) => ({ title: `of ${request}`, text: '', request })),
};
const told = ({ requests, story }: ScenarioDocument) =>
  story.map(({ title, request }) => `${title}: ${request === undefined ? 'none' : requests[request]?.to}`);

describe('requests of a board', () => {
  test('in another order, the story goes on telling of the same ones', () => {
    const moved = moveRequest(BOARD, 2, 0);
    expect(moved.requests.map(({ to }) => to)).toEqual(['http://c/', 'http://a/', 'http://b/']);
    expect(told(moved)).toEqual(told(BOARD));
    expect(moveRequest(BOARD, 0, 3)).toBe(BOARD);
    expect(moveRequest(BOARD, 0, -1)).toBe(BOARD);
  });

  test('what told of one that is removed tells of no other', () => {
    const board = removeRequest(BOARD, 1);
    expect(board.requests.map(({ to }) => to)).toEqual(['http://a/', 'http://c/']);
    expect(told(board)).toEqual(['of 0: http://a/', 'of 1: none', 'of 2: http://c/']);
  });

  test('a name is given and taken away', () => {
    const named = nameRequest(BOARD, 1, ' the second ');
    expect(named.requests[1]).toEqual({ ...ask('http://b/'), title: 'the second' });
    expect(nameRequest(named, 1, 'the second')).toBe(named);
    expect(nameRequest(named, 1, '')).toEqual(BOARD);
  });

  test('what says the same is kept once; what differs in its length is another', () => {
    expect(keepRequest(BOARD, ask('http://a/'))).toBe(BOARD);
    expect(keepRequest(BOARD, { ...ask('http://a/'), bytes: 1500 }).requests).toHaveLength(4);
  });

  test('of what was sent the last comes first, each once, and twenty are remembered', () => {
    const sent = ['a', 'b', 'a'].map(ask).reduce<readonly SavedRequest[]>(withSent, []);
    expect(sent.map(({ to }) => to)).toEqual(['a', 'b']);
    const many = Array.from({ length: 30 }, (_, at) => ask(`${at}`)).reduce<readonly SavedRequest[]>(withSent, []);
    expect([many.length, many[0]?.to]).toEqual([20, '29']);
  });
});
