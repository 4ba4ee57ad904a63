import type { Router, TraceResult } from '../engine/engine.ts';
import type { Cause } from '../engine/outcomes.ts';
import type { TraceRequest } from '../engine/requests.ts';

/** Of one request so many causes that differ. */
const MOST_TRIED = 5;

/** The result of a request, with causes whose fix has been tried. Outcomes share their causes, and equal ones are tried once. */
export function withTriedFixes(router: Router, request: TraceRequest, result: TraceResult): TraceResult {
  const tried = new Map<string, Cause>();
  const outcomes = result.outcomes.map((outcome) => {
    if (outcome.cause?.fix === undefined) return outcome;
    const key = JSON.stringify(outcome.cause);
    const cause = tried.get(key) ?? (tried.size < MOST_TRIED ? router.tryFix(request, outcome.cause) : outcome.cause);
    tried.set(key, cause);
    return { ...outcome, cause };
  });
  return { ...result, outcomes };
}
