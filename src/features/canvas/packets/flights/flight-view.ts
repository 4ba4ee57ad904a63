import type { Flight } from '../../../../simulation/playback/burst.ts';
import type { PlaybackState } from '../../../../simulation/playback/playback-store.ts';
import { cueAt } from '../../../../simulation/playback/timeline.ts';
import type { Camera, ScreenSize } from '../../board/camera.ts';
import type { Rect } from '../../board/element.ts';
import { PACKET_REACH, paintPackets, type SmallPacket } from './flight-paint.ts';
import type { Palette } from '../../drawing/palette.ts';
import { movesOf, pointAlong, progress, type Stage } from '../places/place.ts';

/** What of the board the flights pass; undefined when they pass nothing on it. */
export function flightBounds(stage: Stage, flights: readonly Flight[]): Rect | undefined {
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const timeline of new Set(flights.map((flight) => flight.timeline))) {
    for (const { way } of movesOf(stage, timeline)) {
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

export interface FlightFrame {
  readonly playback: Pick<PlaybackState, 'flights' | 'flightTime'>;
  readonly camera: Camera;
  /** The part of the screen that is drawn. */
  readonly part: Rect;
  readonly palette: Palette;
  readonly still: boolean;
}

/** Draws every packet in flight where it is now. */
export function drawFlights(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  stage: Stage,
  { playback, camera, part, palette, still }: FlightFrame,
): void {
  const now = playback.flightTime();
  const packets: SmallPacket[] = [];
  for (const { timeline, offset, haste = 1 } of playback.flights) {
    const time = (now - offset) * haste;
    if (time < 0 || time > timeline.duration) continue;
    const index = cueAt(timeline, time);
    const cue = timeline.cues[index];
    const move = movesOf(stage, timeline)[index];
    if (cue === undefined || move === undefined) continue;
    const at = pointAlong(move.way, still ? move.length : move.length * progress(cue, move, time));
    const [x, y] = [at.x * camera.zoom + camera.x - part.left, at.y * camera.zoom + camera.y - part.top];
    packets.push({ at: { x, y }, state: cue.state });
  }
  paintPackets(context, packets, palette);
}
