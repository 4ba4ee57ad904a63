import { branches, type Choose, type End } from '../linux/choice.ts';
import { foldedBranches } from '../linux/fold.ts';
import type { Outcome } from './outcome.ts';
import type { Ending } from './run-request.ts';

/** Work is counted, never timed, so that a request always has the same outcomes. */
export interface TraceLimits {
  /** Ways walked one by one at most. */
  readonly ways: number;
  /** Of more ways than that, those that are not alike at most. */
  readonly kinds: number;
  /** Random choices asked for at most, over all walks. */
  readonly choices: number;
}

/** More than any cluster has that a person draws; as many take a second or two. */
export const TRACE_LIMITS: TraceLimits = { ways: 2000, kinds: 3000, choices: 4_000_000 };

export interface Gathered {
  /** Their probabilities sum to 1, but for what is `missing`. */
  readonly outcomes: readonly Outcome[];
  /** Outcomes stand for all that are alike. */
  readonly folded: boolean;
  /** The probability of ways that the outcomes leave out. */
  readonly missing?: number;
}

/**
 * Walks every way of a request, or, where they are more than the limits, one of each kind (`classOf`: see endpoint-class.ts);
 * yields each when it has been walked.
 */
export function* gatherWays(
  run: (choose: Choose) => Ending,
  classOf: (end: End) => string | undefined,
  limits: TraceLimits,
): Generator<Outcome, Gathered, undefined> {
  const outcomes: Outcome[] = [];
  let choices = 0;
  for (const { value, ...chance } of branches(run)) {
    choices += chance.choices.length;
    if (outcomes.length >= limits.ways || choices > limits.choices) return yield* gatherKinds(run, classOf, limits);
    const outcome = { ...chance, ...value };
    outcomes.push(outcome);
    yield outcome;
  }
  return { outcomes, folded: false };
}

function* gatherKinds(
  run: (choose: Choose) => Ending,
  classOf: (end: End) => string | undefined,
  limits: TraceLimits,
): Generator<Outcome, Gathered, undefined> {
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
    const covered = outcomes.reduce((sum, { probability }) => sum + probability, 0);
    return { outcomes, folded: true, missing: Math.max(0, 1 - covered) };
  }
}
