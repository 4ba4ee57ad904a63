import type { PacketHeader } from '../../engine/linux/packet.ts';
import type { Hop, Trace } from '../../engine/linux/trace.ts';
import type { Outcome } from '../../engine/routing/outcome.ts';
import { formatEndpoint } from '../../engine/net/ip.ts';
import type { NarrationContext, Narrator } from '../narrator.ts';
import { narrateStep } from './step.ts';
import { destination, placeInSentence, placeName, source } from './words.ts';

/** English. */
export const ENGLISH: Narrator = {
  step: narrateStep,
  hop: narrateHop,
  place: placeName,
  outcome: narrateOutcome,
};

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

/** Nothing when the answer gets back. */
function narrateLostAnswer({ legs }: Outcome): string {
  const reply = legs.findLast(({ kind }) => kind !== 'MIRRORED')?.reply;
  if (reply === undefined || reply.disposition === 'ACCEPTED') return '';
  const place = reply.hops.at(-1)?.namespace;
  const where = place === undefined ? '' : `, at ${placeInSentence(place)}`;
  return ` The answer does not get back to the client: ${lossOf(reply)}${where}.`;
}

function lossOf({ disposition, final }: Trace): string {
  switch (disposition) {
    case 'REFUSED':
      return `it comes from ${formatEndpoint(final.sourceIP, final.sourcePort)}, to which no connection was opened`;
    case 'NO_ROUTE':
      return `there is no route to ${final.destinationIP}`;
    case 'NEIGHBOR_UNREACHABLE':
      return `nobody on the link has the address ${final.destinationIP}`;
    case 'EXITS_NETWORK':
      return `it leaves the cluster for ${final.destinationIP}`;
    case 'LOOP':
      return 'it goes round until its TTL runs out';
    default:
      return 'it is discarded';
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

function narrateOutcome(outcome: Outcome): string {
  const { destination: end, final, http, cause } = outcome;
  if (cause !== null) return cause.message;
  const where =
    end === null
      ? formatEndpoint(final.destinationIP, final.destinationPort)
      : `${end.kind} ${end.namespace === undefined ? end.name : `${end.namespace}/${end.name}`}`;
  const sawSource = outcome.masqueraded ? ` It sees the source address ${final.sourceIP}, not the client’s own.` : '';
  const lost = narrateLostAnswer(outcome);
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
    case 'REFUSED':
      return `Nothing listens at ${formatEndpoint(final.destinationIP, final.destinationPort)}.`;
    case 'REJECTED':
      return 'A rule answered with an error.';
    case 'DROPPED':
      return 'The packet is discarded without an answer; the client times out.';
    case 'NO_ROUTE':
      return `There is no route to ${final.destinationIP}.`;
    case 'NEIGHBOR_UNREACHABLE':
      return `Nobody on the link has the address ${final.destinationIP}.`;
    case 'NAME_NOT_FOUND':
      return 'The name could not be resolved.';
    case 'LOOP':
      return 'The packet goes round until its TTL runs out.';
    case 'INSUFFICIENT_INFO':
      return 'The input does not say enough to tell.';
  }
}
