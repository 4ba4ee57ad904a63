import type { PacketHeader, Hop } from '../../engine/packets.ts';
import type { NarrationContext } from '../narrator.ts';
import type { StepWords } from '../page/walk-words.ts';
import { narrateStep } from './steps/step.ts';
import { destination, source } from './phrases/places.ts';

/** A page fetches them when a walk is told deeper than as a story. */
export const STEP_WORDS: StepWords = { step: narrateStep, hop: narrateHop };

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
