import type { Cluster } from '../../kubernetes/model/cluster.ts';
import { branches, type Choose } from '../../linux/model/choice.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { Source } from './parse-request.ts';
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

export interface FoldedWays {
  readonly cluster: Cluster;
  readonly source: Source;
  readonly limits: TraceLimits;
  /** Absent: of more ways than the limits the first are walked. */
  readonly gatherKinds?: GatherKinds | undefined;
}

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

/** Walks one way of each kind; only requests with more ways than are walked one by one need it. */
export type GatherKinds = (
  run: (choose: Choose) => Ending,
  about: FoldedWays,
) => Generator<Outcome, Gathered, undefined>;
