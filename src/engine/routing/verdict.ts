import { isSuccess, type Outcome, type Verdict } from './outcome.ts';

/** REACHABLE: every outcome succeeds; UNREACHABLE: none does; AMBIGUOUS: it depends; UNDETERMINED: one could not be told. */
export function verdictOf(outcomes: readonly Outcome[]): Verdict {
  if (outcomes.length === 0 || outcomes.some((outcome) => outcome.disposition === 'INSUFFICIENT_INFO'))
    return 'UNDETERMINED';
  const successes = outcomes.filter(isSuccess).length;
  if (successes === outcomes.length) return 'REACHABLE';
  return successes === 0 ? 'UNREACHABLE' : 'AMBIGUOUS';
}
