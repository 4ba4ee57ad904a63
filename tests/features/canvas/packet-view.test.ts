import { expect, test } from 'vitest';
import type { Point } from '../../../src/features/canvas/board/element.ts';
import { createPacketView, type PacketFrame } from '../../../src/features/canvas/packets/packet-view.ts';
import type { Palette } from '../../../src/features/canvas/drawing/palette.ts';
import { createMoves, lengthOf } from '../../../src/features/canvas/packets/place.ts';
import type { PlaybackState } from '../../../src/simulation/playback/playback-store.ts';
import { boardOf, routerOf, SHOP, timelinesOf } from './fixture.ts';

/** A canvas that notes where packets are painted. */
function createContext(): { readonly context: CanvasRenderingContext2D; readonly painted: Point[] } {
  const painted: Point[] = [];
  const context = new Proxy({} as CanvasRenderingContext2D, {
    get: (_, name) => (name === 'measureText' ? () => ({ width: 8 }) : paint(name)),
    set: () => true,
  });
  const paint = (name: string | symbol) => (x: number, y: number) => {
    if (name === 'translate') painted.push({ x, y });
  };
  return { context, painted };
}

const palette = new Proxy({} as Palette, { get: () => 'black' });
const CAMERA = { x: 0, y: 0, zoom: 1 };
const SCREEN = { width: 1440, height: 900 };

/** How far along a way a point is that lies on it. */
function lengthTo(way: readonly Point[], { x, y }: Point): number {
  let length = 0;
  for (const [at, to] of way.entries()) {
    const from = way[at - 1];
    if (from === undefined) continue;
    const whole = lengthOf([from, to]);
    const before = lengthOf([from, { x, y }]);
    if (Math.abs(before + lengthOf([{ x, y }, to]) - whole) < 0.01) return length + before;
    length += whole;
  }
  return Number.NaN;
}

for (const lens of ['objects', 'wires'] as const) {
  test(`${lens}: while it plays a packet goes along its way from where it was to where it will stand, never back`, () => {
    const router = routerOf(SHOP);
    const board = boardOf(router);
    const client = router.cluster.pods.find(({ name }) => name.startsWith('frontend'));
    const stage = { board, network: router.network, lens };
    const request = { from: { pod: `shop/${client?.name ?? ''}` }, to: 'http://cart.shop/' };
    let travelled = 0;
    for (const timeline of timelinesOf(router, request)) {
      const moves = createMoves(stage, timeline);
      const view = createPacketView(stage);
      for (const [index, cue] of timeline.cues.entries()) {
        const { way = [], length = 0 } = moves[index] ?? {};
        const { context, painted } = createContext();
        for (const share of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
          const time = () => cue.start + cue.duration * share;
          const playback = { timeline, cue: index, playing: true, time } as unknown as PlaybackState;
          const frame: PacketFrame = { playback, camera: CAMERA, screen: SCREEN, palette, elapsed: 16, still: false };
          view.draw(context, frame);
        }
        expect(painted).toHaveLength(6);
        expect(painted.at(-1)).toEqual(way.at(-1));
        if (length === 0) continue;
        travelled += 1;
        expect(painted[0]).toEqual(way[0]);
        const lengths = painted.map((point) => lengthTo(way, point));
        expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
        expect(new Set(lengths).size).toBeGreaterThan(1);
      }
    }
    expect(travelled).toBeGreaterThan(10);
  });
}
