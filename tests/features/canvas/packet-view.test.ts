import { describe, expect, test } from 'vitest';
import type { Point, Rect } from '../../../src/features/canvas/board/element.ts';
import { shared } from '../../../src/features/canvas/words/rects.ts';
import { createFlightView } from '../../../src/features/canvas/packets/flights/flight-view.ts';
import { createPacketView, type PacketFrame } from '../../../src/features/canvas/packets/packet-view.ts';
import type { Palette } from '../../../src/features/canvas/drawing/palette.ts';
import { createMoves, lengthOf } from '../../../src/features/canvas/packets/places/place.ts';
import type { Flight } from '../../../src/simulation/playback/burst.ts';
import type { PlaybackState } from '../../../src/simulation/playback/playback-store.ts';
import { boardOf, routerOf, SHOP, stageOf, timelinesOf } from './fixture.ts';

interface Painted {
  readonly context: CanvasRenderingContext2D;
  /** Where packets were painted. */
  readonly packets: Point[];
  /** Where those in flight were. */
  readonly flights: Point[];
  /** The lines drawn, one after the other. */
  readonly lines: Point[][];
  /** What stands behind words. */
  readonly boxes: Rect[];
}

/** A canvas that notes what is painted where. */
function createContext(): Painted {
  const [packets, flights, lines]: [Point[], Point[], Point[][]] = [[], [], []];
  const boxes: Rect[] = [];
  const paint = (name: string | symbol) => (x: number, y: number, width: number, height: number) => {
    if (name === 'roundRect') boxes.push({ left: x, top: y, width, height });
    if (name === 'translate') packets.push({ x, y });
    if (name === 'arc') flights.push({ x, y });
    if (name === 'moveTo') lines.push([{ x, y }]);
    if (name === 'lineTo') lines.at(-1)?.push({ x, y });
  };
  const context = new Proxy({} as CanvasRenderingContext2D, {
    get: (_, name) => (name === 'measureText' ? () => ({ width: 8 }) : paint(name)),
    set: () => true,
  });
  return { context, packets, flights, lines, boxes };
}

const palette = new Proxy({} as Palette, { get: (_, name) => (name === 'words' ? 13 : 'black') });
const CAMERA = { x: 0, y: 0, zoom: 1 };
const SCREEN = { width: 1440, height: 900 };
const FLIGHT = { camera: CAMERA, part: { left: 0, top: 0, ...SCREEN }, palette, still: false };
const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** How far along a way a point is that lies on it, `least` or farther: a way may come by a place twice. */
function lengthTo(way: readonly Point[], { x, y }: Point, least: number): number {
  let length = 0;
  for (const [at, to] of way.entries()) {
    const from = way[at - 1];
    if (from === undefined) continue;
    const whole = lengthOf([from, to]);
    const before = lengthOf([from, { x, y }]);
    const liesOn = Math.abs(before + lengthOf([{ x, y }, to]) - whole) < 0.01;
    if (liesOn && length + before > least - 0.01) return length + before;
    length += whole;
  }
  return Number.NaN;
}

/** The packet was at these points of its way, one after the other, and got on. */
function expectForward(way: readonly Point[], points: readonly Point[]): void {
  expect(points[0]).toEqual(way[0]);
  expectAt(points.at(-1), way.at(-1));
  let length = 0;
  for (const point of points) {
    length = lengthTo(way, point, length);
    expect(length, 'along its way, not before where it was').not.toBeNaN();
  }
  expect(length).toBeGreaterThan(0);
}

function expectAt(point: Point | undefined, place: Point | undefined): void {
  expect(point?.x).toBeCloseTo(place?.x ?? Number.NaN);
  expect(point?.y).toBeCloseTo(place?.y ?? Number.NaN);
}

const router = routerOf(SHOP);
const board = boardOf(router);
const client = router.cluster.pods.find(({ name }) => name.startsWith('frontend'));
const request = { from: { pod: `shop/${client?.name ?? ''}` }, to: 'http://cart.shop/' };

describe.each(['objects', 'wires'] as const)('%s', (lens) => {
  const stage = stageOf(board, router, lens);

  describe.each(['story', 'hops', 'rules'] as const)('%s', (depth) => {
    const timelines = timelinesOf(router, request, depth);

    test('while it plays a packet goes along its way from where it was to where it will stand, never back', () => {
      let travelled = 0;
      for (const timeline of timelines) {
        const moves = createMoves(stage, timeline);
        const view = createPacketView(stage);
        for (const [index, cue] of timeline.cues.entries()) {
          const { way = [], length = 0 } = moves[index] ?? {};
          if (cue.duration === 0) continue;
          const { context, packets, lines } = createContext();
          for (const share of SHARES) {
            const time = () => cue.start + cue.duration * share;
            const playback = { timeline, cue: index, playing: true, time } as unknown as PlaybackState;
            const frame: PacketFrame = { playback, camera: CAMERA, screen: SCREEN, palette, elapsed: 16, still: false };
            view.draw(context, frame);
            // The way so far ends where it is.
            const ends = lines.splice(0).map((line) => line.at(-1));
            expect(ends).toContainEqual(packets.at(-1));
          }
          expect(packets).toHaveLength(SHARES.length);
          expectAt(packets.at(-1), way.at(-1));
          if (length === 0) continue;
          travelled += 1;
          expectForward(way, packets);
        }
      }
      expect(travelled).toBeGreaterThan(10);
    });

    test('stepped by hand it goes the same ways', () => {
      let travelled = 0;
      for (const timeline of timelines) {
        const moves = createMoves(stage, timeline);
        const view = createPacketView(stage);
        for (const [index, { way, length }] of moves.entries()) {
          const { context, packets } = createContext();
          const playback = { timeline, cue: index, playing: false, time: () => 0 } as unknown as PlaybackState;
          for (const elapsed of [0, 90, 90, 2000]) {
            view.draw(context, { playback, camera: CAMERA, screen: SCREEN, palette, elapsed, still: false });
          }
          if (length === 0) continue;
          travelled += 1;
          expectForward(way, packets);
        }
      }
      expect(travelled).toBeGreaterThan(10);
    });
  });

  test('what the packet carries hides no share of those that it could have gone to', () => {
    let shown = 0;
    // From afar they stand close together.
    const camera = { x: 500, y: 300, zoom: 0.15 };
    const traced = router.trace(request);
    const outcomes = traced.ok ? traced.value.outcomes : [];
    for (const timeline of timelinesOf(router, request, 'story')) {
      const view = createPacketView(stage);
      for (const [index] of timeline.cues.entries()) {
        const { context, boxes } = createContext();
        const result = { outcomes };
        const playback = { timeline, result, cue: index, playing: false, time: () => 0 } as unknown as PlaybackState;
        for (const elapsed of [0, 9000, 9000, 9000]) {
          boxes.length = 0;
          view.draw(context, { playback, camera, screen: SCREEN, palette, elapsed, still: true });
        }
        const [label, ...shares] = boxes.toReversed();
        if (label === undefined || shares.length < 2) continue;
        shown += 1;
        for (const share of shares) expect(shared(label, share)).toBe(0);
      }
    }
    expect(shown).toBeGreaterThan(0);
  });

  test('the way so far is drawn once, also when one steps over several places at a time', () => {
    let travelled = 0;
    for (const timeline of timelinesOf(router, request, 'story')) {
      const { cues } = timeline;
      const moves = createMoves(stage, timeline);
      const view = createPacketView(stage);
      for (let index = 0; index < cues.length; index += 7) {
        const playback = { timeline, cue: index, playing: false, time: () => 0 } as unknown as PlaybackState;
        const so = moves.slice(0, index + 1).filter((_, at) => cues[at]?.leg === cues[index]?.leg);
        const most = so.reduce((sum, { length }) => sum + length, 0);
        for (const elapsed of [0, 90, 90, 2000]) {
          const { context, lines } = createContext();
          view.draw(context, { playback, camera: CAMERA, screen: SCREEN, palette, elapsed, still: false });
          // The trail is drawn first.
          travelled = Math.max(travelled, lengthOf(lines[0] ?? []));
          expect(lengthOf(lines[0] ?? [])).toBeLessThan(most + 0.5);
        }
      }
    }
    expect(travelled).toBeGreaterThan(100);
  });

  test('the reply keeps to its own way, also when one comes to it from the request in one step', () => {
    let checked = 0;
    for (const timeline of timelinesOf(router, request, 'story')) {
      const { cues } = timeline;
      const moves = createMoves(stage, timeline);
      const last = cues.length - 1;
      const leg = cues[last]?.leg;
      const first = cues.findIndex((cue) => cue.leg === leg);
      const own = moves.filter((_, at) => cues[at]?.leg === leg && cues[at]?.direction === 'reply');
      const view = createPacketView(stage);
      const draw = (index: number, elapsed: number): Painted => {
        const painted = createContext();
        const playback = { timeline, cue: index, playing: false, time: () => 0 } as unknown as PlaybackState;
        view.draw(painted.context, { playback, camera: CAMERA, screen: SCREEN, palette, elapsed, still: false });
        return painted;
      };
      draw(first, 5000);
      if (cues[last]?.direction !== 'reply') continue;
      for (const elapsed of [0, 100, 200, 5000]) draw(last, elapsed);
      const [there, back] = draw(last, 5000).lines;
      // One trail of either direction, the second begins where the request ended.
      expect(lengthOf(back ?? [])).toBeCloseTo(
        own.reduce((sum, { length }) => sum + length, 0),
        0,
      );
      expectAt(back?.[0], there?.at(-1));
      expectAt(back?.at(-1), own.at(-1)?.way.at(-1));
      checked += 1;
    }
    expect(checked).toBeGreaterThan(0);
  });

  test('packets in flight go along their ways, never back', () => {
    let travelled = 0;
    for (const timeline of timelinesOf(router, request)) {
      const flights = [{ timeline, offset: 0 } as unknown as Flight];
      for (const [index, { way, length }] of createMoves(stage, timeline).entries()) {
        const cue = timeline.cues[index];
        if (cue === undefined || length === 0) continue;
        const { context, flights: points } = createContext();
        const view = createFlightView(stage, flights);
        for (const share of [0, 0.2, 0.4, 0.6, 0.8, 0.999]) {
          view.draw(context, cue.start + cue.duration * share, FLIGHT);
        }
        travelled += 1;
        expectForward(way, points);
      }
    }
    expect(travelled).toBeGreaterThan(10);
  });

  test('packets in flight are where they are at a time, whatever was drawn before', () => {
    const flights = timelinesOf(router, request).map((timeline, id): Flight => ({ id, timeline, offset: id * 90 }));
    const end = Math.max(...flights.map(({ timeline, offset }) => timeline.duration + offset));
    const view = createFlightView(stage, flights);
    let drawn = 0;
    // Forwards, in small steps and in large ones, and back.
    for (const share of [...Array.from({ length: 1500 }, (_, at) => at / 1500), 0.9, 0.3, 0.35, 0.1, 1]) {
      const [seen, anew] = [createContext(), createContext()];
      view.draw(seen.context, end * share, FLIGHT);
      createFlightView(stage, flights).draw(anew.context, end * share, FLIGHT);
      expect(seen.flights).toStrictEqual(anew.flights);
      drawn += anew.flights.length;
    }
    expect(drawn).toBeGreaterThan(400);
  });
});
