import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCluster } from '../../../src/engine/kubernetes/build-cluster.ts';
import type { Outcome } from '../../../src/engine/routing/outcome.ts';
import { createRouter } from '../../../src/engine/routing/router.ts';
import { verdictOf } from '../../../src/engine/routing/verdict.ts';
import { reverseFlow } from '../../../src/engine/net/flow.ts';
import type { Trace } from '../../../src/engine/linux/trace.ts';
import { drafts, objectsOf, pickRequests, picks } from './generated-cluster.ts';

const flowOf = ({ final }: Trace) => {
  const { protocol, sourceIP, sourcePort, destinationIP, destinationPort } = final;
  return { protocol, sourceIP, sourcePort, destinationIP, destinationPort };
};

/** Every leg that a process answered got its answer, with the addresses it had called. */
function checkReplies({ legs }: Outcome): void {
  for (const { request, reply } of legs) {
    if (request.disposition !== 'ACCEPTED') continue;
    expect(reply?.disposition).toBe('ACCEPTED');
    expect(reply === undefined ? undefined : flowOf(reply)).toEqual(reverseFlow(request.flow));
    expect(reply?.end).toBe(request.hops[0]?.namespace);
  }
}

test('every request of every cluster ends, its chances sum to 1, and what is accepted is answered', () => {
  fc.assert(
    fc.property(drafts, picks, (chosen, numbers) => {
      const router = createRouter(buildCluster({ objects: objectsOf(chosen) }));
      for (const request of pickRequests(router.cluster, numbers)) {
        const result = router.trace(request);
        if (!result.ok) throw new Error(`${JSON.stringify(request)}: ${result.error.message}`);
        const { outcomes, verdict } = result.value;
        const total = outcomes.reduce((sum, { probability }) => sum + probability, 0);
        expect(Math.abs(total - 1), JSON.stringify(request)).toBeLessThan(1e-9);
        expect(verdict).toBe(verdictOf(outcomes));
        for (const outcome of outcomes) {
          try {
            if (!('enters' in request.from)) checkReplies(outcome);
            checkCause(outcome);
          } catch (error) {
            throw new Error(`${JSON.stringify(request)} of ${JSON.stringify(chosen)}`, { cause: error });
          }
        }
      }
    }),
    { numRuns: 50 },
  );
});

/** A failure says why; a success has nothing to say. */
function checkCause({ disposition, cause, http }: Outcome): void {
  const arrived = disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK';
  const succeeded = arrived && (http === null || http.status < 400);
  expect(cause === null).toBe(succeeded);
  if (cause !== null) expect(cause.message).toMatch(/^\S.*\.$/);
}
