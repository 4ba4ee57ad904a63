import type { Step } from '../../../engine/linux/model/trace.ts';
import type { HeaderField, PacketHeader } from '../../../engine/linux/model/packet.ts';
import type { Board } from '../board/board.ts';
import { type Camera, type ScreenSize, visibleRect } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import { POD_RAIL } from '../board/sizes.ts';

/** A run of characters of the label; `changed` when this step changed it. */
export interface LabelPart {
  readonly text: string;
  readonly changed: boolean;
}

/** Source above, destination below; each address and port a part of its own. Below them those of the packet inside. */
export type Label = readonly (readonly LabelPart[])[];

/** `inner`: the packet that this one carries, if it is a tunnel's. */
export function createLabel(packet: PacketHeader, step: Step | undefined, inner?: PacketHeader): Label {
  const outer = headerLines(packet, step);
  if (inner === undefined) return outer;
  const inside = headerLines(inner, undefined).map((line) => [{ text: '│ ', changed: false }, ...line]);
  return [...outer, ...inside];
}

function headerLines(packet: PacketHeader, step: Step | undefined): Label {
  const changed = new Set<HeaderField>(step?.type === 'TRANSLATE' ? step.detail.changes.map(({ field }) => field) : []);
  const end = (ip: 'sourceIP' | 'destinationIP', port: 'sourcePort' | 'destinationPort'): readonly LabelPart[] => {
    const address = packet[ip].includes(':') && packet[port] !== 0 ? `[${packet[ip]}]` : packet[ip];
    const parts = [{ text: address, changed: changed.has(ip) }];
    return packet[port] === 0 ? parts : [...parts, { text: `:${packet[port]}`, changed: changed.has(port) }];
  };
  const arrow = { text: '→ ', changed: false };
  return [
    [{ text: '  ', changed: false }, ...end('sourceIP', 'sourcePort')],
    [arrow, ...end('destinationIP', 'destinationPort')],
  ];
}

export function labelLength(label: Label): number {
  return Math.max(...label.map((line) => line.reduce((sum, { text }) => sum + text.length, 0)));
}

const DISTANCE = 18;
const NUDGE = 12;
const EDGE = 4;

/**
 * Where a label of this size goes beside a packet at `at` (screen pixels), as its left upper corner relative to the packet:
 * the place around it that hides the least text and leaves the screen the least.
 */
export function placeLabel(at: Point, size: ScreenSize, obstacles: readonly Rect[], screen: ScreenSize): Point {
  const { width, height } = size;
  const candidates: readonly Point[] = [
    { x: DISTANCE, y: -height / 2 },
    { x: -DISTANCE - width, y: -height / 2 },
    { x: NUDGE, y: -DISTANCE - height },
    { x: -NUDGE - width, y: -DISTANCE - height },
    { x: NUDGE, y: DISTANCE },
    { x: -NUDGE - width, y: DISTANCE },
    { x: -width / 2, y: -DISTANCE - height },
    { x: -width / 2, y: DISTANCE },
    { x: NUDGE, y: 2 * DISTANCE },
    { x: -NUDGE - width, y: 2 * DISTANCE },
  ];
  let best: Point = { x: DISTANCE, y: -height / 2 };
  let least = Number.POSITIVE_INFINITY;
  candidates.forEach((candidate, rank) => {
    // Above and below the packet it may slide along the edge of the screen.
    const beside = candidate.y > -DISTANCE - height && candidate.y < DISTANCE;
    const left = Math.min(Math.max(at.x + candidate.x, EDGE), screen.width - EDGE - width);
    const offset = beside ? candidate : { x: left - at.x, y: candidate.y };
    const box = { left: at.x + offset.x, top: at.y + offset.y, width, height };
    const hidden = obstacles.reduce((sum, rect) => sum + overlap(rect, box), 0);
    const inside = overlap(
      { left: EDGE, top: EDGE, width: screen.width - 2 * EDGE, height: screen.height - 2 * EDGE },
      box,
    );
    const cost = hidden + 4 * (width * height - inside) + rank;
    if (cost < least) {
      least = cost;
      best = offset;
    }
  });
  return best;
}

function overlap(a: Rect, b: Rect): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Where words stand on the screen near a packet: everything in a box right of its wire, and the heads of nodes. */
export function textRects(board: Board, camera: Camera, screen: ScreenSize): readonly Rect[] {
  return board.within(visibleRect(camera, screen)).map(({ content, left, top, width, height }) => {
    const rail = content.kind === 'pod' || content.kind === 'node' ? POD_RAIL + 8 : 0;
    const tall = content.kind === 'node' || content.kind === 'pending' ? Math.min(height, NODE_HEAD) : height;
    return {
      left: (left + rail) * camera.zoom + camera.x,
      top: top * camera.zoom + camera.y,
      width: (content.kind === 'node' ? NODE_TEXT : width - rail) * camera.zoom,
      height: tall * camera.zoom,
    };
  });
}

const NODE_HEAD = 84;
const NODE_TEXT = 220;
