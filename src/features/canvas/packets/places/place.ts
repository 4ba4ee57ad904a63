import type { ClusterPod } from '../../../../engine/objects.ts';
import { type NamespaceId, type Step, namespaceOwner, podNamespace } from '../../../../engine/packets.ts';
import type { Cue } from '../../../../simulation/playback/cue.ts';
import { cueStep, type Timeline } from '../../../../simulation/playback/timeline.ts';
import type { Board } from '../../board/placed-board.ts';
import type { Camera, ScreenSize } from '../../board/camera.ts';
import { elementOfNamespace, elementOfSubject, type Point, type Rect } from '../../board/element.ts';
import { shownContainers } from '../../board/sizes.ts';
import { kernelSpot, processSpot, type SpotId, spotPoint, wireWay } from '../../placing/wires.ts';

/** Where words stand on the screen that are painted below the boxes. */
export type PaintedWords = (board: Board, camera: Camera, screen: ScreenSize) => readonly Rect[];

/** What a place is told from. */
export interface Stage {
  readonly board: Board;
  /** Where on the wires a cue happens; absent: they are not drawn. */
  readonly onWire?: ((board: Board, timeline: Timeline, cue: Cue, step: Step) => SpotId | undefined) | undefined;
  /** Where words stand that are in no box; absent: there are none. */
  readonly words?: PaintedWords | undefined;
}

/** One cue's way: from where the packet was before to where it is now. Never empty; one point when it stays. */
export interface Move {
  readonly way: readonly Point[];
  readonly length: number;
  /** A new packet starts here: nothing leads here from the cue before. */
  readonly fresh: boolean;
}

/** The spot where a cue happens: the interface, bridge, kernel or process its step names. undefined: not on the board. */
export function spotOfCue(stage: Stage, timeline: Timeline, cue: Cue): SpotId | undefined {
  const step = cueStep(timeline, cue);
  if (step === undefined || stage.board.showing(elementOfNamespace(cue.namespace)) === undefined) return undefined;
  if (step.type === 'SOCKET') return socketSpot(stage.board, timeline, cue) ?? kernelSpot(cue.namespace);
  return stage.onWire?.(stage.board, timeline, cue, step) ?? kernelSpot(cue.namespace);
}

/** The process a socket belongs to: named by the step, by the trace's end, or the pod's only container. */
function socketSpot(board: Board, timeline: Timeline, cue: Cue): SpotId | undefined {
  const step = cueStep(timeline, cue);
  if (step?.type !== 'SOCKET') return undefined;
  const leg = timeline.outcome.legs[cue.leg];
  const owner = step.detail.socket ?? (cue.direction === 'reply' && cue.hop === 0 ? leg?.request.socket : undefined);
  const subject = owner?.origin.subject;
  const hosted = subject?.kind === 'Pod' && isNode(cue.namespace) ? elementOfSubject(subject) : undefined;
  const element = board.element(hosted ?? elementOfNamespace(cue.namespace));
  if (element?.content.kind !== 'pod') return undefined;
  const { pod } = element.content;
  const shown = shownContainers(pod);
  const named = shown.find(({ name }) => name === owner?.process) ?? (shown.length === 1 ? shown[0] : undefined);
  const namespace = insideOf(pod);
  return named === undefined ? kernelSpot(namespace) : processSpot(namespace, named.name);
}

export function insideOf({ namespace, name }: ClusterPod): NamespaceId {
  return podNamespace(namespace, name);
}

export function isNode(namespace: NamespaceId): boolean {
  return namespaceOwner(namespace)?.kind === 'Node';
}

const known = new WeakMap<Stage, WeakMap<Timeline, readonly Move[]>>();

/** As createMoves; made once for a stage and a timeline. */
export function movesOf(stage: Stage, timeline: Timeline): readonly Move[] {
  let ofStage = known.get(stage);
  if (ofStage === undefined) known.set(stage, (ofStage = new WeakMap()));
  let moves = ofStage.get(timeline);
  if (moves === undefined) ofStage.set(timeline, (moves = createMoves(stage, timeline)));
  return moves;
}

/** The ways of all cues of a timeline, in order. Cues that are not on the board stay where the packet was last seen. */
export function createMoves(stage: Stage, timeline: Timeline): readonly Move[] {
  return carryOn(timeline, movesOfSteps(stage, timeline));
}

/** The way of a cue that has no time is gone with the next one that has. */
function carryOn({ cues }: Timeline, moves: readonly Move[]): readonly Move[] {
  let waiting: Point[] = [];
  let fresh = false;
  return moves.map((move, index) => {
    if (move.fresh) waiting = [];
    fresh ||= move.fresh;
    const way = [...waiting, ...move.way];
    if (cues[index]?.duration === 0) {
      waiting = way;
      return stay(way[0] ?? ORIGIN, move.fresh);
    }
    const whole = { way, length: lengthOf(way), fresh };
    waiting = [];
    fresh = false;
    return whole;
  });
}

function movesOfSteps(stage: Stage, timeline: Timeline): readonly Move[] {
  let last: { readonly spot: SpotId; readonly point: Point; readonly cue: Cue } | undefined;
  return timeline.cues.map((cue) => {
    const spot = spotOfCue(stage, timeline, cue);
    const point = spot === undefined ? undefined : spotPoint(stage.board, spot);
    if (spot === undefined || point === undefined) return stay(last?.point ?? ORIGIN, last === undefined);
    const before = last;
    last = { spot, point, cue };
    if (before === undefined || before.cue.leg !== cue.leg) return stay(point, true);
    if (before.spot === spot) return stay(point, false);
    const way = wireWay(stage.board, before.spot, spot) ?? [before.point, point];
    return { way, length: lengthOf(way), fresh: false };
  });
}

const ORIGIN: Point = { x: 0, y: 0 };

function stay(point: Point, fresh: boolean): Move {
  return { way: [point], length: 0, fresh };
}

export function lengthOf(way: readonly Point[]): number {
  let length = 0;
  for (let at = 1; at < way.length; at += 1) length += distance(way[at - 1], way[at]);
  return length;
}

/** The point `length` along a way; its last point beyond the end. */
export function pointAlong(way: readonly Point[], length: number): Point {
  let left = length;
  for (let at = 1; at < way.length; at += 1) {
    const from = way[at - 1] ?? ORIGIN;
    const to = way[at] ?? ORIGIN;
    const step = distance(from, to);
    if (left < step) {
      const share = left / step;
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    }
    left -= step;
  }
  return way.at(-1) ?? ORIGIN;
}

/** A way's first `length` pixels. */
export function partOfWay(way: readonly Point[], length: number): readonly Point[] {
  let left = length;
  const part: Point[] = [];
  for (const [at, point] of way.entries()) {
    const step = at === 0 ? 0 : distance(way[at - 1], point);
    if (step > left) break;
    left -= step;
    part.push(point);
  }
  return [...part, pointAlong(way, length)];
}

function distance(a: Point | undefined, b: Point | undefined): number {
  return a === undefined || b === undefined ? 0 : Math.hypot(b.x - a.x, b.y - a.y);
}

/** How far along its cue's way a packet is, 0 to 1: it travels first and then stands while something is decided. */
export function progress(
  cue: Pick<Cue, 'start' | 'duration' | 'travel'>,
  move: Pick<Move, 'length'>,
  time: number,
): number {
  if (move.length === 0) return 1;
  const travel = cue.travel || Math.min(cue.duration * TRAVEL_SHARE, MIN_TRAVEL + move.length * PER_PIXEL);
  const share = Math.min(Math.max((time - cue.start) / travel, 0), 1);
  // In a story it goes from place to place without a halt.
  return cue.travel === undefined ? share * share * (3 - 2 * share) : share;
}

/** How far what happens at a cue has been shown, 0 to 1; 1 where nothing is. */
export function actShare({ start, travel = 0, act = 0 }: Pick<Cue, 'start' | 'travel' | 'act'>, time: number): number {
  return act === 0 ? 1 : Math.min(Math.max((time - start - travel) / act, 0), 1);
}

const TRAVEL_SHARE = 0.85;
const MIN_TRAVEL = 120;
const PER_PIXEL = 1.2;

/** The object that lights up in a cue, when it is not just the place where the packet is. */
export function litElement(cue: Cue): string | undefined {
  if (cue.subject === undefined) return undefined;
  const id = elementOfSubject(cue.subject);
  return id === elementOfNamespace(cue.namespace) ? undefined : id;
}
