import type { PacketState } from '../../../../simulation/playback/cue.ts';
import type { Point } from '../../board/element.ts';
import { packetColor, type Palette } from '../../drawing/palette.ts';

const SMALL = 5;
/** Half of a ring's line. */
const LINE = 1.25;
/** How far from its place a packet in flight is drawn. */
export const PACKET_REACH = 8;
/** More spots than a screen is high. */
const SPOT_ROW = 1_000_003;
const TURN = Math.PI * 2;
const STATES = ['request', 'reply', 'rejected', 'dropped', 'unknown'] as const satisfies readonly PacketState[];

type Surface = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Packets by what is told of them; of those within one pixel, which hide each other, there is one. */
export type Spots = Readonly<Record<PacketState, ReadonlyMap<number, Point>>>;

/** Gathers what is drawn in a frame. */
export function createSpots(): { readonly spots: Spots; readonly add: (state: PacketState, at: Point) => void } {
  const spots = { request: new Map(), reply: new Map(), rejected: new Map(), dropped: new Map(), unknown: new Map() };
  return {
    spots,
    add: (state, at) => spots[state].set(Math.round(at.x) * SPOT_ROW + Math.round(at.y), at),
  };
}

/** Many packets at once. Each is a path of its own: one of all of them has every line of the canvas looked at for each. */
export function paintPackets(context: Surface, spots: Spots, palette: Palette): void {
  for (const state of STATES) {
    if (spots[state].size === 0) continue;
    context.fillStyle = packetColor(palette, state);
    for (const at of spots[state].values()) {
      context.beginPath();
      shape(context, state, at);
      context.fill();
    }
  }
}

/** A disc, a square, or a ring: filled between two circles, which is less work than to stroke one. */
function shape(context: Surface, state: PacketState, { x, y }: Point): void {
  if (state === 'rejected') context.rect(x - SMALL * 0.9, y - SMALL * 0.9, SMALL * 1.8, SMALL * 1.8);
  else if (state === 'request') context.arc(x, y, SMALL, 0, TURN);
  else {
    context.arc(x, y, SMALL + LINE, 0, TURN);
    context.moveTo(x + SMALL - LINE, y);
    context.arc(x, y, SMALL - LINE, 0, TURN, true);
  }
}
