import type { PacketHeader } from '../../engine/linux/model/packet.ts';
import type { Hop } from '../../engine/linux/model/trace.ts';
import type { Outcome } from '../../engine/routing/outcome/outcome.ts';
import { formatEndpoint } from '../../engine/net/ip.ts';
import type { NarrationContext, Narrator } from '../narrator.ts';
import type { EnglishWords } from './english-words.ts';
import { narrateStep } from './step.ts';
import { destination, placeName, source } from './words.ts';

/** English, with these words for what only some walks need. */
export function createEnglish(words: EnglishWords): Narrator {
  return {
    step: (step, context) => narrateStep(step, { ...context, words }),
    hop: narrateHop,
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
  };
}

function narrateHop({ hop }: NarrationContext): string {
  const first = carried(hop, 0);
  const last = hop.steps.at(-1);
  if (first === undefined || last === undefined) return '';
  const parts: string[] = [];
  const now = carried(hop, hop.steps.length - 1) ?? last.packet;
  if (now.destinationIP !== first.destinationIP || now.destinationPort !== first.destinationPort) {
    parts.push(`to ${destination(first)}, rewritten to ${destination(now)}`);
  }
  if (now.sourceIP !== first.sourceIP || now.sourcePort !== first.sourcePort) {
    parts.push(`from ${source(first)}, rewritten to ${source(now)}`);
  }
  const tunnel = hop.steps.findLast((step) => step.type === 'TUNNEL');
  if (tunnel?.action === 'ENCAPSULATED') parts.push(`wrapped for ${destination(last.packet)}`);
  if (tunnel?.action === 'DECAPSULATED') parts.push('unwrapped');
  if (parts.length > 0) return parts.join('; ');
  switch (last.type) {
    case 'SOCKET':
      return last.action === 'ACCEPTED'
        ? `taken at ${destination(last.packet)}`
        : last.action === 'REFUSED'
          ? 'refused'
          : 'sent';
    case 'RULE':
      return last.action === 'DROP' ? 'dropped' : last.action === 'REJECT' ? 'rejected' : 'passes';
    case 'POLICY':
      return 'dropped';
    case 'ROUTE':
      return last.action === 'FORWARDED' || last.action === 'LOCAL' ? 'passes' : 'ends here';
    case 'NEIGHBOR':
      return last.action === 'FAILED' ? 'unreachable' : 'passes';
    default:
      if (hop.steps[0]?.type === 'SOCKET') return 'sets off';
      return isOut(hop) ? 'leaves the cluster' : 'passes unchanged';
  }
}

/** It came in by a wire and no way on was looked for: whoever is out there has it. */
const isOut = ({ namespace, steps }: Hop): boolean =>
  namespace === 'internet' && steps.every(({ type }) => type === 'INTERFACE');

/** The header of what a tunnel carries: the packet somebody sent, not the one around it. */
function carried({ steps }: Hop, at: number): PacketHeader | undefined {
  const here = steps[at];
  const before = steps.slice(0, at + 1).findLast((step) => step.type === 'TUNNEL');
  if (before?.action === 'ENCAPSULATED') return before.detail.inner;
  const next = steps.slice(at).find((step) => step.type === 'TUNNEL');
  return before === undefined && next?.action === 'DECAPSULATED' ? next.detail.inner : here?.packet;
}

function narrateOutcome(outcome: Outcome, { failures }: EnglishWords): string {
  const { destination: end, final, http, cause } = outcome;
  if (cause !== null) return failures?.cause(cause) ?? cause.code;
  const where =
    end === null
      ? formatEndpoint(final.destinationIP, final.destinationPort)
      : `${end.kind} ${end.namespace === undefined ? end.name : `${end.namespace}/${end.name}`}`;
  const sawSource = outcome.masqueraded ? ` It sees the source address ${final.sourceIP}, not the client’s own.` : '';
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
