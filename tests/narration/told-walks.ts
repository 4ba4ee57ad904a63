import type { Cluster } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { Hop, Step } from '../../src/engine/linux/model/trace.ts';
import type { Outcome } from '../../src/engine/routing/outcome/outcome.ts';
import type { Router } from '../../src/engine/routing/engine/router.ts';
import type { TraceRequest } from '../../src/engine/routing/request/request.ts';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import type { Narration, NarrationContext } from '../../src/narration/narrator.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

/** A step with what is said about it. */
export interface Told extends Narration {
  readonly step: Step;
  readonly hop: Hop;
  readonly context: NarrationContext;
}

/** Everything said about one outcome's steps, in order. */
export function tellOutcome(cluster: Cluster, outcome: Outcome): readonly Told[] {
  return outcome.legs.flatMap(({ request, reply }) =>
    (['request', 'reply'] as const).flatMap((direction) =>
      ((direction === 'request' ? request : reply)?.hops ?? []).flatMap((hop) => {
        const context = { cluster, hop, direction };
        return hop.steps.map((step) => ({ step, hop, context, ...ENGLISH.step(step, context) }));
      }),
    ),
  );
}

export function outcomesOf(router: Router, requests: readonly TraceRequest[]): readonly Outcome[] {
  return requests.flatMap((request) => {
    const result = router.trace(request);
    return result.ok ? result.value.outcomes : [];
  });
}

/** Every outcome of every request of the built-in scenarios. */
export async function lessonOutcomes(): Promise<readonly { readonly cluster: Cluster; readonly outcome: Outcome }[]> {
  const documents = await Promise.all(SCENARIOS.map((lesson) => lesson.load()));
  return documents.flatMap(({ objects, interventions, overrides, requests }) => {
    const router = createRouter(buildCluster({ objects, interventions, overrides }));
    return outcomesOf(router, requests).map((outcome) => ({ cluster: router.cluster, outcome }));
  });
}
