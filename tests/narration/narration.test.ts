import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { Hop } from '../../src/engine/linux/model/trace.ts';
import type { Outcome } from '../../src/engine/routing/outcome/outcome.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import type { NarrationContext } from '../../src/narration/narrator.ts';
import { drafts, objectsOf, pickRequests, picks } from '../engine/properties/generated-cluster.ts';
import { lessonOutcomes, outcomesOf, tellOutcome } from './told-walks.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

/** What no text about a packet may contain: holes, stutter, markup, empty brackets. */
const FLAWS = [
  /undefined|null|NaN|\[object/,
  / {2}/,
  /\.\.(\s|$)|,,|:\.(\s|$)|,\.| [.,;](\s|$)| :\s/,
  /\(\)/,
  /^\s|\s$/,
  /!/,
];

const isFlawed = (text: string): boolean => text === '' || FLAWS.some((flaw) => flaw.test(text));

/** The texts about an outcome that are not fit to print; titles without, sentences with a full stop. */
function flawsOf(cluster: Cluster, outcome: Outcome): readonly string[] {
  const titles = new Set<string>();
  const sentences = new Set<string>([ENGLISH.outcome(outcome)]);
  const hops = new Map<Hop, NarrationContext>();
  for (const { title, sentence, hop, context } of tellOutcome(cluster, outcome)) {
    titles.add(title);
    sentences.add(sentence);
    hops.set(hop, context);
  }
  for (const context of hops.values()) titles.add(ENGLISH.hop(context)).add(ENGLISH.place(context.hop.namespace));
  const { cause } = outcome;
  if (cause !== null) sentences.add(ENGLISH.cause(cause));
  if (cause?.fix !== undefined) titles.add(ENGLISH.fix(cause.fix).replace(/[.?]$/, ''));
  const wrongTitles = [...titles].filter((text) => isFlawed(text) || text.endsWith('.'));
  return [...wrongTitles, ...[...sentences].filter((text) => isFlawed(text) || !text.endsWith('.'))];
}

describe('every step of every walk has a title and a whole sentence', () => {
  test('of the built-in scenarios', async () => {
    const all = await lessonOutcomes();
    expect(all.length).toBeGreaterThan(20);
    expect(all.flatMap(({ cluster, outcome }) => flawsOf(cluster, outcome))).toEqual([]);
  });

  test('of generated clusters', () => {
    fc.assert(
      fc.property(drafts, picks, (chosen, numbers) => {
        const router = createRouter(buildCluster({ objects: objectsOf(chosen) }));
        const outcomes = outcomesOf(router, pickRequests(router.cluster, numbers));
        expect(outcomes.flatMap((outcome) => flawsOf(router.cluster, outcome))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
