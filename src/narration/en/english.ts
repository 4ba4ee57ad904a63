import { hidesClient, type Outcome } from '../../engine/outcomes.ts';
import { formatEndpoint } from '../../engine/packets.ts';
import type { Narrator } from '../narrator.ts';
import { narrateBeat } from './story/beats.ts';
import { type WalkWords, plainly } from '../page/walk-words.ts';
import { placeName } from './phrases/places.ts';

/** English, with these words for what only some walks need. */
export function createEnglish(words: WalkWords): Narrator {
  return {
    step: (step, context) => words.steps?.step(step, { ...context, words }) ?? plainly(step),
    beat: (beat) => narrateBeat(beat, { failed: words.failures?.captions, rare: words.programs?.captions }),
    hop: (context) => words.steps?.hop(context) ?? '',
    place: placeName,
    outcome: (outcome) => narrateOutcome(outcome, words),
    cause: (cause) => words.failures?.cause(cause) ?? cause.code,
    fix: (fix) => words.failures?.fix(fix) ?? fix.code,
    requestError: (error) => words.failures?.requestError(error) ?? error.code,
    notConsidered: (one) => words.notConsidered?.(one) ?? one.code,
    assumption: (assumption) => words.assumption?.(assumption) ?? assumption.code,
    pending: (reason) => words.pending?.(reason) ?? reason.is,
    condition: ({ detail }) => (detail === undefined ? '' : (words.condition?.(detail) ?? detail.is)),
    finding: (finding) => words.finding?.(finding) ?? finding.code,
    diagnostic: (diagnostic) => words.diagnostic?.(diagnostic) ?? diagnostic.code,
  };
}

function narrateOutcome(outcome: Outcome, { failures }: WalkWords): string {
  const { destination: end, final, http, cause } = outcome;
  if (cause !== null) return failures?.cause(cause) ?? cause.code;
  const where =
    end === null
      ? formatEndpoint(final.destinationIP, final.destinationPort)
      : `${end.kind} ${end.namespace === undefined ? end.name : `${end.namespace}/${end.name}`}`;
  const sawSource = hidesClient(outcome) ? ` It sees the source address ${final.sourceIP}, not the client’s own.` : '';
  const lost = failures?.lostAnswer(outcome) ?? '';
  if (http !== null) {
    const backend = http.backend === undefined ? '' : ` from Service ${http.backend.namespace}/${http.backend.service}`;
    const location = http.location === undefined ? '' : ` to ${http.location}`;
    return `HTTP ${http.status}${location}${backend}, answered by ${where}.${lost}`;
  }
  switch (outcome.disposition) {
    case 'ACCEPTED':
      return `${where} answers at ${formatEndpoint(final.destinationIP, final.destinationPort)}.${sawSource}${lost}`;
    case 'EXITS_NETWORK':
      return `The packet leaves the cluster for ${formatEndpoint(final.destinationIP, final.destinationPort)}.${sawSource.replace('It', 'The receiver')}${lost}`;
    default:
      return failures?.outcome(outcome) ?? 'The request fails.';
  }
}
