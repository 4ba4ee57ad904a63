import type { PacketState } from '../../../simulation/playback/timeline.ts';
import type { Camera } from '../board/camera.ts';
import type { Point } from '../board/element.ts';
import type { Palette } from '../drawing/palette.ts';

const RADIUS = 9;
const TURN = Math.PI * 2;

/** The packet one follows: the brightest thing on the board. `at` in screen pixels. */
export function paintPacket(context: CanvasRenderingContext2D, at: Point, state: PacketState, palette: Palette): void {
  const color = palette[state];
  context.save();
  context.translate(at.x, at.y);
  context.fillStyle = color;
  context.globalAlpha = 0.18;
  context.beginPath();
  context.arc(0, 0, RADIUS * 2.1, 0, TURN);
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = palette.surface;
  context.lineJoin = 'round';
  context.lineWidth = 3;
  if (state === 'dropped') paintDropped(context, color, palette);
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
    if (state === 'rejected') cross(context, RADIUS * 0.38, palette.surface);
  }
  context.restore();
}

function paintDropped(context: CanvasRenderingContext2D, color: string, palette: Palette): void {
  context.fillStyle = palette.surface;
  context.beginPath();
  context.arc(0, 0, RADIUS, 0, TURN);
  context.fill();
  context.setLineDash([4, 3]);
  context.lineWidth = 2;
  context.strokeStyle = color;
  context.stroke();
  context.setLineDash([]);
  cross(context, RADIUS * 0.42, color);
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
