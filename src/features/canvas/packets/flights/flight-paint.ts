import type { PacketState } from '../../../../simulation/playback/cue.ts';
import type { Point } from '../../board/element.ts';
import { packetColor, type Palette } from '../../drawing/palette.ts';

const SMALL = 5;
/** How far from its place a packet in flight is drawn. */
export const PACKET_REACH = 8;
/** Spots to a pixel: closer than that, one packet hides the other. */
const SPOTS = 2;
/** More spots than a screen is high. */
const SPOT_ROW = 1_000_003;
const TURN = Math.PI * 2;

export interface SmallPacket {
  readonly at: Point;
  readonly state: PacketState;
}

/** Many packets at once: one path for each state, whatever their number. Those that stand on one spot are drawn once. */
export function paintPackets(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  packets: readonly SmallPacket[],
  palette: Palette,
): void {
  for (const state of ['request', 'reply', 'rejected', 'dropped', 'unknown'] as const) {
    const spots = new Set<number>();
    context.beginPath();
    for (const { at, state: its } of packets) {
      if (its !== state) continue;
      const spot = Math.round(at.x * SPOTS) * SPOT_ROW + Math.round(at.y * SPOTS);
      if (spots.has(spot)) continue;
      spots.add(spot);
      if (state === 'rejected') context.rect(at.x - SMALL * 0.9, at.y - SMALL * 0.9, SMALL * 1.8, SMALL * 1.8);
      else {
        context.moveTo(at.x + SMALL, at.y);
        context.arc(at.x, at.y, SMALL, 0, TURN);
      }
    }
    if (spots.size === 0) continue;
    if (state === 'request' || state === 'rejected') {
      context.fillStyle = packetColor(palette, state);
      context.fill();
    } else {
      context.strokeStyle = packetColor(palette, state);
      context.lineWidth = 2.5;
      context.stroke();
    }
  }
}
