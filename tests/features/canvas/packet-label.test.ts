import { expect, test } from 'vitest';
import { createIp } from '../../../src/engine/net/ip.ts';
import { createLabel } from '../../../src/features/canvas/packets/places/packet-label.ts';
import { leaderTo } from '../../../src/features/canvas/packets/places/leader.ts';
import { labelPlaces, placeLabel } from '../../../src/features/canvas/words/label-place.ts';
import { type Obstacle, shared } from '../../../src/features/canvas/words/rects.ts';
import { createRoom, type Room } from '../../../src/features/canvas/words/room.ts';
import { routerOf, SHOP, timelinesOf } from './fixture.ts';
import { cueStep } from '../../../src/simulation/playback/timeline.ts';

const screen = { width: 800, height: 600 };
const size = { width: 150, height: 40 };

const roomWith = (...texts: readonly Obstacle[]) => createRoom({ screen, texts });

test('a label stands right of its packet when nothing is in the way, and inside the screen at its edges', () => {
  expect(placeLabel({ at: { x: 400, y: 300 }, size, room: roomWith() }).x).toBeGreaterThan(0);
  for (const at of [
    { x: 790, y: 300 },
    { x: 10, y: 10 },
    { x: 400, y: 595 },
  ]) {
    const offset = placeLabel({ at, size, room: roomWith() });
    expect(at.x + offset.x).toBeGreaterThanOrEqual(4);
    expect(at.x + offset.x + size.width).toBeLessThanOrEqual(796);
    expect(at.y + offset.y).toBeGreaterThanOrEqual(4);
    expect(at.y + offset.y + size.height).toBeLessThanOrEqual(596);
  }
});

test('a label keeps away from words', () => {
  const words = { left: 405, top: 200, width: 300, height: 200 };
  expect(placeLabel({ at: { x: 400, y: 300 }, size, room: roomWith(words) }).x).toBeLessThan(-size.width);
});

test('where words stand on all sides a label goes further away, to where it hides none', () => {
  const at = { x: 400, y: 300 };
  const texts = [
    { left: 330, top: 200, width: 60, height: 200 },
    { left: 410, top: 200, width: 60, height: 200 },
    { left: 330, top: 200, width: 140, height: 80 },
    { left: 330, top: 320, width: 140, height: 80 },
  ];
  const { x, y } = placeLabel({ at, size, room: roomWith(...texts) });
  for (const text of texts) expect(shared({ left: at.x + x, top: at.y + y, ...size }, text)).toBe(0);
});

test('a line leads to a label that stands further away: to a side that no words are before, or it ends where they stand', () => {
  const at = { x: 100, y: 300 };
  const label = { left: 400, top: 280, ...size };
  const straight = leaderTo(at, label, roomWith());
  expect(straight.every(({ y, isFree }) => y === 300 && isFree)).toBe(true);
  const words = { left: 200, top: 298, width: 60, height: 40 };
  const over = leaderTo(at, label, roomWith(words));
  expect(over.every(({ isFree }) => isFree)).toBe(true);
  expect(over.at(-1)?.y, 'to its corner, above them').toBeCloseTo(280, 0);
  const wall = { left: 200, top: 0, width: 60, height: 600 };
  for (const line of [leaderTo(at, label, roomWith(wall)), leaderTo(at, label, roomWith(), [wall])]) {
    expect(line.filter(({ x, isFree }) => isFree && x >= 200 && x <= 260)).toEqual([]);
    expect(line.some(({ x, isFree }) => isFree && x < 190) && line.some(({ x, isFree }) => isFree && x > 270)).toBe(
      true,
    );
  }
});

test('a label stays on its side of the packet as long as it hides nothing there', () => {
  const at = { x: 400, y: 300 };
  const before = { x: -18 - size.width, y: -size.height / 2 };
  expect(placeLabel({ at, size, room: roomWith(), before })).toEqual(before);
  // It has become larger, and would lie on the packet.
  const larger = { width: size.width + 40, height: size.height + 20 };
  const place = placeLabel({ at, size: larger, room: roomWith(), before });
  expect(place.x > 0 || place.x + larger.width < 0 || place.y > 0 || place.y + larger.height < 0).toBe(true);
  const words = { left: 300, top: 290, width: 40, height: 20 };
  expect(placeLabel({ at, size, room: roomWith(words), before })).not.toEqual(before);
});

test('a label marks exactly the fields a translation changed', () => {
  const router = routerOf(SHOP);
  const source = router.cluster.pods.find(({ name }) => name.startsWith('frontend'));
  const [timeline] = timelinesOf(router, { from: { pod: `shop/${source?.name ?? ''}` }, to: 'http://cart.shop/' });
  const cue = timeline?.cues.find((one) => cueStep(timeline, one)?.type === 'TRANSLATE');
  if (timeline === undefined || cue === undefined) throw new Error('nothing translated');
  const [from = [], to = []] = createLabel(cue.packet, cueStep(timeline, cue));
  expect(from.some(({ changed }) => changed)).toBe(false);
  expect(to.filter(({ changed }) => changed).map(({ text }) => text)).toEqual([cue.packet.destinationIP, ':8080']);
});

test('IPv6 addresses with a port stand in brackets', () => {
  const label = createLabel(
    {
      protocol: 'TCP',
      sourceIP: createIp('fd00::1'),
      sourcePort: 40000,
      destinationIP: createIp('fd00::2'),
      destinationPort: 80,
      ttl: 64,
      mark: 0,
    },
    undefined,
  );
  expect(label.map((line) => line.map(({ text }) => text).join(''))).toEqual(['  [fd00::1]:40000', '→ [fd00::2]:80']);
});

test('a packet that moves finds the same place as one that looks at all of them, told once what stands where', () => {
  let asked = 0;
  const room = roomWith({ left: 0, top: 0, width: 700, height: 600 }, { left: 720, top: 100, width: 60, height: 60 });
  const counted: Room = {
    ...room,
    hidden: (box) => {
      asked += 1;
      return room.hidden(box);
    },
  };
  const beside = [{ left: 700, top: 300, width: 100, height: 200 }];
  const costs: number[] = [];
  for (let x = 20; x < 600; x += 29) {
    const at = { x, y: 300 };
    const place = placeLabel({ at, size, room: counted, beside });
    costs.push(asked);
    const all = labelPlaces({ at, size, room, beside });
    const found = all.find(({ box }) => box.left === at.x + place.x && box.top === at.y + place.y);
    expect(found?.cost).toBe(all[0]?.cost);
  }
  // Around the packet, and all over the screen the first time.
  const [first = 0, second = 0] = costs;
  expect(first).toBeGreaterThan(1000);
  expect(second - first).toBeLessThanOrEqual(100);
});
