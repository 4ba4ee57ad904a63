import type { Step, HeaderChange, HeaderField, PacketHeader } from '../../../engine/packets.ts';
import type { DnsLookup } from '../../../engine/outcomes.ts';
import type { Board } from '../board/placed-board.ts';
import { type Camera, type ScreenSize, visibleRect } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import { POD_RAIL } from '../board/sizes.ts';

/** A run of characters of the label; `changed` when this step changed it, `struck` when it is what was there before. */
export interface LabelPart {
  readonly text: string;
  readonly changed: boolean;
  readonly struck?: true;
}

/** Source above, destination below; each address and port a part of its own. Below them those of the packet inside. */
export type Label = readonly (readonly LabelPart[])[];

/** `inner`: the packet that this one carries, if it is a tunnel's. `old`: what a changed end was stands above it, struck through. */
export function createLabel(packet: PacketHeader, step: Step | undefined, inner?: PacketHeader, old = false): Label {
  const outer = headerLines(packet, step, old);
  if (inner === undefined) return outer;
  const inside = headerLines(inner, undefined, false).map((line) => [{ text: '│ ', changed: false }, ...line]);
  return [...outer, ...inside];
}

/** A question for a name or its answer, as the packet of a lookup carries it. */
export function lookupLabel({ question, addresses, rcode }: DnsLookup, answered: boolean): Label {
  const answer = addresses[0] ?? (rcode === 'NOERROR' ? 'no address' : rcode);
  const asked = [{ text: `${question} ?`, changed: false }];
  return answered ? [asked, [{ text: `= ${answer}`, changed: true }]] : [asked];
}

function headerLines(packet: PacketHeader, step: Step | undefined, old: boolean): Label {
  const changes = new Map<HeaderField, string>(changesOf(step).map(({ field, before }) => [field, before]));
  const line = (mark: string, ip: 'sourceIP' | 'destinationIP', port: 'sourcePort' | 'destinationPort'): Label => {
    const now = endText(packet[ip], `${packet[port]}`);
    const parts = [
      { text: mark, changed: false },
      { text: now.ip, changed: changes.has(ip) },
    ];
    const shown = now.port === '' ? parts : [...parts, { text: now.port, changed: changes.has(port) }];
    if (!old || !(changes.has(ip) || changes.has(port))) return [shown];
    const before = endText(changes.get(ip) ?? packet[ip], changes.get(port) ?? `${packet[port]}`);
    const was: LabelPart = { text: `${before.ip}${before.port}`, changed: false, struck: true };
    return [[{ text: mark, changed: false }, was], shown];
  };
  return [...line('  ', 'sourceIP', 'sourcePort'), ...line('→ ', 'destinationIP', 'destinationPort')];
}

function endText(ip: string, port: string): { readonly ip: string; readonly port: string } {
  if (port === '0') return { ip, port: '' };
  return { ip: ip.includes(':') ? `[${ip}]` : ip, port: `:${port}` };
}

/** What a step wrote into the header; nothing for one that only passes it on. */
export function changesOf(step: Step | undefined): readonly HeaderChange[] {
  return step?.type === 'TRANSLATE' || step?.type === 'IPVS' || step?.type === 'BPF' ? step.detail.changes : [];
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
