import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Router } from '../../../../src/engine/routing/engine/router.ts';
import {
  applyEdit,
  clusterDraft,
  type ClusterDraft,
  createObjects,
  edit,
  interventionsOf,
  named,
  overridesOf,
} from './edited-cluster.ts';
import { contentsOf } from './cluster-contents.ts';
import { hostsOf, resultsOf } from './edited-network.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { runs } from '../../../runs.ts';

function inputOf(draft: ClusterDraft, objects: ReturnType<ReturnType<typeof createObjects>>) {
  return { objects, interventions: interventionsOf(draft), overrides: overridesOf(draft) };
}

/** What is asked of a cluster before it is edited. */
const QUESTIONS: Readonly<Record<string, (router: Router) => unknown>> = {
  nothing: () => undefined,
  walks: resultsOf,
  everything: (router) => [contentsOf(router.cluster), hostsOf(router)],
};
const question = fc.constantFrom(...Object.keys(QUESTIONS));

/** Each with cases of its own. */
const MODES = (['iptables', 'nftables', 'ipvs', 'ebpf'] as const).map((mode, at) => ({ mode, at }));
const { seed = 0 } = fc.readConfigureGlobal();

test.each(MODES)(
  'with $mode, edits of pods, Services, nodes and workloads, in their places, added or taken away, give what a cluster built at once gives',
  ({ mode, at }) => {
    const drafts = clusterDraft.map((draft) => ({ ...draft, mode }));
    fc.assert(
      fc.property(drafts, fc.array(fc.tuple(edit, question), { minLength: 1, maxLength: 5 }), (start, edits) => {
        const objects = createObjects();
        let draft = named(start);
        let router = createRouter(buildCluster(inputOf(draft, objects(draft))));
        for (const [changes, asked] of edits) {
          QUESTIONS[asked]?.(router);
          const [before, text] = [
            router,
            asked === 'everything' ? JSON.stringify(contentsOf(router.cluster)) : undefined,
          ];
          draft = applyEdit(draft, changes);
          const input = inputOf(draft, objects(draft));
          router = createRouter(buildCluster({ ...input, previous: router.cluster }), { previous: router.network });
          // Copies, so that nothing is remembered of the objects.
          const anew = createRouter(buildCluster(structuredClone(input)));
          expect(resultsOf(router)).toEqual(resultsOf(anew));
          expect(contentsOf(router.cluster)).toEqual(contentsOf(anew.cluster));
          expect(hostsOf(router)).toEqual(hostsOf(anew));
          if (text !== undefined) expect(JSON.stringify(contentsOf(before.cluster))).toBe(text);
        }
      }),
      { numRuns: runs(15), seed: seed + at },
    );
  },
);
