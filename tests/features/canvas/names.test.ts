import { expect, test } from 'vitest';
import { endsThatDiffer } from '../../../src/features/canvas/board/names.ts';

const ROOM = 16;

test('names that begin alike and are cut to the same room differ in what is left of them', () => {
  const names = [
    'prometheus-server',
    'prometheus-pushgateway',
    'argocd-server-metrics',
    'argocd-repo-server-metrics',
    'web',
  ];
  const ends = endsThatDiffer(names, 4);
  const cut = names.map((name) => {
    const end = ends.get(name) ?? 0;
    return name.length <= ROOM ? name : `${name.slice(0, ROOM - end - 1)}…${name.slice(-end)}`;
  });
  expect(new Set(cut).size).toBe(names.length);
  expect(ends.get('web')).toBe(4);
});

test('what differs only far from the end is told by its beginning', () => {
  expect(endsThatDiffer(['cart-controller', 'user-controller'], 4).get('cart-controller')).toBe(4);
});
