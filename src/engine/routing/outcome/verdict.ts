import { isSuccess, type Outcome, type Verdict } from './outcome.ts';

/**
 * REACHABLE: every outcome succeeds; UNREACHABLE: none does; AMBIGUOUS: it depends; UNDETERMINED: one could not be told.
 * `partial`: there are others, of which nothing is known.
 */
export function verdictOf(outcomes: readonly Outcome[], partial = false): Verdict {
  if (outcomes.length === 0 || outcomes.some((outcome) => outcome.disposition === 'INSUFFICIENT_INFO'))
    return 'UNDETERMINED';
  const successes = outcomes.filter(isSuccess).length;
  if (successes > 0 && successes < outcomes.length) return 'AMBIGUOUS';
  if (partial) return 'UNDETERMINED';
  return successes === 0 ? 'UNREACHABLE' : 'REACHABLE';
}
