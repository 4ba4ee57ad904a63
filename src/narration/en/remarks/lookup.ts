import type { DnsLookup } from '../../../engine/outcomes.ts';
import type { LookupNarration } from '../../narrator.ts';

/** A and AAAA of the name itself: what a name costs when the search list is not gone through. */
const LEAST = 2;

/** What was asked of a name server and what came of it. */
export function narrateLookup(lookup: DnsLookup): LookupNarration {
  const advice = adviseOn(lookup);
  return { summary: summarize(lookup), ...(advice === undefined ? {} : { advice }) };
}

function summarize({ questions, rcode, answeredBy, addresses, server, forwardedBy }: DnsLookup): string {
  const count = `${questions.length} ${questions.length === 1 ? 'question' : 'questions'}`;
  const to = `${count} to ${server}`;
  const who = forwardedBy === undefined ? to : `${to}, which ${forwardedBy.namespace}/${forwardedBy.name} asks in turn`;
  if (rcode === 'NO_ANSWER') return `${who}: no answer`;
  if (answeredBy === undefined) return `${who}: ${rcode === 'NOERROR' ? 'no such record' : rcode}`;
  return `${who}: ${answeredBy} is ${addresses.join(', ') || 'an alias without an address'}`;
}

/** How the same name would cost less; undefined: it could not. */
function adviseOn({ question, questions, answeredBy, ndots, forwardedBy }: DnsLookup): string | undefined {
  const dots = question.split('.').length - 1;
  const wasted = questions.filter(({ name }) => name !== answeredBy).length;
  if (forwardedBy !== undefined || answeredBy !== `${question}.` || wasted === 0 || dots >= ndots) return undefined;
  const cost = `${wasted} of ${questions.length} questions go to the search list: ${question} has ${dots} ${dots === 1 ? 'dot' : 'dots'}, fewer than ndots:${ndots}.`;
  return `${cost} Written ${answeredBy} with the dot at its end, or with ndots:${dots} in dnsConfig, it costs ${LEAST}.`;
}
