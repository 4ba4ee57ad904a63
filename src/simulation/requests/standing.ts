import { isServed, type Outcome } from '../../engine/outcomes.ts';
import type { RequestError } from '../../engine/requests.ts';
import type { Traced, TraceResult } from '../../engine/engine.ts';

/** How a request goes by all of its ways together. `differs`: some arrive, some do not; `open`: what is known does not tell. */
export type Going = 'arrives' | 'fails' | 'differs' | 'open';

/** How a request stands on a board. */
export type Standing = {
  /** Equal for requests that end alike, whichever of pods that are alike answers. */
  readonly end: string;
} & (
  | {
      readonly going: Going;
      /** The way that is told of: one that fails, where one does. */
      readonly outcome: Outcome;
      /** A way to each end there is. */
      readonly ends: ReadonlyMap<string, Outcome>;
    }
  /** It cannot be sent. */
  | { readonly going: 'impossible'; readonly error: RequestError }
);

/** What a walk comes to, in short. */
export function standingOf(traced: Traced<TraceResult>): Standing {
  if (!traced.ok) return { going: 'impossible', end: `impossible ${traced.error.code}`, error: traced.error };
  const { verdict, outcomes } = traced.value;
  const failing = outcomes.find((outcome) => !isServed(outcome));
  const outcome = failing ?? outcomes[0];
  if (outcome === undefined) throw new Error('a request has at least one outcome');
  const ends = new Map(outcomes.toReversed().map((each) => [endOf(each), each]));
  const going = verdict === 'UNDETERMINED' ? 'open' : goingOf(outcomes);
  return { going, end: [going, ...[...ends.keys()].toSorted()].join('\n'), outcome, ends };
}

/** The same, told by a way that ends as none of the other's does, where there is one: two that differ are not told alike. */
export function unlike(standing: Standing, other: Standing): Standing {
  if (standing.going === 'impossible' || other.going === 'impossible') return standing;
  const found = [...standing.ends].findLast(([end]) => !other.ends.has(end));
  return found === undefined ? standing : { ...standing, outcome: found[1] };
}

function goingOf(outcomes: readonly Outcome[]): Going {
  const served = outcomes.filter(isServed).length;
  if (served === 0) return 'fails';
  return served === outcomes.length ? 'arrives' : 'differs';
}

function endOf({ disposition, cause, http, reply }: Outcome): string {
  return [disposition, cause?.code, http?.status, reply].join(' ');
}
