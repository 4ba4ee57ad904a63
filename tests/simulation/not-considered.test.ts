import { expect, test } from 'vitest';
import type { NotConsidered } from '../../src/engine/routing/outcome/not-considered.ts';
import type { Outcome } from '../../src/engine/routing/outcome/outcome.ts';
import { notConsideredMarks } from '../../src/simulation/views/not-considered.ts';

const policy = { kind: 'CiliumNetworkPolicy', namespace: 'shop', name: 'deny-all' };
const about = (of?: NotConsidered['of'], object = policy): NotConsidered => ({
  object,
  code: 'BACKEND_NOT_READ',
  detail: {},
  ...(of === undefined ? {} : { of }),
});
const to = (destination: Outcome['destination']): Outcome => ({ destination }) as Outcome;
const web = { kind: 'Pod' as const, namespace: 'shop', name: 'web-0' };
const request = { from: { pod: 'shop/client' }, to: 'http://web/' };

function marked(notConsidered: readonly NotConsidered[]): readonly string[] {
  return [...notConsideredMarks({ outcomes: [to(web)], notConsidered }, request).keys()].sort();
}

test('the party that an object concerns is marked, and the object where it is on the board', () => {
  expect(marked([about(web)])).toEqual(['CiliumNetworkPolicy/shop/deny-all', 'Pod/shop/web-0']);
  const ingress = { kind: 'Ingress', namespace: 'shop', name: 'web' };
  expect(marked([about(ingress, ingress)])).toEqual(['Ingress/shop/web']);
});

test.each(['Ingress', 'Gateway', 'Route'])(
  'an object on the board of kind %s that says what is not read is marked, and not both ends',
  (kind) => {
    expect(marked([about(undefined, { kind, namespace: 'shop', name: 'web' })])).toEqual([`${kind}/shop/web`]);
  },
);

test('where no party is said, both ends of the walk are marked', () => {
  expect(marked([about()])).toEqual(['CiliumNetworkPolicy/shop/deny-all', 'Pod/shop/client', 'Pod/shop/web-0']);
  const outside = { outcomes: [to({ kind: 'External', name: '192.0.2.1' })], notConsidered: [about()] };
  expect(notConsideredMarks(outside, { from: { node: 'node-1' }, to: 'x' }).has('internet')).toBe(true);
  expect(notConsideredMarks(outside, { from: { node: 'node-1' }, to: 'x' }).has('Node/node-1')).toBe(true);
});

test('nothing is marked where everything was considered', () => {
  expect(marked([])).toEqual([]);
  expect(notConsideredMarks(undefined, request).size).toBe(0);
});
