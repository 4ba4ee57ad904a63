import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { Outcome } from '../../../src/engine/routing/outcome/outcome.ts';
import type { TraceResult } from '../../../src/engine/routing/engine/result.ts';
import { verdictOf } from '../../../src/engine/routing/outcome/verdict.ts';
import { type Draft, drafts, objectsOf, pickRequests, picks } from './generated-cluster.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { runs } from '../../runs.ts';

/** Many pods on few nodes: some are alike. */
const crowded = (draft: Draft): Draft => ({
  ...draft,
  nodes: Math.min(draft.nodes, 2),
  deployments: draft.deployments.map((each) => ({
    ...each,
    replicas: each.replicas * 2,
  })) as unknown as Draft['deployments'],
});

const policies = fc.array(
  fc.record({
    app: fc.constantFrom('web', 'cart', 'db', undefined),
    egress: fc.boolean(),
    block: fc.constantFrom('10.244.1.0/30', '10.244.2.4/32', '10.244.0.0/16', '203.0.113.0/24', undefined),
    from: fc.constantFrom('web', 'client', undefined),
  }),
  { maxLength: 2 },
);
type Policies = typeof policies extends fc.Arbitrary<infer T> ? T : never;

const policyObject = ({ app, egress, block, from }: Policies[number], at: number): RawObject => {
  const peer =
    block === undefined ? { podSelector: { matchLabels: { app: from ?? 'web' } } } : { ipBlock: { cidr: block } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `p${at}`, namespace: 'shop' },
    spec: {
      podSelector: app === undefined ? {} : { matchLabels: { app } },
      ...(egress ? { policyTypes: ['Egress'], egress: [{ to: [peer] }] } : { ingress: [{ from: [peer] }] }),
    },
  };
};

/** What a request comes to, with the share of each: like pods of one workload on one node are one. */
function sharesOf(router: ReturnType<typeof createRouter>, { outcomes }: TraceResult) {
  const shares = new Map<string, number>();
  let ways = 0;
  for (const outcome of outcomes) {
    const kind = kindOf(router, outcome);
    shares.set(kind, (shares.get(kind) ?? 0) + outcome.probability);
    ways += outcome.ways ?? 1;
  }
  return { shares: Object.fromEntries([...shares].map(([kind, share]) => [kind, share.toFixed(6)])), ways };
}

function kindOf({ cluster }: ReturnType<typeof createRouter>, outcome: Outcome): string {
  const { disposition, cause, destination, http, reply, masqueraded, legs } = outcome;
  const pod = destination?.kind === 'Pod' ? cluster.pod(destination.namespace ?? '', destination.name) : undefined;
  const at = pod === undefined ? destination : `${pod.workload.name} on ${pod.nodeName}`;
  const ways = legs.map(({ kind, request }) => [
    kind,
    request.disposition,
    request.hops.length,
    request.final.destinationPort,
  ]);
  // The cause names the pod that was picked.
  const blamed = cause?.object?.kind === 'Pod' ? 'a pod' : cause?.object;
  return JSON.stringify([disposition, cause?.code, blamed, at, http?.status, reply, masqueraded, ways]);
}

test('folded ways come to the same as all of them: verdict, ends, causes, shares and number', () => {
  let folded = 0;
  fc.assert(
    fc.property(drafts, policies, picks, (draft, given, numbers) => {
      const objects = [...objectsOf(crowded(draft)), ...given.map(policyObject)];
      const router = createRouter(buildCluster({ objects }));
      for (const request of pickRequests(router.cluster, numbers)) {
        const all = router.trace(request);
        const kinds = router.trace(request, { ways: 1, kinds: 10_000, choices: 1_000_000 });
        if (!all.ok || !kinds.ok) throw new Error(`${JSON.stringify(request)} cannot be walked`);
        const label = JSON.stringify(request);
        expect(kinds.value.verdict, label).toBe(all.value.verdict);
        expect(kinds.value.missing).toBeUndefined();
        expect(sharesOf(router, kinds.value), label).toEqual(sharesOf(router, all.value));
        if (kinds.value.outcomes.length < all.value.outcomes.length) folded += 1;
      }
    }),
    { numRuns: runs(120) },
  );
  expect(folded).toBeGreaterThan(runs(10));
});

test('a verdict is never told of ways that were not walked', () => {
  fc.assert(
    fc.property(drafts, picks, (draft, numbers) => {
      const router = createRouter(buildCluster({ objects: objectsOf(draft) }));
      for (const request of pickRequests(router.cluster, numbers)) {
        const all = router.trace(request);
        const few = router.trace(request, { ways: 1, kinds: 1, choices: 1_000_000 });
        if (!all.ok || !few.ok) throw new Error(`${JSON.stringify(request)} cannot be walked`);
        const { verdict, missing, outcomes } = few.value;
        const covered = outcomes.reduce((sum, { probability }) => sum + probability, 0);
        expect(covered + (missing?.probability ?? 0)).toBeCloseTo(1);
        expect([all.value.verdict, 'UNDETERMINED']).toContain(verdict);
        if (missing !== undefined) expect(verdict).toBe(verdictOf(outcomes, true));
      }
    }),
    { numRuns: runs(30) },
  );
});
