import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { applyFix } from '../../../src/engine/routing/causes/apply-fix.ts';
import type { Cause } from '../../../src/engine/routing/outcome/outcome.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { drafts, objectsOf, pickRequests, picks } from './generated-cluster.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { saidCause, saidFix } from '../../support/said.ts';

function causesOf(objects: readonly RawObject[], request: TraceRequest): readonly Cause[] {
  const result = createRouter(buildCluster({ objects })).trace(request);
  return result.ok ? result.value.outcomes.flatMap(({ cause }) => cause ?? []) : [];
}

const sameCause = (a: Cause, b: Cause) => a.code === b.code && saidCause(a) === saidCause(b);

/** A cluster may be broken in several ways at once: a fix has to take away its own cause, not all of them. */
test('a fix that names a field takes its cause away', () => {
  fc.assert(
    fc.property(drafts, picks, (chosen, numbers) => {
      const objects = objectsOf(chosen);
      const { cluster } = createRouter(buildCluster({ objects }));
      for (const request of pickRequests(cluster, numbers)) {
        for (const cause of causesOf(objects, request).slice(0, 1)) {
          const { fix } = cause;
          if (fix?.path === undefined) continue;
          const after = causesOf(applyFix(objects, fix), request);
          const still = after.filter((each) => sameCause(each, cause));
          expect(still, `${JSON.stringify(request)}: ${saidFix(fix)}`).toEqual([]);
        }
      }
    }),
    { numRuns: 25 },
  );
});
