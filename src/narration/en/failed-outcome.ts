import { type Trace, formatEndpoint } from '../../engine/packets.ts';
import type { Outcome } from '../../engine/outcomes.ts';
import { placeInSentence } from './phrases/places.ts';

/** How a request that did not arrive went. */
export function narrateFailedOutcome({ disposition, final, cause }: Outcome): string {
  switch (disposition) {
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
      return cause?.code === 'PROXY_LOOP'
        ? 'Proxies pass the request on to each other until one of them waits no longer.'
        : 'The packet goes round until its TTL runs out.';
    case 'INSUFFICIENT_INFO':
      return 'The input does not say enough to tell.';
    case 'ACCEPTED':
    case 'EXITS_NETWORK':
      return '';
  }
}

/** Nothing when the answer gets back. */
export function narrateLostAnswer({ legs }: Outcome): string {
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
