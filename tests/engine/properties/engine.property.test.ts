import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '../../../src/engine/routing/outcome/outcome.ts';
import { verdictOf } from '../../../src/engine/routing/outcome/verdict.ts';
import { reverseFlow, type Flow } from '../../../src/engine/net/flow.ts';
import type { Trace } from '../../../src/engine/linux/model/trace.ts';
import { type Draft, drafts, objectsOf, pickRequests, picks } from './generated-cluster.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { saidCause } from '../../support/said.ts';

const addressesOf = ({ protocol, sourceIP, sourcePort, destinationIP, destinationPort }: Flow): Flow => ({
  protocol,
  sourceIP,
  sourcePort,
  destinationIP,
  destinationPort,
});
const flowOf = ({ final }: Trace): Flow => addressesOf(final);

/** What the process' socket sends: an eBPF program may have given it another destination than it had asked for. */
function sentFlow({ flow, hops }: Trace): Flow {
  const translated = hops[0]?.steps.find(({ type, action }) => type === 'BPF' && action === 'SOCKET_TRANSLATED');
  return translated === undefined ? flow : addressesOf(translated.packet);
}

/**
 * Without a local endpoint ipvs sends external traffic of policy Local on as it is, and the reply goes another way. With eBPF
 * what a pod sends to an externalIP leaves its node; where the router gives it back to the same node, the reply is not undone.
 */
const losesReplies = ({ mode, services }: Draft): boolean =>
  (mode === 'ipvs' && services.some(({ external }) => external === 'Local')) ||
  (mode === 'ebpf' && services.some(({ externalIP }) => externalIP));

/** Every leg that a process answered, here or outside, got its answer, with the addresses it had called. */
function checkReplies({ legs }: Outcome): void {
  for (const { request, reply } of legs) {
    if (request.disposition !== 'ACCEPTED' && request.disposition !== 'EXITS_NETWORK') continue;
    expect(reply?.disposition).toBe('ACCEPTED');
    expect(reply === undefined ? undefined : flowOf(reply)).toEqual(reverseFlow(sentFlow(request)));
    expect(reply?.end).toBe(request.hops[0]?.namespace);
  }
}

test('every request of every cluster ends, its chances sum to 1, and what is accepted is answered', () => {
  fc.assert(
    fc.property(drafts, picks, (chosen, numbers) => {
      const router = createRouter(buildCluster({ objects: objectsOf(chosen) }));
      for (const request of pickRequests(router.cluster, numbers)) {
        const result = router.trace(request);
        if (!result.ok) throw new Error(`${JSON.stringify(request)}: ${result.error.code}`);
        const { outcomes, verdict } = result.value;
        const total = outcomes.reduce((sum, { probability }) => sum + probability, 0);
        expect(Math.abs(total - 1), JSON.stringify(request)).toBeLessThan(1e-9);
        expect(verdict).toBe(verdictOf(outcomes));
        for (const outcome of outcomes) {
          try {
            if (!('enters' in request.from) && !losesReplies(chosen)) checkReplies(outcome);
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
  if (cause !== null) expect(saidCause(cause)).toMatch(/^\S.*\.$/);
}
