import { innerPacket } from '../../../simulation/playback/inner-packet.ts';
import type { PlaybackState } from '../../../simulation/playback/playback-store.ts';
import type { Cue } from '../../../simulation/playback/cue.ts';
import { cueStep, cueTrace, type Timeline } from '../../../simulation/playback/timeline.ts';
import type { Point } from '../board/element.ts';
import { packetColor, type Palette } from '../drawing/palette.ts';
import { type Choice, choiceAt } from './places/candidates.ts';
import { type Beside, type CaptionFrame, createCaption, rememberRoom, toScreen } from './places/caption-view.ts';
import { createLabel, type Label, lookupLabel } from './places/packet-label.ts';
import { choiceWords, paintChoice } from './paint-choice.ts';
import { createLabelView } from './label-view.ts';
import { measureLabel } from './paint-label.ts';
import { type Look, paintArrows, paintPacket, paintTrail } from './paint-packet.ts';
import { tieBetween } from './places/tie.ts';
import { actShare, lengthOf, type Move, movesOf, partOfWay, pointAlong, progress, type Stage } from './places/place.ts';

/** Milliseconds a packet takes to its next place when one steps by hand, and to show what happens there. */
const GLIDE = 280;
const GLIDE_PIXEL = 0.7;
const LONGEST_GLIDE = 900;
const ACT = 900;
/** Screen pixels that a label looks ahead on the way of its packet. */
const AHEAD = 80;

export interface PacketView {
  /** Draws the moment; true while something still moves by itself. */
  readonly draw: (context: CanvasRenderingContext2D, frame: PacketFrame) => boolean;
  /** Where the caption of the moment drawn last stands, its left upper corner in screen pixels. */
  readonly caption: () => Point | undefined;
}

export interface PacketFrame extends CaptionFrame {
  readonly playback: PlaybackState;
  readonly palette: Palette;
  /** Milliseconds since the frame before. */
  readonly elapsed: number;
  readonly still: boolean;
}

/** What is shown of a cue: how far the packet has come on its way, and how far what happens to it has been told. */
interface Shown {
  readonly timeline: Timeline;
  readonly cue: Cue;
  readonly way: Move;
  /** The first of the cues whose ways it goes. */
  readonly since: number;
  share: number;
  act: number;
}

interface NextCue {
  readonly timeline: Timeline;
  readonly cue: Cue;
  readonly moves: readonly Move[];
  readonly playing: boolean;
}

/** What is shown from now on, after what was shown `last`. */
function showCue(last: Shown | undefined, { timeline, cue, moves, playing }: NextCue): Shown {
  const before = last?.timeline === timeline ? last.cue.index : -1;
  const next = cue.index === before + 1;
  const isFollowed = playing || next || (before >= 0 && cue.index > before && timeline.depth === 'story');
  // By hand one gets over several cues at once: the packet goes all their ways.
  const isOver = isFollowed && !playing && !next;
  // Another packet starts anew.
  const fresh = isOver ? moves.findLastIndex((move, index) => index <= cue.index && move.fresh) : -1;
  const since = isOver ? Math.max(before + 1, fresh) : cue.index;
  const way = isOver ? wayOver(moves, since, cue.index) : moves[cue.index];
  return {
    timeline,
    cue,
    way: way ?? { way: [], length: 0, fresh: true },
    since,
    share: isFollowed ? 0 : 1,
    act: isFollowed ? 0 : 1,
  };
}

function advance(now: Shown, { playback, elapsed, still }: PacketFrame): void {
  const { cue, way } = now;
  if (still) [now.share, now.act] = [1, 1];
  else if (playback.playing) {
    now.share = Math.max(now.share, progress(cue, way, playback.time()));
    now.act = Math.max(now.act, actShare(cue, playback.time()));
  } else {
    const glide = Math.min(LONGEST_GLIDE, GLIDE + way.length * GLIDE_PIXEL);
    if (now.share < 1) now.share = way.length === 0 ? 1 : Math.min(1, now.share + elapsed / glide);
    else now.act = cue.act ? Math.min(1, now.act + elapsed / ACT) : 1;
  }
}

/** Draws the walked packet with its trail and label, over one board. `redraw`: what was fetched for it since wants to be drawn. */
export function createPacketView(stage: Stage, redraw: () => void = () => undefined): PacketView {
  let shown: Shown | undefined;
  let choice: PlacedChoice | undefined;
  const caption = createCaption(stage);
  const roomIn = rememberRoom(stage);
  const drawLabel = createLabelView(redraw);

  const drawWalk = (context: CanvasRenderingContext2D, frame: PacketFrame): boolean => {
    const { playback, palette, camera } = frame;
    const { timeline, cue: index, result } = playback;
    const cue = timeline?.cues[index];
    if (timeline === undefined || cue === undefined) return false;
    const moves = movesOf(stage, timeline);
    if (shown?.cue !== cue || shown.timeline !== timeline)
      shown = showCue(shown, { timeline, cue, moves, playing: playback.playing });
    const now = shown;
    advance(now, frame);
    const { share, act, way } = now;
    const at = pointAlong(way.way, way.length * share);
    drawTrail(context, { cues: timeline.cues, moves, index, now }, frame);
    const point = toScreen(at, camera);
    const arrived = share >= 1;
    const color = packetColor(palette, cue.state);
    if (arrived && (choice?.cue !== cue || choice.result !== result)) choice = placeChoice(stage, frame, { cue, at });
    const fanned = arrived ? choice?.found : undefined;
    if (fanned !== undefined) paintChoice(context, fanned, { tie: choice?.tie ?? [], camera, palette, color, act });
    const room = roomIn(frame);
    const besideOf = (cues: readonly Cue[]): Beside => besidePacket(stage, frame, { context, moves, cues });
    const words = caption.place({ timeline, cue: index, room, moves, besideOf }, frame);
    const shares = fanned === undefined ? [] : choiceWords(context, fanned, { camera, palette });
    const beside = words === undefined ? shares : [...shares, words];
    const label = labelOf(timeline, cue, arrived);
    const ahead = arrived ? undefined : toScreen(pointAlong(way.way, way.length * share + AHEAD / camera.zoom), camera);
    drawLabel(context, { label, at: point, ahead, color, act, room, beside }, palette);
    paintPacket(context, point, lookOf(timeline, cue, { arrived, act }), palette);
    return share < 1 || act < 1;
  };

  return { draw: drawWalk, caption: caption.at };
}

interface PlacedChoice {
  readonly cue: Cue;
  readonly result: unknown;
  readonly found: Choice | undefined;
  readonly tie: readonly Point[];
}

/** What a rule or proxy picked from, and the tie to whose rule it is. `at`: where the packet stands, in board pixels. */
function placeChoice(
  { board }: Stage,
  { playback }: PacketFrame,
  { cue, at }: { readonly cue: Cue; readonly at: Point },
): PlacedChoice {
  const found = choiceAt(board, playback, cue);
  const service = found?.service === undefined ? undefined : board.element(found.service);
  return { cue, result: playback.result, found, tie: service === undefined ? [] : tieBetween(board, at, service) };
}

/** What the packet carries where it stands while these cues are on, and the shares of those that it could have gone to. */
function besidePacket(
  { board }: Stage,
  { playback, camera, palette }: PacketFrame,
  { context, moves, cues }: BesideInput,
): Beside {
  const { timeline } = playback;
  if (timeline === undefined) return { labels: [], beside: [] };
  const stops = cues.filter((cue, index) => cue.act || index === cues.length - 1);
  const labels = stops.flatMap((cue) => {
    const end = moves[cue.index]?.way.at(-1);
    const size = measureLabel(context, labelOf(timeline, cue, true), palette);
    return end === undefined ? [] : [{ at: toScreen(end, camera), size }];
  });
  const beside = cues.flatMap((cue) => {
    const found = choiceAt(board, playback, cue);
    return found === undefined ? [] : choiceWords(context, found, { camera, palette });
  });
  return { labels, beside };
}

interface BesideInput {
  readonly context: CanvasRenderingContext2D;
  readonly moves: readonly Move[];
  readonly cues: readonly Cue[];
}

/** All ways from one cue to another, one after the other. */
function wayOver(moves: readonly Move[], from: number, to: number): Move {
  const way = moves.slice(from, to + 1).flatMap((move) => move.way);
  return { way, length: lengthOf(way), fresh: false };
}

/** What the packet carries: addresses, or the question for a name. */
function labelOf(timeline: Timeline, cue: Cue, arrived: boolean): Label {
  const leg = timeline.outcome.legs[cue.leg];
  if (leg?.kind === 'DNS' && timeline.depth === 'story') return lookupLabel(leg.lookup, cue.direction === 'reply');
  return createLabel(cue.packet, arrived ? cueStep(timeline, cue) : undefined, innerPacket(timeline, cue), arrived);
}

function lookOf(
  timeline: Timeline,
  cue: Cue,
  { arrived, act }: { readonly arrived: boolean; readonly act: number },
): Look {
  const step = cueStep(timeline, cue);
  const trace = cueTrace(timeline, cue);
  const tunnel = arrived && step?.type === 'TUNNEL' ? step.action : undefined;
  const inside = innerPacket(timeline, cue) !== undefined;
  return {
    state: cue.state,
    refused: cue.state === 'rejected' && trace?.disposition === 'REFUSED' && cue.direction === 'request',
    small: timeline.outcome.legs[cue.leg]?.kind === 'DNS',
    // Grows around it while it is put in, and goes off it while it is taken out.
    wrapping: tunnel === 'ENCAPSULATED' ? act : tunnel === 'DECAPSULATED' ? 1 - act : inside ? 1 : 0,
    pulse: arrived && cue.act ? act : 1,
  };
}

interface Trail {
  readonly cues: readonly Cue[];
  readonly moves: readonly Move[];
  readonly index: number;
  /** What is shown of the cue that is on. */
  readonly now: Pick<Shown, 'way' | 'since' | 'share'>;
}

/** The way so far: this direction strong, the request's way pale while its reply goes back. */
function drawTrail(
  context: CanvasRenderingContext2D,
  { cues, moves, index, now: { way: onWay, since, share } }: Trail,
  { camera, palette }: PacketFrame,
): void {
  const cue = cues[index];
  if (cue === undefined) return;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const first = cues.findIndex(({ leg }) => leg === cue.leg);
  const ways = { request: [] as Point[], reply: [] as Point[] };
  // By hand one gets over cues of both directions: each keeps to its own.
  let left = share >= 1 ? Infinity : onWay.length * share;
  let heading = cue.direction;
  for (let at = Math.min(first, since); at <= index; at += 1) {
    const [move, other] = [moves[at], cues[at]];
    if (move === undefined || other === undefined) continue;
    const isPart = at >= since && left < move.length;
    const gone = isPart ? partOfWay(move.way, left) : move.way;
    if (at >= since) left = Math.max(left - move.length, 0);
    if (other.leg === cue.leg && at >= first) ways[other.direction].push(...gone);
    if (!isPart) continue;
    heading = other.direction;
    break;
  }
  for (const direction of ['request', 'reply'] as const) {
    const way = ways[direction];
    if (way.length === 0) continue;
    const current = direction === heading;
    context.strokeStyle = packetColor(palette, direction === 'request' ? 'request' : cue.state);
    context.globalAlpha = current ? 0.75 : 0.25;
    context.lineWidth = current ? 2.5 : 2;
    paintTrail(context, way, camera);
    if (current) paintArrows(context, way, camera);
  }
  context.globalAlpha = 1;
}
