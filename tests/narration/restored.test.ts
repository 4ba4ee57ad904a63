import { expect, test } from 'vitest';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { shopObjects, traced } from '../engine/routing/shop.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

const BALANCED = { type: 'LoadBalancer', loadBalancerIP: '203.0.113.80' };

/** What conntrack puts back on the way of a reply, as it is told, beside what changed in the packet. */
function restored(from: object, to: string): readonly (readonly string[])[] {
  const cluster = buildCluster({ objects: shopObjects({ service: BALANCED }) });
  const { outcomes } = traced(createRouter(cluster), { from: from as never, to });
  const replies = outcomes.flatMap(({ legs }) => legs.flatMap(({ reply }) => reply?.hops ?? []));
  return replies.flatMap((hop) =>
    hop.steps.flatMap((step) => {
      if (step.type !== 'TRANSLATE') return [];
      const { title, sentence } = ENGLISH.step(step, { cluster, hop, direction: 'reply' });
      const fields = new Set(step.detail.changes.map(({ field }) => field.replace(/(IP|Port)$/, '')));
      return [[title, [...fields].join(), sentence]];
    }),
  );
}

test('where a reply gets the address back that was asked for, its source is restored', () => {
  const told = restored({ pod: 'shop/client' }, 'http://web/');
  expect(told.length).toBeGreaterThan(0);
  for (const [title, fields, sentence] of told) {
    expect([title, fields]).toEqual(['Source restored', 'source']);
    expect(sentence).toMatch(/gets the address the client had asked for, 10\.96\.\d+\.\d+:(80|53), as its source\.$/);
  }
});

test('where a masqueraded client gets its reply, its destination is restored, and the source beside it', () => {
  const told = restored({ internet: true }, 'http://203.0.113.80/');
  expect(new Set(told.map(([title, fields]) => `${title}: ${fields}`))).toEqual(
    new Set(['Destination restored: destination', 'Source restored: source']),
  );
});
