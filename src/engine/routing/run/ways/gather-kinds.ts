import type { Choose } from '../../../linux/model/choice.ts';
import { foldedBranches } from '../../../linux/model/fold.ts';
import { endpointClasses } from './endpoint-class.ts';
import type { FoldedWays, Gathered, Ending } from '../routing-programs.ts';
import { missingFrom } from './gather-ways.ts';
import type { Outcome } from '../../outcome/outcome.ts';

/** Walks one way of each kind (see endpoint-class.ts), and yields it when it has been walked. */
export function* gatherKinds(
  run: (choose: Choose) => Ending,
  { cluster, source, limits }: FoldedWays,
): Generator<Outcome, Gathered, undefined> {
  const classOf = endpointClasses(cluster, source);
  const kinds = foldedBranches(run, { classOf, maxBranches: limits.kinds, maxChoices: limits.choices });
  for (;;) {
    const next = kinds.next();
    if (next.done !== true) {
      const { value, ...chance } = next.value;
      yield { ...chance, ...value };
      continue;
    }
    const { branches: found, complete } = next.value;
    const outcomes = found.map(({ value, ways, ...chance }): Outcome => {
      const outcome = { ...chance, ...value };
      return ways === 1 ? outcome : { ...outcome, ways };
    });
    if (complete) return { outcomes, folded: true };
    return { outcomes, folded: true, missing: missingFrom(outcomes) };
  }
}
