import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Router } from '../../../src/engine/routing/engine/router.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { applyEdit, edits, type State } from './edits.ts';
import { drafts, objectsOf, pickRequests, picks } from './generated-cluster.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

/** Everything a result says, as text: hops with their steps and rules included. */
const resultOf = (router: Router, request: TraceRequest) => JSON.stringify(router.trace(request));

test('edits one after the other give what a cluster built at once gives', () => {
  fc.assert(
    fc.property(drafts, fc.array(edits, { minLength: 1, maxLength: 5 }), picks, (chosen, changes, numbers) => {
      let state: State = { objects: objectsOf(chosen), interventions: [] };
      let router = createRouter(buildCluster(state));
      for (const request of pickRequests(router.cluster, numbers.slice(0, 3))) router.trace(request);
      for (const change of changes) {
        state = applyEdit(state, router.cluster, change);
        router = createRouter(buildCluster({ ...state, previous: router.cluster }), { previous: router.network });
        // Copies, so that nothing is remembered of the objects.
        const anew = createRouter(buildCluster(structuredClone(state)));
        expect(router.cluster.findings).toEqual(anew.cluster.findings);
        for (const request of pickRequests(anew.cluster, numbers.slice(0, 4))) {
          expect(resultOf(router, request)).toBe(resultOf(anew, request));
        }
      }
    }),
    { numRuns: 25 },
  );
});
