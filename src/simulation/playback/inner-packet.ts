import type { PacketHeader } from '../../engine/linux/model/packet.ts';
import { type Beat, beatTrace, type Timeline } from './timeline.ts';

/** The header inside the one of this beat: of the tunnel that the packet went into last and has not left. undefined: none. */
export function innerPacket(timeline: Timeline, beat: Beat): PacketHeader | undefined {
  const hops = beatTrace(timeline, beat)?.hops ?? [];
  for (let at = beat.hop; at >= 0; at -= 1) {
    const steps = hops[at]?.steps ?? [];
    const past = at === beat.hop ? steps.slice(0, beat.step + 1) : steps;
    const step = past.findLast(({ type }) => type === 'TUNNEL');
    if (step?.type === 'TUNNEL') return step.action === 'ENCAPSULATED' ? step.detail.inner : undefined;
  }
  return undefined;
}
