import { WALK } from '../../src/narration/en/page/first/walk.ts';
import { expect, test } from 'vitest';
import { isServed, isSuccess } from '../../src/engine/routing/outcome/outcome.ts';
import { outcomeBadge, verdictWords } from '../../src/features/walk/words/outcome-words.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { shopObjects, traced } from '../engine/routing/shop.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

/** ipvs with policy Local sends on what has no endpoint here, without its own address: the answer takes another way. */
const LOST = {
  objects: shopObjects({
    service: {
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    },
    more: [
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'empty' },
        spec: { podCIDRs: ['10.244.9.0/24'], taints: [{ key: 'a', effect: 'NoSchedule' }] },
        status: { addresses: [{ type: 'InternalIP', address: '192.168.0.19' }] },
      },
    ],
  }),
  overrides: { proxyMode: 'ipvs' },
} as const;

test('an answer that does not get back is said to be lost, and where', () => {
  const router = createRouter(buildCluster(LOST));
  const result = traced(router, { from: { internet: true }, to: 'http://192.168.0.19:30080/' });
  const [outcome] = result.outcomes;
  if (outcome === undefined) throw new Error('no outcome');
  expect([isSuccess(outcome), isServed(outcome)]).toEqual([true, false]);
  expect(ENGLISH.outcome(outcome)).toMatch(
    /The answer does not get back to the client: it comes from 10\.244\..+, to which no connection was opened, at the internet\.$/,
  );
  const http = { status: 200 };
  expect(ENGLISH.outcome({ ...outcome, http })).toMatch(/^HTTP 200, .*The answer does not get back/);
  expect(outcomeBadge(outcome, WALK.outcomes)).toEqual({ text: 'No answer', tone: 'dropped' });
  expect(verdictWords(result, WALK.verdict)).toMatch(/^0 of \d+ ways are answered$/);
});
