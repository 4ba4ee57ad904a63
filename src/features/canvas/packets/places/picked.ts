import type { ElementId } from '../../../../scenario/document/document.ts';
import type { PlaybackState } from '../../../../simulation/playback/playback-store.ts';
import type { Cue } from '../../../../simulation/playback/cue.ts';
import { cueStep, type Timeline } from '../../../../simulation/playback/timeline.ts';
import type { Board } from '../../board/placed-board.ts';
import { elementOfSubject, serviceId } from '../../board/element.ts';

/** "SERVICE ADDRESS STATE": which endpoint the walk went to so far, and what its packet is now; "" while none is picked. */
export function pickedEndpoint({ timeline, cue: index }: Pick<PlaybackState, 'timeline' | 'cue'>): string {
  const cue = timeline?.cues[index];
  if (timeline === undefined || cue === undefined) return '';
  const picked = translated(timeline, cue) ?? proxied(timeline, cue);
  return picked === undefined ? '' : `${picked.service} ${picked.address} ${cue.state}`;
}

interface Picked {
  readonly service: ElementId;
  readonly address: string;
}

/** By a Service's DNAT on this leg. */
function translated(timeline: Timeline, cue: Cue): Picked | undefined {
  for (let at = cue.index; at >= 0; at -= 1) {
    const earlier = timeline.cues[at];
    if (earlier === undefined) return undefined;
    // Between a request to a proxy and its reply lies what the proxy does.
    if (earlier.leg !== cue.leg || earlier.direction === 'reply' || earlier.subject?.kind !== 'Service') continue;
    const step = cueStep(timeline, earlier);
    if (step?.type !== 'TRANSLATE' || step.action !== 'DNAT') continue;
    return { service: elementOfSubject(earlier.subject), address: earlier.packet.destinationIP };
  }
  return undefined;
}

/** By a proxy, which connects to an endpoint itself. */
function proxied(timeline: Timeline, cue: Cue): Picked | undefined {
  const leg = timeline.outcome.legs[cue.leg];
  const backend = leg?.kind === 'PROXIED' ? (leg.http?.backend ?? leg.backend) : undefined;
  const address = leg?.request.hops[0]?.steps[0]?.packet.destinationIP;
  if (backend === undefined || address === undefined) return undefined;
  return { service: serviceId({ namespace: backend.namespace, name: backend.service }), address };
}

const addresses = new WeakMap<Board, ReadonlyMap<string, ElementId>>();

/** The pod that has an address, or the card of what it is folded in. */
export function podByAddress(board: Board, address: string): ElementId | undefined {
  const known = addresses.get(board);
  if (known !== undefined) return known.get(address);
  const found = new Map<string, ElementId>();
  for (const { id, content, folded } of board.elements) {
    const pods = content.kind === 'pod' ? [content.pod] : folded ? folded.pods : [];
    for (const { hostNetwork, ips } of pods) if (!hostNetwork) for (const ip of ips) found.set(ip, id);
  }
  addresses.set(board, found);
  return found.get(address);
}
