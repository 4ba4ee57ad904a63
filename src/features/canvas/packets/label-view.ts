import { withPart } from '../../../ui/fetch-part.ts';
import type { Palette } from '../drawing/palette.ts';
import type { Point, Rect } from '../board/element.ts';
import { placeLabel } from '../words/label-place.ts';
import { distanceTo } from '../words/rects.ts';
import type { Room } from '../words/room.ts';
import { measureLabel, paintLabel } from './paint-label.ts';
import type { leaderTo, paintLeader } from './places/leader.ts';
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

/** A label no further away than this many pixels is seen to be the packet's without a line. */
export const ADJACENT = 24;

/** What leads to labels further away: few walks have one at first. */
let leader: { readonly leaderTo: typeof leaderTo; readonly paintLeader: typeof paintLeader } | undefined;
let isAsked = false;

/** Fetches it the first time. */
export function fetchLeader(then: () => void): void {
  if (isAsked) return;
  isAsked = true;
  withPart(
    'packets',
    () => import('./places/leader.ts'),
    (found) => {
      leader = found;
      then();
    },
  );
}

/** Draws what the packet carries beside it: along with it, where it stood, or ahead of it. `redraw`: what has come since wants to be drawn. */
export function createLabelView(redraw: () => void) {
  let last: { readonly at: Point; readonly offset: Point } | undefined;
  return (context: CanvasRenderingContext2D, on: LabelAt, palette: Palette): void => {
    const { at } = on;
    const size = measureLabel(context, on.label, palette);
    const stays = last && { x: last.offset.x + last.at.x - at.x, y: last.offset.y + last.at.y - at.y };
    const offset = placeLabel({ ...on, size, before: last?.offset, stays });
    last = { at, offset };
    const box = { left: Math.round(at.x + offset.x), top: Math.round(at.y + offset.y), ...size };
    if (distanceTo(box, at) > ADJACENT) {
      fetchLeader(redraw);
      if (leader) leader.paintLeader(context, leader.leaderTo(at, box, on.room, on.beside), on.color);
    }
    paintLabel(context, { ...on, at: box }, palette);
  };
}
