import type { Flight } from '../../../../simulation/playback/burst.ts';
import type { PacketState } from '../../../../simulation/playback/cue.ts';
import { cueAt } from '../../../../simulation/playback/timeline.ts';
import type { Camera, ScreenSize } from '../../board/camera.ts';
import type { Point, Rect } from '../../board/element.ts';
import type { Palette } from '../../drawing/palette.ts';
import { type Move, movesOf, pointAlong, progress, type Stage } from '../places/place.ts';
import { createSpots, PACKET_REACH, paintPackets } from './flight-paint.ts';

/** Packets in flight, from the first that sets off to the last that lands. */
export interface FlightView {
  /** What of the board they pass; undefined when they pass nothing on it. */
  readonly bounds: Rect | undefined;
  /** Draws each of them where it is at a time, in milliseconds since the first set off. */
  readonly draw: (
    context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
    now: number,
    frame: FlightFrame,
  ) => void;
}

export interface FlightFrame {
  readonly camera: Camera;
  /** The part of the screen that is drawn. */
  readonly part: Rect;
  readonly palette: Palette;
  readonly still: boolean;
}

/** A packet in flight, and where it was seen last: it stays there for some of the time of its timeline. */
interface Seen extends Flight {
  readonly moves: readonly Move[];
  at: Point;
  state: PacketState;
  from: number;
  until: number;
}

const NOWHERE: Point = { x: 0, y: 0 };

export function createFlightView(stage: Stage, flights: readonly Flight[]): FlightView {
  const seen = flights.map(
    (flight): Seen => ({
      ...flight,
      moves: movesOf(stage, flight.timeline),
      at: NOWHERE,
      state: 'request',
      from: 0,
      until: 0,
    }),
  );
  return {
    bounds: boundsOf(new Set(seen.map(({ moves }) => moves))),
    draw: (context, now, { camera, part, palette, still }) => {
      const { spots, add } = createSpots();
      for (const flight of seen) {
        const { timeline, offset, haste = 1 } = flight;
        const time = (now - offset) * haste;
        if (time < 0 || time > timeline.duration) continue;
        if (time < flight.from || time >= flight.until) follow(flight, time, still);
        const { at, state } = flight;
        add(state, { x: at.x * camera.zoom + camera.x - part.left, y: at.y * camera.zoom + camera.y - part.top });
      }
      paintPackets(context, spots, palette);
    },
  };
}

/** Where a packet is at a time of its timeline. Most of them stand somewhere, and need not be looked for in each frame. */
function follow(flight: Seen, time: number, still: boolean): void {
  const { timeline, moves } = flight;
  const index = cueAt(timeline, time);
  const [cue, move] = [timeline.cues[index], moves[index]];
  if (cue === undefined || move === undefined) return;
  const share = still ? 1 : progress(cue, move, time);
  flight.at = pointAlong(move.way, move.length * share);
  flight.state = cue.state;
  flight.from = time;
  flight.until = share < 1 ? time : cue.start + cue.duration;
}

function boundsOf(ways: Iterable<readonly Move[]>): Rect | undefined {
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const moves of ways) {
    for (const { way } of moves) {
      for (const { x, y } of way) {
        left = Math.min(left, x);
        top = Math.min(top, y);
        right = Math.max(right, x);
        bottom = Math.max(bottom, y);
      }
    }
  }
  return left > right ? undefined : { left, top, width: right - left, height: bottom - top };
}

/** The same on the screen, as whole pixels and with room for the packets; undefined when it lies outside. */
export function seenPart({ left, top, width, height }: Rect, camera: Camera, screen: ScreenSize): Rect | undefined {
  const x = Math.max(0, Math.floor(left * camera.zoom + camera.x - PACKET_REACH));
  const y = Math.max(0, Math.floor(top * camera.zoom + camera.y - PACKET_REACH));
  const right = Math.min(screen.width, Math.ceil((left + width) * camera.zoom + camera.x + PACKET_REACH));
  const bottom = Math.min(screen.height, Math.ceil((top + height) * camera.zoom + camera.y + PACKET_REACH));
  return right <= x || bottom <= y ? undefined : { left: x, top: y, width: right - x, height: bottom - y };
}
