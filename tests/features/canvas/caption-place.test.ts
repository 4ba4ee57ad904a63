import { describe, expect, test } from 'vitest';
import { createBoard } from '../../../src/features/canvas/placing/board.ts';
import { fitCamera } from '../../../src/features/canvas/board/camera.ts';
import { movesOf } from '../../../src/features/canvas/packets/places/place.ts';
import { placeCaption } from '../../../src/features/canvas/words/caption-place.ts';
import { distanceTo, shared } from '../../../src/features/canvas/words/rects.ts';
import { SCENARIOS } from '../../../src/lessons/catalog/catalog.ts';
import { createSimulation } from '../../whole-simulation.ts';
import { textRects } from './text-rects.ts';

const SIZE = { width: 256, height: 52 };

test('a caption stands beside its packet, and where words stand it goes to the other side', () => {
  const screen = { width: 1000, height: 600 };
  const at = { x: 500, y: 300 };
  const free = placeCaption({ at, size: SIZE, texts: [], way: [], screen });
  expect(distanceTo({ left: free.x, top: free.y, ...SIZE }, at)).toBeLessThan(60);
  const texts = [{ left: 520, top: 0, width: 400, height: 600 }];
  const left = placeCaption({ at, size: SIZE, texts, way: [], screen });
  expect(left.x + SIZE.width).toBeLessThanOrEqual(520);
  expect(distanceTo({ left: left.x, top: left.y, ...SIZE }, at)).toBeLessThan(60);
});

test('it stands beside boxes where there is room not much further, and on one where there is none', () => {
  const screen = { width: 1000, height: 600 };
  const at = { x: 300, y: 300 };
  const box = { left: 100, top: 100, width: 420, height: 400 };
  const place = (boxes: readonly (typeof box)[]) => ({
    ...SIZE,
    ...(({ x, y }) => ({ left: x, top: y }))(placeCaption({ at, size: SIZE, texts: [], boxes, way: [], screen })),
  });
  expect(shared(place([]), box), 'nearest is on the box').toBeGreaterThan(0);
  expect(shared(place([box]), box)).toBe(0);
  // Nowhere near is there any: then it does not go far.
  const all = { left: 0, top: 0, width: 1000, height: 600 };
  expect(distanceTo(place([all]), at)).toBeLessThan(60);
});

test('it never stands on its packet nor off the screen', () => {
  const screen = { width: 390, height: 340 };
  for (const at of [
    { x: 5, y: 5 },
    { x: 385, y: 335 },
    { x: 195, y: 170 },
  ]) {
    const { x, y } = placeCaption({ at, size: SIZE, texts: [], way: [], screen });
    expect(distanceTo({ left: x, top: y, ...SIZE }, at)).toBeGreaterThan(10);
    expect([x >= 0, y >= 0, x + SIZE.width <= 390, y + SIZE.height <= 340]).toEqual([true, true, true, true]);
  }
});

test('what stands beyond the screen is none of what it keeps off, and where too much stands on it no control hides it', () => {
  const screen = { width: 390, height: 340, top: 109 };
  const at = { x: 195, y: 120 };
  const controls = { left: 50, top: 8, width: 332, height: 45, covers: true } as const;
  const outside = Array.from({ length: 2000 }, (_, index) => ({ left: 500 + index, top: 20, width: 60, height: 20 }));
  const near = placeCaption({ at, size: SIZE, texts: [controls], way: [], screen });
  expect(shared({ left: near.x, top: near.y, ...SIZE }, controls)).toBe(0);
  expect(placeCaption({ at, size: SIZE, texts: [controls, ...outside], boxes: outside, way: [], screen })).toEqual(
    near,
  );
  const many = outside.map((each, index) => ({ ...each, left: index % 380, top: index % 330 }));
  const { x, y } = placeCaption({ at, size: SIZE, texts: [controls, ...many], way: [], screen });
  expect(shared({ left: x, top: y, ...SIZE }, controls)).toBe(0);
});

describe.each(SCENARIOS)('$id', ({ load }) => {
  test('no caption of a walk hides words of the board', async () => {
    const document = await load();
    const simulation = createSimulation({ initial: document });
    const { router } = simulation.document.getState();
    const board = createBoard({ cluster: router.cluster, layout: {}, hidden: new Set(), lens: 'objects' });
    const stage = { board };
    const screen = { width: 1104, height: 672 };
    const camera = fitCamera(board.bounds, screen);
    const texts = textRects(board, camera, screen);
    for (const request of document.requests) {
      simulation.playback.getState().send(request, { choices: [], cue: 0 });
      const { timeline } = simulation.playback.getState();
      const moves = timeline === undefined ? [] : movesOf(stage, timeline);
      for (const beat of timeline?.beats ?? []) {
        const end = moves[beat.last]?.way.at(-1);
        if (end === undefined) continue;
        const at = { x: end.x * camera.zoom + camera.x, y: end.y * camera.zoom + camera.y };
        const { x, y } = placeCaption({ at, size: SIZE, texts, way: [], screen });
        const hidden = texts.reduce((sum, text) => sum + shared({ left: x, top: y, ...SIZE }, text), 0);
        expect(hidden, `${request.to} ${beat.beat.lead.kind}`).toBe(0);
      }
    }
  });
});
