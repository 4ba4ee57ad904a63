import { expect, test } from 'vitest';
import type { Point, Rect } from '../../../src/features/canvas/board/element.ts';
import { placeCaption } from '../../../src/features/canvas/words/caption-place.ts';
import { placeLabel } from '../../../src/features/canvas/words/label-place.ts';
import { distanceTo, shared } from '../../../src/features/canvas/words/rects.ts';
import { createRoom, type RoomOn } from '../../../src/features/canvas/words/room.ts';

const SIZE = { width: 256, height: 52 };

/** Where a caption goes that has this room. */
function placeIn(at: Point, on: RoomOn): Rect {
  const { x, y } = placeCaption({ at, size: SIZE, room: createRoom(on), way: [] });
  return { left: x, top: y, ...SIZE };
}

test('a caption stands beside its packet, and where words stand it goes to the other side', () => {
  const screen = { width: 1000, height: 600 };
  const at = { x: 500, y: 300 };
  expect(distanceTo(placeIn(at, { texts: [], screen }), at)).toBeLessThan(60);
  const texts = [{ left: 520, top: 0, width: 400, height: 600 }];
  const left = placeIn(at, { texts, screen });
  expect(left.left + SIZE.width).toBeLessThanOrEqual(520);
  expect(distanceTo(left, at)).toBeLessThan(60);
});

test('it stands beside boxes where there is room not much further, and on one where there is none', () => {
  const screen = { width: 1000, height: 600 };
  const at = { x: 300, y: 300 };
  const box = { left: 100, top: 100, width: 420, height: 400 };
  expect(shared(placeIn(at, { texts: [], screen }), box), 'nearest is on the box').toBeGreaterThan(0);
  expect(shared(placeIn(at, { texts: [], boxes: [box], screen }), box)).toBe(0);
  // Nowhere near is there any: then it does not go far.
  const all = { left: 0, top: 0, width: 1000, height: 600 };
  expect(distanceTo(placeIn(at, { texts: [], boxes: [all], screen }), at)).toBeLessThan(60);
});

test('where words stand all around it goes as far as it takes, and rather onto words that are no names and no addresses', () => {
  const screen = { width: 1000, height: 600 };
  const at = { x: 100, y: 300 };
  const names = { left: 0, top: 0, width: 720, height: 600 };
  expect(shared(placeIn(at, { texts: [names], screen }), names)).toBe(0);
  const all = { left: 0, top: 0, width: 1000, height: 600 };
  const minor = { left: 400, top: 200, width: 300, height: 200, minor: true } as const;
  const around = [
    { ...all, height: 200 },
    { ...all, top: 400, height: 200 },
    { left: 0, top: 200, width: 400, height: 200 },
    { left: 700, top: 200, width: 300, height: 200 },
  ];
  const place = placeIn(at, { texts: [...around, minor], screen });
  expect(shared(place, minor)).toBe(SIZE.width * SIZE.height);
});

test('it leaves the room beside the packet that what the packet carries needs', () => {
  const screen = { width: 1000, height: 300 };
  const at = { x: 500, y: 150 };
  const size = { width: 180, height: 60 };
  // Free is what is right of the packet, for the label, and more room further away.
  const texts = [
    { left: 0, top: 0, width: 500, height: 300 },
    { left: 500, top: 0, width: 500, height: 110 },
    { left: 500, top: 190, width: 260, height: 110 },
  ];
  const room = createRoom({ screen, texts });
  const { x, y } = placeCaption({ at, size: { width: 230, height: 70 }, room, way: [], labels: [{ at, size }] });
  const caption = { left: x, top: y, width: 230, height: 70 };
  const offset = placeLabel({ at, size, room, beside: [caption] });
  const label = { left: at.x + offset.x, top: at.y + offset.y, ...size };
  expect([shared(caption, label), ...texts.flatMap((each) => [shared(each, caption), shared(each, label)])]).toEqual(
    Array(7).fill(0),
  );
  expect(distanceTo(label, at)).toBeLessThan(60);
});

test('it never stands on its packet nor off the screen', () => {
  const screen = { width: 390, height: 340 };
  for (const at of [
    { x: 5, y: 5 },
    { x: 385, y: 335 },
    { x: 195, y: 170 },
  ]) {
    const place = placeIn(at, { texts: [], screen });
    expect(distanceTo(place, at)).toBeGreaterThan(10);
    expect(shared(place, { left: 0, top: 0, ...screen })).toBe(SIZE.width * SIZE.height);
  }
});

test('what stands beyond the screen is none of what it keeps off, and where too much stands on it no control hides it', () => {
  const screen = { width: 390, height: 340 };
  const at = { x: 195, y: 120 };
  const controls = { left: 50, top: 8, width: 332, height: 45, covers: true } as const;
  const outside = Array.from({ length: 2000 }, (_, index) => ({ left: 500 + index, top: 20, width: 60, height: 20 }));
  const near = placeIn(at, { texts: [controls], screen });
  expect(shared(near, controls)).toBe(0);
  expect(placeIn(at, { texts: [controls, ...outside], boxes: outside, screen })).toEqual(near);
  const many = outside.map((each, index) => ({ ...each, left: index % 380, top: index % 330 }));
  expect(shared(placeIn(at, { texts: [controls, ...many], screen }), controls)).toBe(0);
});

test('between two places that are tried it finds the room that is just enough, up to the edges of the screen', () => {
  const screen = { width: 390, height: 340 };
  const at = { x: 195, y: 40 };
  // All rows but one of them have words; the caption is 52 pixels high.
  for (const top of [201, 202, 203, 204, 287]) {
    const texts = [
      { left: 0, top: 0, width: 390, height: top },
      { left: 0, top: top + SIZE.height, width: 390, height: 340 - top - SIZE.height },
    ];
    const even = { ...SIZE, height: SIZE.height - 2 };
    const room = createRoom({ screen, texts });
    const caption = placeCaption({ at, size: even, room, way: [] });
    expect(texts.map((each) => shared(each, { left: caption.x, top: caption.y, ...even }))).toEqual([0, 0]);
    const offset = placeLabel({ at, size: even, room });
    expect(texts.map((each) => shared(each, { left: at.x + offset.x, top: at.y + offset.y, ...even }))).toEqual([0, 0]);
  }
});

test('what is carried out of sight takes no room from a caption that is in sight', () => {
  const screen = { width: 390, height: 340 };
  const texts = [{ left: 0, top: 0, width: 390, height: 120 }];
  const labels = [{ at: { x: 195, y: 900 }, size: { width: 180, height: 40 } }];
  const { y } = placeCaption({
    at: { x: 195, y: 60 },
    size: SIZE,
    room: createRoom({ screen, texts }),
    way: [],
    labels,
  });
  expect(y).toBeGreaterThanOrEqual(120);
});
