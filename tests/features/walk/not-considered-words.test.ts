import { WALK_DETAIL } from '../../../src/narration/en/page/later/walk.ts';
import { expect, test } from 'vitest';
import { afterName, notKnownSentence } from '../../../src/features/walk/words/not-considered-words.ts';

const policy = { kind: 'CiliumNetworkPolicy', namespace: 'shop', name: 'deny-all' };
const ingress = { kind: 'Ingress', namespace: 'shop', name: 'web' };
const one = (object: typeof policy) => ({ object });
const isUnread = ({ kind }: { readonly kind: string }): boolean => kind !== 'Ingress';

test('one object, two, and many are named as not read', () => {
  expect(notKnownSentence([one(policy), one(policy)], isUnread, WALK_DETAIL.notKnown)).toBe(
    'Not known: CiliumNetworkPolicy shop/deny-all is not read.',
  );
  const other = { ...policy, name: 'other' };
  expect(notKnownSentence([one(policy), one(other)], isUnread, WALK_DETAIL.notKnown)).toBe(
    'Not known: CiliumNetworkPolicy shop/deny-all and CiliumNetworkPolicy shop/other are not read.',
  );
  expect(notKnownSentence([one(policy), one(other), one(ingress)], isUnread, WALK_DETAIL.notKnown)).toBe(
    'Not known: CiliumNetworkPolicy shop/deny-all and 2 more objects are not read.',
  );
});

test('an object that is read, but not all of it, is not called unread', () => {
  expect(notKnownSentence([one(ingress)], isUnread, WALK_DETAIL.notKnown)).toBe(
    'Not known: Ingress shop/web is not read in full.',
  );
});

test('what is said of an object does not repeat its name', () => {
  expect(afterName(policy, 'CiliumNetworkPolicy shop/deny-all selects pod shop/web.')).toBe(' selects pod shop/web.');
  expect(afterName(policy, 'CiliumNetworkPolicy shop/deny-all: denies.')).toBe(': denies.');
  expect(afterName(policy, 'Policies of this kind are not read.')).toBe(': Policies of this kind are not read.');
});
