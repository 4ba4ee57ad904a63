import type { Outcome } from '../../src/engine/routing/outcome/outcome.ts';
import { chanceToSee, mayBeMissed, MISSED } from './chance.ts';

/** What one try in the lab came to. */
export interface Observation {
  readonly id: string;
  readonly result: 'accepted' | 'refused' | 'timeout';
  readonly answeredBy?: string;
  readonly sawSource?: string;
  readonly sawDestination?: string;
  readonly sawPort?: number;
  readonly error?: string;
  /** Seconds of a clock between which its first packet left. */
  readonly sent?: readonly [number, number];
}

/** An outcome reduced to what a client and a listener can tell: "accepted pod/shop/web-0 10.244.1.1 at 10.244.1.5:8080". */
function expectedText({ disposition, destination, final, reply }: Outcome): string {
  const answered = reply === null || reply === 'ACCEPTED';
  if (disposition === 'REFUSED' || disposition === 'REJECTED') return answered ? 'refused' : 'timeout';
  if (disposition === 'EXITS_NETWORK') return `accepted internet ${final.sourceIP}`;
  if (disposition !== 'ACCEPTED' || !answered) return 'timeout';
  const who =
    destination?.kind === 'Pod'
      ? `pod/${destination.namespace ?? ''}/${destination.name}`
      : destination?.kind === 'Node'
        ? `node/${destination.name}`
        : 'internet';
  return `accepted ${who} ${final.sourceIP} at ${final.destinationIP}:${final.destinationPort}`;
}

export function observedText({ result, answeredBy, sawSource, sawDestination, sawPort }: Observation): string {
  if (result !== 'accepted') return result;
  const at = answeredBy === 'internet' ? '' : ` at ${sawDestination}:${sawPort}`;
  return `accepted ${answeredBy} ${sawSource}${at}`;
}

/** What may happen and how likely it is; equal texts are one. */
export function expectations(outcomes: readonly Outcome[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const outcome of outcomes) {
    const text = expectedText(outcome);
    found.set(text, (found.get(text) ?? 0) + outcome.probability);
  }
  return found;
}

const MOST_TRIES = 400;

/** How often to try so that everything that can happen is seen. */
export function triesFor(expected: ReadonlyMap<string, number>): number {
  const least = Math.min(...[...expected].map(([text, probability]) => chanceToSee(text, probability)));
  if (least >= 1) return 2;
  return Math.min(MOST_TRIES, Math.ceil(Math.log(MISSED) / Math.log(1 - least)));
}

/** Where kernel and engine differ, in sentences; empty: they agree. `remembers`: only the first choice is a free one. */
export function findDifferences(
  expected: ReadonlyMap<string, number>,
  observed: readonly string[],
  remembers: boolean,
): readonly string[] {
  const seen = new Set(observed);
  const wrong = [...seen].filter((text) => !expected.has(text)).map((text) => `the kernel: ${text}; not foretold`);
  const tried = observed.length;
  const missing = remembers
    ? []
    : [...expected]
        .filter(([text, probability]) => !seen.has(text) && !mayBeMissed(text, probability, tried))
        .map(([text]) => `foretold, never seen in ${tried} tries: ${text}`);
  return [...wrong, ...missing];
}
