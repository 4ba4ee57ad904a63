import { expect, test } from 'vitest';
import { findItems } from '../../../src/features/commands/find-items.ts';

const object = (kind: string, namespace: string, name: string) => ({
  id: `${kind}/${namespace}/${name}`,
  title: `${namespace}/${name}`,
  group: kind,
  kind,
  name,
  run: () => undefined,
});
const ITEMS = [
  { id: 'send', title: 'Send internet → http://cart/', group: 'Request', run: () => undefined },
  object('Service', 'shopping', 'cart'),
  object('Service', 'a', 'cart-cache'),
  object('Pod', 's', 'cart-695c99fc45-sdrct'),
  object('Pod', 's', 'frontend'),
  object('Deployment', 'shopping', 'cart'),
];
const found = (query: string) => findItems(ITEMS, query).map(({ id }) => id);

test('the exact name comes first, a Service before its pods', () => {
  expect(found('cart').slice(0, 2)).toEqual(['Service/shopping/cart', 'Deployment/shopping/cart']);
  expect(found('shopping/cart')[0]).toBe('Service/shopping/cart');
  expect(found(' CART ')[0]).toBe('Service/shopping/cart');
});

test('words may come in any order', () => {
  expect(found('deployment cart')).toEqual(['Deployment/shopping/cart']);
  expect(found('cart deployment')[0]).toBe('Deployment/shopping/cart');
  expect(found('pod nothing')).toEqual([]);
});

test('nothing typed shows everything as it comes', () => {
  expect(found('')).toEqual(ITEMS.map(({ id }) => id));
});
