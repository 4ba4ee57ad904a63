import { expect, test } from 'vitest';
import { tellApart } from '../../../src/features/compare/sides.ts';

test('boards of one title are told apart by when they were changed, others are called what they are', () => {
  const boards = [
    { id: 'a', title: 'shop', when: '16:02' },
    { id: 'b', title: 'EKS', when: '16:03' },
    { id: 'c', title: 'shop', when: '17:40' },
  ];
  const told = tellApart(boards, (title, when) => `${title}, changed ${when}`);
  expect(told.map(({ title }) => title)).toEqual(['shop, changed 16:02', 'EKS', 'shop, changed 17:40']);
  expect(told.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});
