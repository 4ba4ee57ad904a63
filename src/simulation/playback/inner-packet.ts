import type { PacketHeader } from '../../engine/packets.ts';
import type { Cue } from './cue.ts';
import { cueTrace, type Timeline } from './timeline.ts';

/** The header inside the one of this cue: of the tunnel that the packet went into last and has not left. undefined: none. */
export function innerPacket(timeline: Timeline, cue: Cue): PacketHeader | undefined {
  const hops = cueTrace(timeline, cue)?.hops ?? [];
  for (let at = cue.hop; at >= 0; at -= 1) {
    const steps = hops[at]?.steps ?? [];
    const past = at === cue.hop ? steps.slice(0, cue.step + 1) : steps;
    const step = past.findLast(({ type }) => type === 'TUNNEL');
    if (step?.type === 'TUNNEL') return step.action === 'ENCAPSULATED' ? step.detail.inner : undefined;
  }
  return undefined;
}
