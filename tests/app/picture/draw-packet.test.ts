import { expect, test } from 'vitest';
import { drawPacket } from '../../../src/app/picture/draw-packet.ts';
import { createBoard } from '../../../src/features/canvas/placing/board.ts';
import { type Palette, TOKENS } from '../../../src/features/canvas/drawing/palette.ts';
import { movesOf, pointAlong, progress } from '../../../src/features/canvas/packets/places/place.ts';
import { FIRST_LESSON } from '../../../src/lessons/catalog/first-lesson.ts';
import { cueAt } from '../../../src/simulation/playback/timeline.ts';
import { createBareSimulation } from '../../whole-simulation.ts';
import { namedEdit } from '../../named-edit.ts';

const lesson = await FIRST_LESSON.load();
const palette = { ...Object.fromEntries(TOKENS.map((token) => [token, token])), mono: '', sans: '' } as Palette;

test('the packet of the picture is where the packet of the page is, at any time of its way', () => {
  const { document, playback, open } = createBareSimulation();
  open(lesson, { edit: namedEdit(''), clean: true });
  const { cluster, network } = document.getState().router;
  const stage = {
    board: createBoard({ cluster, lens: 'objects', layout: {}, hidden: new Set() }),
    network,
    lens: 'objects',
  } as const;
  const { timeline } = playback.getState();
  if (timeline === undefined) throw new Error('nothing is walked');
  const { css, html } = drawPacket(stage, timeline, palette);

  const duration = Number(/animation:packet (\d+)ms/.exec(css)?.[1]);
  const frames = [...css.matchAll(/([\d.]+)%\{translate:(-?[\d.]+)px (-?[\d.]+)px\}/g)].map(([, ...numbers]) =>
    numbers.map(Number),
  );
  const at = (time: number): readonly number[] => {
    const percent = (100 * time) / duration;
    const next = frames.findIndex(([start = 0]) => start >= percent);
    const [[a = 0, ax = 0, ay = 0] = [], [b = 0, bx = 0, by = 0] = []] = [frames[Math.max(next - 1, 0)], frames[next]];
    const share = b === a ? 1 : (percent - a) / (b - a);
    return [ax + (bx - ax) * share, ay + (by - ay) * share];
  };
  const moves = movesOf(stage, timeline);
  expect(duration).toBeGreaterThan(500);
  expect(frames.length).toBeGreaterThan(6);
  for (let time = 0; time < duration; time += 7) {
    const cue = timeline.cues[cueAt(timeline, time)];
    const move = moves[cue?.index ?? 0];
    if (cue === undefined || move === undefined) throw new Error(`no cue at ${time}`);
    const { x, y } = pointAlong(move.way, move.length * progress(cue, move, time));
    const [ownX = 0, ownY = 0] = at(time);
    expect(Math.hypot(ownX - x, ownY - y), `at ${time} ms`).toBeLessThan(1);
  }
  // A question is small.
  expect(html).toContain('scale(0.68)');
  expect(html).toContain('fill="request"');
});
