import type { Outcome } from '../../engine/outcomes.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { Router, TraceResult } from '../../engine/engine.ts';

/** One of the outcomes, as likely as it is among them: the same seed always picks the same. undefined when there are none. */
export function pickOutcome(outcomes: readonly Outcome[], seed: number): Outcome | undefined {
  const all = outcomes.reduce((sum, { probability }) => sum + probability, 0);
  // Shares do not quite sum to 1; where ways are missing they are far from it.
  let left = fraction(seed) * (all < 0.999 ? all : 1);
  for (const outcome of outcomes) {
    left -= outcome.probability;
    if (left < 0) return outcome;
  }
  return outcomes.at(-1);
}

/** A number in [0, 1) scattered over seeds (mulberry32's mixing). */
function fraction(seed: number): number {
  let mixed = (seed * 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

interface Sent {
  readonly router: Router;
  readonly request: TraceRequest;
  readonly result: TraceResult;
}

/** The way with these choices: looked for among the outcomes where they are all, else walked. */
export function wayOf({ router, request, result }: Sent, choices: readonly number[]): Outcome | undefined {
  if (result.ways === undefined && result.missing === undefined) return bestMatch(result.outcomes, choices);
  const walked = router.replay(request, choices);
  return walked.ok ? walked.value : undefined;
}

/** The outcome with these choices, else the one that shares the most of them from the start. */
function bestMatch(outcomes: readonly Outcome[], choices: readonly number[]): Outcome | undefined {
  let best: Outcome | undefined;
  let bestShared = -1;
  for (const outcome of outcomes) {
    let shared = 0;
    while (shared < choices.length && outcome.choices[shared] === choices[shared]) shared += 1;
    if (shared > bestShared) {
      best = outcome;
      bestShared = shared;
    }
  }
  return best;
}
