import type { Palette } from '../drawing/palette.ts';
import type { Point, Rect } from '../board/element.ts';
import { placeLabel } from '../words/label-place.ts';
import type { Room } from '../words/room.ts';
import { measureLabel, paintLabel, paintLeader } from './paint-label.ts';
import type { Label } from './places/packet-label.ts';

/** Milliseconds in which it appears at another place. */
const APPEAR = 140;
/** Pixels beyond which another place is one. */
const ANOTHER = 24;

export interface LabelAt {
  readonly label: Label;
  /** Where the packet is, on the screen. */
  readonly at: Point;
  /** Where it will soon be; undefined while it stands. */
  readonly ahead: Point | undefined;
  readonly color: string;
  readonly act: number;
  readonly room: Room;
  /** The caption and shares. */
  readonly beside: readonly Rect[];
}

interface Moment {
  readonly palette: Palette;
  readonly still: boolean;
  readonly elapsed: number;
}

/** Draws what the packet carries beside it; where it cannot come along, it appears at another place. True: it has. */
export function createLabelView() {
  let last: { readonly at: Point; readonly offset: Point } | undefined;
  let since = 0;
  return (context: CanvasRenderingContext2D, on: LabelAt, { palette, still, elapsed }: Moment): boolean => {
    const { label, at, ahead, color, act, room, beside } = on;
    const size = measureLabel(context, label, palette);
    const before = last?.offset;
    const stays = last && { x: last.offset.x + last.at.x - at.x, y: last.offset.y + last.at.y - at.y };
    const offset = placeLabel({ at, size, room, beside, before, stays, ahead });
    const isSame = (place?: Point): boolean =>
      place !== undefined && Math.hypot(place.x - offset.x, place.y - offset.y) < ANOTHER;
    since = isSame(before) || isSame(stays) ? since + elapsed : 0;
    last = { at, offset };
    const box = { left: Math.round(at.x + offset.x), top: Math.round(at.y + offset.y), ...size };
    const shown = still ? 1 : Math.min(since / APPEAR, 1);
    context.globalAlpha = shown;
    paintLeader(context, at, box, color);
    paintLabel(context, { label, at: box, color, act }, palette);
    context.globalAlpha = 1;
    return shown === 1;
  };
}
