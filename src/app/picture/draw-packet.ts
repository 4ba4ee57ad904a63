import { paintPacket, SMALL_PACKET } from '../../features/canvas/packets/paint-packet.ts';
import { lengthOf, type Move, movesOf, type Stage } from '../../features/canvas/packets/places/place.ts';
import type { Point } from '../../features/canvas/board/element.ts';
import type { Palette } from '../../features/canvas/drawing/palette.ts';
import type { Cue } from '../../simulation/playback/cue.ts';
import type { Timeline } from '../../simulation/playback/timeline.ts';
import { SvgContext } from './svg-context.ts';

interface DrawnPacket {
  readonly html: string;
  readonly css: string;
}

/** A moment of a way. */
interface Stop {
  readonly at: number;
  readonly point: Point;
}

/**
 * The packet of a story that sets off before any script has come: it goes its way at the pace of the page, and waits where it would
 * become another, such as the reply.
 */
export function drawPacket(stage: Stage, timeline: Timeline, palette: Palette): DrawnPacket {
  const [first] = timeline.cues;
  if (first === undefined || timeline.depth !== 'story') throw new Error('There is no story to begin with');
  const moves = movesOf(stage, timeline);
  const change = timeline.cues.findIndex(
    ({ leg, direction, state }) => leg !== first.leg || direction !== first.direction || state !== first.state,
  );
  const cues = timeline.cues.slice(0, change < 0 ? undefined : change);
  const stops = cues.flatMap((cue, index) => stopsOf(cue, moves[index]));
  const last = cues.at(-1);
  const duration = last === undefined ? 0 : last.start + last.duration;
  // Of several at one time the last is where it goes on from.
  const frames = new Map(
    stops.map(({ at, point }) => [round((100 * at) / duration), `${round(point.x)}px ${round(point.y)}px`]),
  );
  const keyframes = [...frames].map(([percent, translate]) => `${percent}%{translate:${translate}}`).join('');
  const context = new SvgContext();
  const look = { state: first.state, refused: false, small: false, wrapping: 0, pulse: 1 };
  paintPacket(context as unknown as CanvasRenderingContext2D, { x: 0, y: 0 }, look, palette);
  const size = timeline.outcome.legs[first.leg]?.kind === 'DNS' ? SMALL_PACKET : 1;
  return {
    html: `<svg data-packet aria-hidden="true" class="pointer-events-none absolute top-0 left-0 z-6 overflow-visible" width="1" height="1"><g transform="scale(${size})">${context.svg}</g></svg>`,
    // It is as large at any distance.
    css: `@keyframes packet{${keyframes}}[data-packet]{transform-origin:0 0;scale:calc(1/var(--zoom));animation:packet ${Math.round(duration)}ms linear both}@media (prefers-reduced-motion:reduce){[data-packet]{animation-play-state:paused}}`,
  };
}

/** On its way it passes each turn in time; then it stays to the end of the cue. */
function stopsOf({ start, duration, travel = 0 }: Cue, move: Move | undefined): readonly Stop[] {
  if (move === undefined || duration === 0) return [];
  const { way, length } = move;
  const passed = way.map((point, index): Stop => {
    const share = length === 0 ? 0 : lengthOf(way.slice(0, index + 1)) / length;
    return { at: start + travel * share, point };
  });
  const end = way.at(-1);
  return end === undefined ? passed : [...passed, { at: start + duration, point: end }];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
