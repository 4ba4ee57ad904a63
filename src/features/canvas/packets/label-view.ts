import type { Palette } from '../drawing/palette.ts';
import type { Point, Rect } from '../board/element.ts';
import { placeLabel } from '../words/label-place.ts';
import type { Room } from '../words/room.ts';
import { measureLabel, paintLabel, paintLeader } from './paint-label.ts';
import { leaderTo } from './places/leader.ts';
import type { Label } from './places/packet-label.ts';

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

/** Draws what the packet carries beside it: along with it, where it stood, or ahead of it. */
export function createLabelView() {
  let last: { readonly at: Point; readonly offset: Point } | undefined;
  return (context: CanvasRenderingContext2D, on: LabelAt, palette: Palette): void => {
    const { at } = on;
    const size = measureLabel(context, on.label, palette);
    const stays = last && { x: last.offset.x + last.at.x - at.x, y: last.offset.y + last.at.y - at.y };
    const offset = placeLabel({ ...on, size, before: last?.offset, stays });
    last = { at, offset };
    const box = { left: Math.round(at.x + offset.x), top: Math.round(at.y + offset.y), ...size };
    paintLeader(context, leaderTo(at, box, on.room, on.beside), on.color);
    paintLabel(context, { ...on, at: box }, palette);
  };
}
