import { branches, type Choose } from '../../../linux/model/choice.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import type { Ending, TraceLimits, Gathered, FoldedWays } from '../routing-programs.ts';

/** More than any cluster has that a person draws; as many take a second or two. */
export const TRACE_LIMITS: TraceLimits = { ways: 2000, kinds: 3000, choices: 4_000_000 };

/**
 * Walks every way of a request, or, where they are more than the limits, one of each kind (see gather-kinds.ts); yields each
 * when it has been walked.
 */
export function* gatherWays(
  run: (choose: Choose) => Ending,
  about: FoldedWays,
): Generator<Outcome, Gathered, undefined> {
  const { limits, gatherKinds } = about;
  const outcomes: Outcome[] = [];
  let choices = 0;
  for (const { value, ...chance } of branches(run)) {
    choices += chance.choices.length;
    if (outcomes.length >= limits.ways || choices > limits.choices) {
      if (gatherKinds === undefined) return { outcomes, folded: false, missing: missingFrom(outcomes) };
      return yield* gatherKinds(run, about);
    }
    const outcome = { ...chance, ...value };
    outcomes.push(outcome);
    yield outcome;
  }
  return { outcomes, folded: false };
}

/** What the ways that were walked leave out. */
export function missingFrom(outcomes: readonly Outcome[]): number {
  return Math.max(0, 1 - outcomes.reduce((sum, { probability }) => sum + probability, 0));
}
