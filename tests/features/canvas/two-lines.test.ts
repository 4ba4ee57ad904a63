import { expect, test } from 'vitest';
import { SERVICE_COMPACT, SERVICE_NAMED, TWO_LINES } from '../../../src/features/canvas/board/sizes.ts';
import { endsThatDiffer } from '../../../src/features/canvas/board/names.ts';
import { breakable, cutInMiddle, onTwoLines } from '../../../src/features/canvas/boxes/elements/two-lines.ts';
import { createBoard } from '../../../src/features/canvas/placing/board.ts';
import { node, routerOf } from './fixture.ts';

test('names that have room stay whole, longer ones keep both of their ends', () => {
  expect(cutInMiddle('recommendation-service', 4)).toBe('recommendation-service');
  const names = ['notifications-controller-metrics', 'notifications-controller', 'notifications-server-metrics'];
  const ends = endsThatDiffer(names, 4);
  const cut = names.map((name) => cutInMiddle(name, ends.get(name) ?? 0));
  expect(new Set(cut).size).toBe(3);
  for (const name of cut) expect(name).toHaveLength(TWO_LINES);
});

test('a name is broken after a hyphen only where both lines have room', () => {
  expect(onTwoLines('cart-metrics')).toBe('cart-\nmetrics');
  expect(onTwoLines('a-b-c')).toBe('a-b-\nc');
  expect(onTwoLines('recommendation-service')).toBe('recommendation-service');
  expect(onTwoLines('a-recommendations')).toBe('a-recommendations');
});

test.each([
  [1, SERVICE_COMPACT],
  [2, SERVICE_NAMED],
])('many Services of %i namespaces have lines for what they say', (namespaces, height) => {
  const services = Array.from({ length: 12 }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `service-${index}`, namespace: `team-${index % namespaces}` },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  }));
  const { cluster } = routerOf([node(1), ...services]);
  const { elements } = createBoard({ cluster, hidden: new Set(), lens: 'objects', layout: {} });
  const cards = elements.filter(({ id }) => id.startsWith('Service/team-'));
  expect(cards).toHaveLength(12);
  expect(new Set(cards.map((card) => card.height))).toEqual(new Set([height]));
  for (const a of cards)
    for (const b of cards)
      expect(a === b || a.left !== b.left || Math.abs(a.top - b.top) >= height, `${a.id} over ${b.id}`).toBe(true);
});

test('a name of one word breaks in its middle, another after its hyphens', () => {
  expect(breakable('currencyservice').split('\u200B')).toEqual(['currency', 'service']);
  expect(breakable('frontend-external')).toBe('frontend-external');
});
