import type { PacketState } from '../../../simulation/playback/cue.ts';
import type { Camera } from '../board/camera.ts';
import type { Point } from '../board/element.ts';
import { packetColor, type Palette } from '../drawing/palette.ts';

const RADIUS = 9;
const TURN = Math.PI * 2;

/** What can be told of a packet by how it looks. */
export interface Look {
  readonly state: PacketState;
  /** Nobody listens where it came: the door is shut. */
  readonly refused: boolean;
  /** A question for a name. */
  readonly small: boolean;
  /** 0: as it is; 1: inside another packet. */
  readonly wrapping: number;
  /** 0 to 1 while something happens to it. */
  readonly pulse: number;
}

/** How large a question is beside what is asked for. */
export const SMALL_PACKET = 0.68;

/** The packet one follows: the brightest thing on the board. `at` in screen pixels. */
export function paintPacket(context: CanvasRenderingContext2D, at: Point, look: Look, palette: Palette): void {
  const { state } = look;
  const color = packetColor(palette, state);
  context.save();
  context.translate(at.x, at.y);
  if (look.pulse < 1) paintPulse(context, look.pulse, color);
  if (look.small) context.scale(SMALL_PACKET, SMALL_PACKET);
  if (look.wrapping > 0) paintWrapping(context, look.wrapping, color, palette);
  context.fillStyle = color;
  context.globalAlpha = 0.18;
  context.beginPath();
  context.arc(0, 0, RADIUS * 2.1, 0, TURN);
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = palette.surface;
  context.lineJoin = 'round';
  context.lineWidth = 3;
  if (state === 'dropped' || state === 'unknown') paintLost(context, state, color, palette);
  else {
    shapePath(context, state, RADIUS);
    context.stroke();
    context.fill();
    if (state === 'reply') {
      context.fillStyle = palette.surface;
      context.beginPath();
      context.arc(0, 0, RADIUS * 0.5, 0, TURN);
      context.fill();
    }
    if (look.refused) bar(context, RADIUS * 0.55, palette.surface);
    else if (state === 'rejected') cross(context, RADIUS * 0.38, palette.surface);
  }
  context.restore();
}

/** A ring that goes out from it: this is where something happens. */
function paintPulse(context: CanvasRenderingContext2D, share: number, color: string): void {
  context.strokeStyle = color;
  context.globalAlpha = 0.7 * (1 - share);
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(0, 0, RADIUS * (1.3 + share * 2.4), 0, TURN);
  context.stroke();
  context.globalAlpha = 1;
}

/** The packet around it, which closes in from outside. */
function paintWrapping(context: CanvasRenderingContext2D, share: number, color: string, palette: Palette): void {
  const half = RADIUS * (1.75 + (1 - share) * 2);
  context.globalAlpha = share;
  context.fillStyle = palette['changed-soft'];
  context.strokeStyle = color;
  context.lineWidth = 2.5;
  context.beginPath();
  context.roundRect(-half, -half, 2 * half, 2 * half, 5);
  context.fill();
  context.stroke();
  context.globalAlpha = 1;
}

/** A shut door. */
function bar(context: CanvasRenderingContext2D, half: number, color: string): void {
  context.fillStyle = color;
  context.fillRect(-half, -1.6, 2 * half, 3.2);
}

/** It is gone, or nobody knows where it gets to. */
function paintLost(
  context: CanvasRenderingContext2D,
  state: 'dropped' | 'unknown',
  color: string,
  palette: Palette,
): void {
  context.fillStyle = palette.surface;
  context.beginPath();
  context.arc(0, 0, RADIUS, 0, TURN);
  context.fill();
  context.setLineDash([4, 3]);
  context.lineWidth = 2;
  context.strokeStyle = color;
  context.stroke();
  context.setLineDash([]);
  if (state === 'dropped') cross(context, RADIUS * 0.42, color);
  else {
    context.fillStyle = color;
    context.font = `700 13px ${palette.sans}`;
    context.fillText('?', -3.5, 1);
  }
}

/** Request: disc with a nose to the right. Reply: ring. Rejected: octagon. */
function shapePath(context: CanvasRenderingContext2D, state: PacketState, radius: number): void {
  context.beginPath();
  if (state === 'rejected') {
    for (let corner = 0; corner < 8; corner += 1) {
      const angle = (corner + 0.5) * (TURN / 8);
      context.lineTo(Math.cos(angle) * radius * 1.08, Math.sin(angle) * radius * 1.08);
    }
    context.closePath();
  } else context.arc(0, 0, radius, 0, TURN);
}

function cross(context: CanvasRenderingContext2D, arm: number, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 2.4;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(-arm, -arm);
  context.lineTo(arm, arm);
  context.moveTo(arm, -arm);
  context.lineTo(-arm, arm);
  context.stroke();
}

/** A line in screen pixels along points of the board. */
export function paintTrail(context: CanvasRenderingContext2D, way: readonly Point[], camera: Camera): void {
  context.beginPath();
  way.forEach((point, index) => {
    const x = point.x * camera.zoom + camera.x;
    const y = point.y * camera.zoom + camera.y;
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
}

const ARROW_GAP = 84;
const ARROW = 5;

/** Small arrows along a way, which say where the packet goes: where it comes back over the same line, the way back. */
export function paintArrows(context: CanvasRenderingContext2D, way: readonly Point[], camera: Camera): void {
  let left = ARROW_GAP / 2;
  context.fillStyle = context.strokeStyle;
  for (const [index, to] of way.entries()) {
    const from = way[index - 1];
    if (from === undefined) continue;
    const [dx, dy] = [(to.x - from.x) * camera.zoom, (to.y - from.y) * camera.zoom];
    const length = Math.hypot(dx, dy);
    for (; left < length; left += ARROW_GAP) {
      const [ux, uy] = [dx / length, dy / length];
      const share = left / length;
      const at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
      if (isRetraced(way, index, at)) continue;
      const x = from.x * camera.zoom + camera.x + ux * left;
      const y = from.y * camera.zoom + camera.y + uy * left;
      context.beginPath();
      context.moveTo(x + ux * ARROW, y + uy * ARROW);
      context.lineTo(x - (ux + uy) * ARROW, y - (uy - ux) * ARROW);
      context.lineTo(x - (ux - uy) * ARROW, y - (uy + ux) * ARROW);
      context.fill();
    }
    left -= length;
  }
}

/** Board pixels within which two lines are the same. */
const SAME = 1;

/** Whether the way comes by a point of one of its lines again later, the other way round. */
function isRetraced(way: readonly Point[], index: number, at: Point): boolean {
  const [from, to] = [way[index - 1], way[index]];
  if (from === undefined || to === undefined) return false;
  for (let later = index + 1; later < way.length; later += 1) {
    const [a, b] = [way[later - 1], way[later]];
    if (a === undefined || b === undefined) continue;
    const isBack = (b.x - a.x) * (to.x - from.x) + (b.y - a.y) * (to.y - from.y) < 0;
    const over =
      Math.hypot(at.x - a.x, at.y - a.y) + Math.hypot(b.x - at.x, b.y - at.y) - Math.hypot(b.x - a.x, b.y - a.y);
    if (isBack && over < SAME) return true;
  }
  return false;
}
